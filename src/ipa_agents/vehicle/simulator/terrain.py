"""Gentle hills: the height of the road as a sum of waves along the way, of which each seed has its own."""

import math
import random
from dataclasses import dataclass

__all__ = ['Terrain', 'terrain_of']

_LENGTHS = (2600.0, 900.0, 410.0)
"""m"""


@dataclass(frozen=True, slots=True)
class Terrain:
    """Waves of (height in m, wave number in 1/m, phase)."""

    waves: tuple[tuple[float, float, float], ...]

    def height(self, way: float) -> float:
        """m, after `way` m."""
        return sum(height * math.sin(number * way + phase) for height, number, phase in self.waves)

    def grade(self, way: float) -> float:
        """Rise over run, after `way` m."""
        return sum(height * number * math.cos(number * way + phase) for height, number, phase in self.waves)


def terrain_of(seed: int, steepest: float) -> Terrain:
    """The hills of `seed`; no grade is steeper than `steepest`."""
    chance = random.Random(seed)
    share = steepest / len(_LENGTHS)
    waves = []
    for length in _LENGTHS:
        number = 2 * math.pi / length
        waves.append((share * chance.uniform(0.5, 1.0) / number, number, chance.uniform(0, 2 * math.pi)))
    return Terrain(tuple(waves))
