"""Steering along a way by pure pursuit, for a car that is told how fast to go and how sharply to turn.

R. C. Coulter, Implementation of the Pure Pursuit Path Tracking Algorithm, CMU-RI-TR-92-01, 1992.
"""

import math
from dataclasses import dataclass

from ipa_agents.vehicle.simulator.geometry import moved, offset
from ipa_agents.vehicle.simulator.track import Spot, Track, TrackLimits

__all__ = ['Aim', 'Pursuit', 'pursued']

_AHEAD, _LEAST_AHEAD = 1.0, 5.0
"""s and m that the driver looks ahead; shorter is closer to the way and less calm."""
_BACK, _ON = 3.0, 3.0
"""m behind and s ahead of where the car last was on the way, in which it is looked for."""
_STEP = 0.5
_CREEP = 0.3
"""m/s; who would go slower stands."""
_LOST = 40.0
"""m; a driver who is further from the way has none."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a driver wants: m/s, and 1/m to the left."""

    speed: float
    curvature: float


def pursued(ahead: float, left: float, sharpest: float) -> float:
    """The curvature of the arc through a point, m ahead of the car and to its left, at most `sharpest`.

    To a point behind the car leads the sharpest turn.
    """
    if ahead <= 0:
        return math.copysign(sharpest, left)
    return max(-sharpest, min(sharpest, 2 * left / (ahead**2 + left**2)))


class Pursuit:
    """Follows `track`, never turning more than `sharpest` 1/m."""

    def __init__(self, track: Track, limits: TrackLimits, sharpest: float) -> None:
        self._track = track
        self._limits = limits
        self._sharpest = sharpest
        self._along = 0.0

    def aim(self, latitude: float, longitude: float, heading: float, speed: float) -> Aim:
        """What to do there, in degrees and m/s; a stand where the way is over, or too far away."""
        self._along, away = self._nearest(latitude, longitude, speed)
        if away > _LOST:
            return Aim(0.0, 0.0)
        ahead, left = _seen(latitude, longitude, heading, self._spot(self._along + max(_LEAST_AHEAD, _AHEAD * speed)))
        curvature = pursued(ahead, left, self._sharpest)
        bend = math.sqrt(self._limits.lateral / abs(curvature)) if curvature else math.inf
        fastest = min(self._track.speed(self._along), max(bend, self._limits.slowest))
        return Aim(fastest if fastest > _CREEP else 0.0, curvature)

    def _nearest(self, latitude: float, longitude: float, speed: float) -> tuple[float, float]:
        """How far along the way its nearest point is, and how far away."""
        begins = max(0.0, self._along - _BACK)
        steps = math.ceil((self._along + max(_LOST, _ON * speed) - begins) / _STEP)
        reach = min(self._track.length, begins + steps * _STEP)

        def away(along: float) -> float:
            spot = self._track.spot(along)
            return math.hypot(*offset(latitude, longitude, spot.latitude, spot.longitude))

        nearest = min((min(begins + index * _STEP, reach) for index in range(steps + 1)), key=away)
        return nearest, away(nearest)

    def _spot(self, along: float) -> Spot:
        """A point of the way, which goes on beyond its end."""
        spot, beyond = self._track.spot(along), along - self._track.length
        if beyond <= 0:
            return spot
        return Spot(*moved(spot.latitude, spot.longitude, spot.heading, beyond), spot.heading, 0.0)


def _seen(latitude: float, longitude: float, heading: float, spot: Spot) -> tuple[float, float]:
    """m ahead of a car and to its left."""
    east, north = offset(latitude, longitude, spot.latitude, spot.longitude)
    sine, cosine = math.sin(math.radians(heading)), math.cos(math.radians(heading))
    return east * sine + north * cosine, north * sine - east * cosine
