"""The car of a stand-in for another world, with a driver who goes where he is told."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from ipa_agents.config_files import config_folder
from ipa_agents.travel.guiding.start import start_on
from ipa_agents.travel.map.folder import load_map
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.position import Position
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator import Car, load_car
from ipa_agents.vehicle.simulator.motion import Motion
from ipa_agents.vehicle.simulator.route_speeds import leg_speeds

__all__ = ['DrivenCar']

Point = tuple[float, float]


class DrivenCar:
    """Wakes where the simulated car does, on the map in `folder`; raises MapMissing.

    Whoever drives it finds the way alone, as in the other world, where nobody has heard of our routes.
    """

    def __init__(self, folder: Path) -> None:
        model = load_car(config_folder() / 'simulator' / 'car.yaml')
        start = start_on(folder, model.start.latitude, model.start.longitude)
        placed = replace(model.start, **asdict(start)) if start else model.start
        self._router = load_map(folder).router
        self._car = Car(replace(model, start=placed), load_catalogue())

    @property
    def motion(self) -> Motion:
        """Where it is, and how it moves."""
        return self._car.state.motion

    def step(self, dt: float) -> None:
        """Let `dt` seconds pass."""
        self._car.step(dt)

    def go(self, latitude: float, longitude: float, fastest: float) -> Sequence[Point]:
        """Drive to a point in degrees, never faster than `fastest` m/s; the points of the way.

        Raises NoRoute, and the car goes on as it did.
        """
        here = Position(self.motion.latitude, self.motion.longitude, self.motion.heading)
        (route, *_) = self._router.plan(here, Place('', '', '', '', latitude, longitude))
        parts = [(part.distance, part.length, part.duration) for part in route.maneuvers]
        speeds = leg_speeds(route.latitudes, route.longitudes, parts)
        self._car.follow(route.latitudes, route.longitudes, [min(speed, fastest) for speed in speeds])
        return tuple(zip(route.latitudes, route.longitudes, strict=True))

    def write(self, signals: Iterable[Signal]) -> None:
        """Make signals true, as the person at the wheel would; raises RejectedCommand for what nobody can."""
        self._car.write(signals)
