"""Whether it can be made without charging, and with how much to spare."""

import math
from dataclasses import dataclass

from ipa_agents.travel.charging.electric_car import Battery

__all__ = ['Reach', 'reach']


@dataclass(frozen=True, slots=True)
class Reach:
    """`arriving` and `reserve` are shares of the battery, `energy` J that the way takes.

    `margin` m could be driven further until the reserve is touched, as on this way; below 0 so much is lacking.
    """

    arriving: float
    energy: float
    margin: float
    reserve: float

    @property
    def is_enough(self) -> bool:
        """Whether the car comes there at all."""
        return self.arriving >= 0


def reach(battery: Battery, energy: float, metres: float, reserve: float) -> Reach | None:
    """How a way of `metres` that takes `energy` J ends; None where a number is missing or there is no way.

    For there and back give the sums of both ways.
    """
    numbers = (battery.energy, battery.capacity, energy, metres, reserve)
    if not all(map(math.isfinite, numbers)) or battery.capacity <= 0 or metres <= 0 or energy <= 0:
        return None
    left = battery.energy - energy
    margin = (left - reserve * battery.capacity) / (energy / metres)
    return Reach(left / battery.capacity, energy, margin, reserve)
