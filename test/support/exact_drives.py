"""Drives that follow given coefficients exactly."""

import math

from ipa_agents.travel.charging.consumption import SOAKING, Conditions, Consumption, climate_power
from ipa_agents.travel.charging.drive_log import Moment

__all__ = ['TRUE', 'drive']

TRUE = Consumption(2300, 21_000, 190, 0.39, 0.65, 0, 300, 40, 55, 160, 28_000, 9000)


def drive(outside: float, wish: float | None, seconds: int = 1200) -> list[Moment]:
    """Standing first, then ever faster and slower over hills, by the coefficients of TRUE."""
    moments, way, energy = [], 0.0, 2e8
    conditions = Conditions(outside, outside, wish)
    gap = 0.0 if wish is None else wish - outside
    soak = TRUE.warming * max(0.0, gap) + TRUE.chilling * max(0.0, -gap)
    before = 0.0
    for second in range(seconds):
        speed = 0.0 if second < 60 else 15 + 10 * math.sin(second / 9) - 5 * math.cos(second / 31)
        way += (before + speed) / 2
        moments.append(Moment(second, speed, way, 20 * math.sin(way / 400), energy, outside, outside, wish))
        if len(moments) > 1:
            last = moments[-2]
            cubed = (before**3 + 4 * ((before + speed) / 2) ** 3 + speed**3) / 6
            wheels = (
                TRUE.inertia * (speed**2 - before**2) / 2
                + TRUE.weight * (moments[-1].height - last.height)
                + TRUE.rolling * (way - last.way)
                + TRUE.air * cubed
            )
            settled = math.exp(-last.seconds / SOAKING) - math.exp(-second / SOAKING)
            energy -= (wheels if wheels > 0 else TRUE.recuperation * wheels) + climate_power(TRUE, conditions)
            energy -= soak * settled
            moments[-1] = Moment(second, speed, way, moments[-1].height, energy, outside, outside, wish)
        before = speed
    return moments
