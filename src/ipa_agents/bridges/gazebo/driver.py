"""Who drives the car of a world that has nobody for it: along the route of the guidance, as our car does by itself."""

from collections.abc import Sequence

from ipa_agents.vehicle.pursuit import Aim, Pursuit
from ipa_agents.vehicle.simulator.parameters import CarParameters
from ipa_agents.vehicle.simulator.track import joined

__all__ = ['Driver']

_SHARPEST = 0.17
"""1/m; a mid-size car turns in a circle of 12 m."""


class Driver:
    """Goes along a way, or at a speed that somebody wants, and stops else. Steppable; it knows no clock."""

    def __init__(self, parameters: CarParameters) -> None:
        self._parameters = parameters
        self._way: Pursuit | None = None
        self._held: float | None = None
        self._speed = 0.0

    def follow(
        self,
        place: tuple[float, float],
        latitudes: Sequence[float],
        longitudes: Sequence[float],
        speeds: Sequence[float],
    ) -> None:
        """Drive from `place` along points in degrees; `speeds` in m/s, one between each two. Raises RejectedCommand."""
        limits = self._parameters.track
        self._way = Pursuit(joined(limits, place, latitudes, longitudes, speeds), limits, _SHARPEST)

    def leave(self) -> None:
        """There is no way any more: stop, unless a speed is wanted."""
        self._way = None

    def hold(self, speed: float) -> None:
        """From now on go at `speed` in m/s, straight ahead where there is no way."""
        self._held = speed

    def halt(self) -> None:
        """Nobody knows where the car is: it must stand at once."""
        self._speed = 0.0

    def drive(self, place: tuple[float, float], heading: float, speed: float, dt: float) -> Aim:
        """What to do for the next `dt` s, in degrees and m/s; speeds change no faster than people like."""
        aim = self._way.aim(*place, heading, speed) if self._way else Aim(0.0, 0.0)
        wanted = aim.speed if self._held is None else self._held
        motion = self._parameters.motion
        slower = self._speed - motion.hardest_braking * dt
        faster = min(self._speed, speed + motion.acceleration) + motion.acceleration * dt
        self._speed = max(0.0, min(max(wanted, slower), faster))
        return Aim(self._speed, aim.curvature)
