"""How the car moves: along a track, or with a speed that is held, or not at all."""

import math
from dataclasses import dataclass, replace
from typing import Literal

from ipa_agents.vehicle.simulator.geometry import moved
from ipa_agents.vehicle.simulator.track import Track

__all__ = ['DRIVE', 'NEUTRAL', 'PARK', 'REVERSE', 'Motion', 'MotionParameters', 'Pilot', 'step_motion']

Pilot = Literal['ROUTE', 'HELD', 'CARRIED']
PARK, DRIVE, NEUTRAL, REVERSE = 126, 127, 0, -1
_STANDSTILL = 0.05
"""m/s"""
_PATIENCE = 1.5
"""s that the car stands before the driver parks it."""


@dataclass(frozen=True, slots=True)
class MotionParameters:
    """m/s2 that drivers like, m/s, and how long in s they take to reach what they aim at."""

    acceleration: float
    braking: float
    hardest_braking: float
    top_speed: float
    reaction: float
    wheelbase: float
    steering_ratio: float


@dataclass(frozen=True, slots=True)
class Motion:
    """Degrees, m/s, m/s2; `curvature` in 1/m, left positive; `way` in m since new, `along` in m on the track.

    `held` is the speed in m/s that the pilot HELD keeps, and that of CARRIED has at once, since another world moves the
    car; `bend` is the curvature of the way when there is no track.
    """

    latitude: float
    longitude: float
    heading: float
    way: float
    speed: float = 0.0
    acceleration: float = 0.0
    curvature: float = 0.0
    gear: int = PARK
    along: float = 0.0
    pilot: Pilot = 'ROUTE'
    held: float = 0.0
    bend: float = 0.0
    standing: float = 0.0

    @property
    def yaw_rate(self) -> float:
        """rad/s, to the left positive."""
        return self.speed * self.curvature

    @property
    def lateral(self) -> float:
        """m/s2, to the left positive."""
        return self.speed**2 * self.curvature


def step_motion(parameters: MotionParameters, motion: Motion, track: Track | None, dt: float) -> Motion:
    """The motion `dt` seconds later."""
    if motion.pilot == 'CARRIED':
        return _carried(parameters, motion, dt)
    aim = _aim(parameters, motion, track, dt)
    # The speeds of a track already hold a comfortable braking, so they are followed at once.
    delay = dt if motion.pilot == 'ROUTE' and track and aim < motion.speed else max(parameters.reaction, dt)
    hardest = parameters.hardest_braking if track or motion.pilot == 'HELD' else parameters.braking
    acceleration = min(parameters.acceleration, max(-hardest, (aim - motion.speed) / delay))
    speed = max(0.0, motion.speed + acceleration * dt)
    if aim == 0 and speed < _STANDSTILL:
        speed = 0.0
    step = (motion.speed + speed) / 2 * dt
    motion = replace(
        _placed(motion, track, step),
        speed=speed,
        acceleration=(speed - motion.speed) / dt,
        way=motion.way + step,
        standing=0.0 if speed else motion.standing + dt,
    )
    return replace(motion, gear=_gear(motion, aim))


def _carried(parameters: MotionParameters, motion: Motion, dt: float) -> Motion:
    speed = min(motion.held, parameters.top_speed)
    moved = replace(
        _placed(motion, None, speed * dt),
        speed=speed,
        acceleration=(speed - motion.speed) / dt,
        way=motion.way + speed * dt,
        standing=0.0 if speed else motion.standing + dt,
    )
    return replace(moved, gear=_gear(moved, speed))


def _aim(parameters: MotionParameters, motion: Motion, track: Track | None, dt: float) -> float:
    if motion.pilot == 'HELD':
        return min(motion.held, parameters.top_speed)
    if track is None:
        return 0.0
    return min(track.speed(motion.along + motion.speed * dt), parameters.top_speed)


def _placed(motion: Motion, track: Track | None, step: float) -> Motion:
    if track is not None and motion.along < track.length:
        along = min(motion.along + step, track.length)
        spot = track.spot(along)
        return replace(
            motion,
            along=along,
            latitude=spot.latitude,
            longitude=spot.longitude,
            heading=spot.heading,
            curvature=spot.curvature,
        )
    latitude, longitude = moved(motion.latitude, motion.longitude, motion.heading, step)
    heading = (motion.heading - math.degrees(step * motion.bend)) % 360
    return replace(motion, latitude=latitude, longitude=longitude, heading=heading, curvature=motion.bend)


def _gear(motion: Motion, aim: float) -> int:
    """Drivers put the car in drive to go and in park when they have arrived; a gear that is held stays."""
    if aim > 0 or motion.speed > 0:
        return REVERSE if motion.pilot == 'CARRIED' and motion.gear == REVERSE else DRIVE
    if motion.pilot != 'HELD' and motion.gear == DRIVE and motion.standing >= _PATIENCE:
        return PARK
    return motion.gear
