"""What a way takes out of the battery, by speed, slope, weather and climate.

The forces are the usual road load (T. D. Gillespie, Fundamentals of Vehicle Dynamics, 1992, chapter 4): rolling
resistance, drag with the square of the speed, and slope; what braking gives back and what keeps the cabin at its
temperature are shares and rates. All coefficients are as seen from the battery, so that the efficiency of the motor is
in them, and come from a fit to recorded drives (`ipa consumption`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ipa_agents.config_files import config_folder, load_yaml

__all__ = [
    'SOAKING',
    'Conditions',
    'Consumption',
    'Stretch',
    'climate_power',
    'leg_energies',
    'load_consumption',
    'route_energy',
    'soak_energy',
]

SOAKING = 1000.0
"""s in which the seats and panels of a cabin come two thirds of the way to the temperature of its air."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Consumption:
    """A car's coefficients, none of them negative.

    `inertia` kg: J for a gain of speed**2 / 2. `weight` N: J for a m climbed. `rolling` and `unsteady` N: J for a m,
    the latter for the speeding up and slowing down of ordinary driving. `air` kg/m: J for a m at 1 m/s.
    `recuperation`: share of the energy put into speed and height that braking gives back. `always` and `running` W:
    drawn by the car, and by its climate control. `heating`, `cooling` W/K between outside and wish; `warming`,
    `chilling` J/K that the cabin takes once when it begins too cold or too warm.
    """

    inertia: float
    weight: float
    rolling: float
    air: float
    recuperation: float
    unsteady: float
    always: float
    running: float
    heating: float
    cooling: float
    warming: float
    chilling: float


@dataclass(frozen=True, slots=True)
class Conditions:
    """The air outside and in the cabin at departure in Celsius; `wish` of the climate control, None when it is off."""

    outside: float
    cabin: float
    wish: float | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a way that is driven at about one speed: m, s, and m that it climbs."""

    length: float
    seconds: float
    climb: float = 0.0


def route_energy(car: Consumption, stretches: Sequence[Stretch], conditions: Conditions) -> float:
    """J from the battery for a way that begins and ends at a stand; parts without length or time are left out."""
    driven = [stretch for stretch in stretches if stretch.length > 0 and stretch.seconds > 0]
    speeds = [stretch.length / stretch.seconds for stretch in driven]
    slowings = zip(speeds, [*speeds[1:], 0.0], strict=False)
    lost = (1 - car.recuperation) * car.inertia / 2 * sum(max(0.0, now**2 - then**2) for now, then in slowings)
    rolled = sum(_against(car, stretch, speed) for stretch, speed in zip(driven, speeds, strict=True))
    seconds = sum(stretch.seconds for stretch in driven)
    return rolled + lost + climate_power(car, conditions) * seconds + soak_energy(car, conditions, seconds)


def leg_energies(car: Consumption, metres: Floats, seconds: Floats, conditions: Conditions) -> Floats:
    """J for many level ways at their mean speeds; inf where there is no way. The cabin has its temperature already."""
    is_way = np.isfinite(metres) & np.isfinite(seconds) & (metres >= 0) & (seconds >= 0)
    metres, seconds = np.where(is_way, metres, 0.0), np.where(is_way, seconds, 0.0)
    squared = (metres / np.maximum(seconds, 1.0)) ** 2
    rolled = (car.rolling + car.unsteady + car.air * squared) * metres
    halted = (1 - car.recuperation) * car.inertia / 2 * squared
    return np.where(is_way, rolled + halted + climate_power(car, conditions) * seconds, np.inf)


def climate_power(car: Consumption, conditions: Conditions) -> float:
    """W for everything but driving, once the cabin has its temperature."""
    if conditions.wish is None:
        return car.always
    gap = conditions.wish - conditions.outside
    return car.always + car.running + car.heating * max(0.0, gap) + car.cooling * max(0.0, -gap)


def soak_energy(car: Consumption, conditions: Conditions, seconds: float) -> float:
    """J that bringing the cabin to its temperature takes within `seconds`."""
    gap = 0.0 if conditions.wish is None else conditions.wish - conditions.cabin
    return (car.warming * max(0.0, gap) + car.chilling * max(0.0, -gap)) * (1 - math.exp(-seconds / SOAKING))


def load_consumption(file: Path | None = None) -> Consumption:
    """The car of `file` (default: config/electric/consumption.yaml); raises ConfigError."""
    return _load(file or config_folder() / 'electric' / 'consumption.yaml')


@cache
def _load(file: Path) -> Consumption:
    return Consumption(**load_yaml(file, 'consumption').data)


def _against(car: Consumption, stretch: Stretch, speed: float) -> float:
    """J against resistance and slope; a stretch that is steeper down than the car needs gives some of it back."""
    needed = (car.rolling + car.unsteady + car.air * speed**2) * stretch.length + car.weight * stretch.climb
    return needed if needed >= 0 else car.recuperation * needed
