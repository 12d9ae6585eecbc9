"""The forces on a rolling car, and how motor and brakes share its wishes."""

import math
from dataclasses import dataclass

from ipa_agents.vehicle.simulator.moist_air import AIR_DENSITY

__all__ = ['GRAVITY', 'Forces', 'RoadLoadParameters', 'forces', 'motor_power']

GRAVITY = 9.81
"""m/s2"""
_BLENDING_SPEED = 3.0
"""m/s below which the motor brakes ever less."""


@dataclass(frozen=True, slots=True)
class RoadLoadParameters:
    """`mass` in kg, `rotating` as a share of it, `drag_area` cw A in m2, powers in W."""

    mass: float
    rotating: float
    rolling: float
    drag_area: float
    regeneration_power: float
    drive_efficiency: float
    regeneration_efficiency: float


@dataclass(frozen=True, slots=True)
class Forces:
    """N along the road. `motor` is negative when it brakes; `brake` is friction, at least 0; the others resist."""

    motor: float = 0.0
    brake: float = 0.0
    rolling: float = 0.0
    air: float = 0.0
    grade: float = 0.0


def forces(parameters: RoadLoadParameters, speed: float, acceleration: float, grade: float) -> Forces:
    """What it takes to have `acceleration` m/s2 at `speed` m/s up a `grade` (rise over run)."""
    angle = math.atan(grade)
    weight = parameters.mass * GRAVITY
    rolling = parameters.rolling * weight * math.cos(angle) if speed > 0 else 0.0
    air = 0.5 * AIR_DENSITY * parameters.drag_area * speed**2
    climb = weight * math.sin(angle)
    needed = parameters.mass * (1 + parameters.rotating) * acceleration + rolling + air + climb
    if needed >= 0 or speed <= 0:
        # Standing on a slope, the brake holds.
        return Forces(needed if speed > 0 else 0.0, 0.0, rolling, air, climb)
    motor = max(needed, -parameters.regeneration_power / speed * min(1.0, speed / _BLENDING_SPEED))
    return Forces(motor, motor - needed, rolling, air, climb)


def motor_power(parameters: RoadLoadParameters, load: Forces, speed: float) -> float:
    """W that the motor draws from the battery; negative when it charges it."""
    mechanical = load.motor * speed
    if mechanical >= 0:
        return mechanical / parameters.drive_efficiency
    return mechanical * parameters.regeneration_efficiency
