"""Warming the battery before a fast charger, so that it takes what the charger gives."""

from dataclasses import dataclass

from ipa_agents.travel.charging.electric_car import Battery, ElectricCar

__all__ = ['Conditioning', 'conditioning']


@dataclass(frozen=True, slots=True)
class Conditioning:
    """It takes `seconds` before the charger and `energy` J, and brings the battery to `temperature` Celsius."""

    seconds: float
    energy: float
    temperature: float


def conditioning(car: ElectricCar, battery: Battery, power: float, driving: float) -> Conditioning | None:
    """What warming does within `driving` s for a charger of `power` W; None when the cold takes nothing from it.

    The heater alone is counted: that driving warms the battery too leaves it a little warmer than is told.
    """
    cold = float(car.cold.at(battery.temperature)) * max(car.curve.heights)
    if cold >= min(power * car.efficiency, max(car.curve.heights)) or car.heater.power <= 0:
        return None
    needed = (car.heater.ready - battery.temperature) * car.heater.capacity / car.heater.power
    seconds = min(needed, driving)
    if seconds <= 0:
        return None
    energy = car.heater.power * seconds
    return Conditioning(seconds, energy, battery.temperature + energy / car.heater.capacity)
