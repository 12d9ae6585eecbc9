"""How a car takes its charge: its plugs, its charging curve, and what the cold does to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ipa_agents.config_files import config_folder, load_yaml

__all__ = [
    'Battery',
    'Curve',
    'ElectricCar',
    'Filling',
    'Heater',
    'Terms',
    'filling',
    'load_electric_car',
    'load_terms',
]

_STEPS = 200
"""Parts of a battery in which the power of charging is taken for constant."""
_LEAST_POWER = 100.0
"""W; a charger that gives less charges nobody."""


@dataclass(frozen=True, slots=True)
class Battery:
    """J in it, J when full, and Celsius."""

    energy: float
    capacity: float
    temperature: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Straight lines through points, level beyond them."""

    places: tuple[float, ...]
    heights: tuple[float, ...]

    def at(self, place: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """The height there, one or many."""
        return np.asarray(np.interp(place, self.places, self.heights))


@dataclass(frozen=True, slots=True)
class Heater:
    """Conditioning before a fast charger: `power` in W, `capacity` J/K of the battery, Celsius at which it is ready."""

    power: float
    capacity: float
    ready: float


@dataclass(frozen=True, slots=True)
class ElectricCar:
    """`curve`: W that the battery takes at each share of its charge. `cold`: share of that at each temperature.

    `plugs`: W that the car takes through each (the names are those of OSM's socket:*); `efficiency` of what the charger
    gives that arrives in the battery.
    """

    curve: Curve
    cold: Curve
    efficiency: float
    plugs: Mapping[str, float]
    heater: Heater


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan is to keep to and weigh.

    Shares of the battery: `reserve` is never gone below, `arrival` is left at the destination, `limit` is charged to
    at most; `step` is the grid of charges to leave with. `handling` s for plugging in and paying; `worth` s that people
    wait to save one unit of money. `wait` s, `price` a kWh and `powers` W by plug stand for what is not known of a
    charger, `full` s for the wait where none is free; `most` chargers are weighed.
    """

    reserve: float
    arrival: float
    limit: float
    step: float
    handling: float
    worth: float
    wait: float
    full: float
    price: float
    powers: Mapping[str, float]
    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Filling:
    """Charging at one power: s that it takes from empty to each of evenly spaced energies in J."""

    energies: NDArray[np.float64]
    seconds: NDArray[np.float64]

    def until(self, energy: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """s from empty to `energy` J."""
        return np.asarray(np.interp(energy, self.energies, self.seconds))

    @property
    def fastest(self) -> float:
        """W at best."""
        return float((np.diff(self.energies) / np.diff(self.seconds)).max())


def filling(car: ElectricCar, battery: Battery, power: float, temperature: float) -> Filling:
    """How a charger of `power` W fills this battery when it has `temperature` (Celsius)."""
    shares = (np.arange(_STEPS) + 0.5) / _STEPS
    taken = np.minimum(power * car.efficiency, car.cold.at(temperature) * car.curve.at(shares))
    part = battery.capacity / _STEPS
    seconds = np.concatenate([[0.0], np.cumsum(part / np.maximum(taken, _LEAST_POWER))])
    return Filling(np.linspace(0.0, battery.capacity, _STEPS + 1), seconds)


def load_electric_car(file: Path | None = None) -> ElectricCar:
    """The car of `file` (default: config/electric/car.yaml); raises ConfigError."""
    return _load_car(file or config_folder() / 'electric' / 'car.yaml')


def load_terms(file: Path | None = None) -> Terms:
    """The terms of `file` (default: config/electric/terms.yaml); raises ConfigError."""
    return _load_terms(file or config_folder() / 'electric' / 'terms.yaml')


@cache
def _load_terms(file: Path) -> Terms:
    return Terms(**load_yaml(file, 'charging_terms').data)


@cache
def _load_car(file: Path) -> ElectricCar:
    document = load_yaml(file, 'electric_car')
    data = document.data
    for name in ('curve', 'cold'):
        if any(later[0] <= before[0] for before, later in zip(data[name], data[name][1:], strict=False)):
            raise document.error(f'{name} must rise from point to point', name)
    return ElectricCar(
        curve=_curve(data['curve'], 1 / 100, 1000),
        cold=_curve(data['cold'], 1, 1 / 100),
        efficiency=data['efficiency'] / 100,
        plugs={plug: kilowatts * 1000 for plug, kilowatts in data['plugs'].items()},
        heater=Heater(data['heater']['power'] * 1000, data['heater']['capacity'], data['heater']['ready']),
    )


def _curve(points: Sequence[Sequence[float]], across: float, up: float) -> Curve:
    return Curve(tuple(place * across for place, _ in points), tuple(height * up for _, height in points))
