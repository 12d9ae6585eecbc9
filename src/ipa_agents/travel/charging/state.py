"""The car and the weather as its signals show them."""

import math
from dataclasses import replace

from ipa_agents.travel.charging.consumption import Conditions, Consumption
from ipa_agents.travel.charging.drive_log import STATIONS, wish_of
from ipa_agents.travel.charging.electric_car import Battery, ElectricCar, Terms
from ipa_agents.travel.charging.planner import Traveller
from ipa_agents.vehicle.signals import SignalView

__all__ = ['STATE_SIGNALS', 'traveller_from']

_BATTERY = 'Vehicle.Powertrain.TractionBattery'
_ENERGY = f'{_BATTERY}.StateOfCharge.CurrentEnergy'
_CHARGE = f'{_BATTERY}.StateOfCharge.Current'
_CAPACITY = f'{_BATTERY}.NetCapacity'
_TEMPERATURE = f'{_BATTERY}.Temperature.Average'
_LIMIT = f'{_BATTERY}.Charging.ChargeLimit'
_OUTSIDE = 'Vehicle.Exterior.AirTemperature'
_CABIN = 'Vehicle.Cabin.HVAC.AmbientAirTemperature'

STATE_SIGNALS = frozenset(
    {_ENERGY, _CHARGE, _CAPACITY, _TEMPERATURE, _LIMIT, _OUTSIDE, _CABIN, 'Vehicle.Cabin.HVAC.IsOn'}
    | {f'{station}.{name}' for station in STATIONS for name in ('FanSpeed', 'Temperature')}
)
"""What `traveller_from` reads."""
_LEAST_CHARGE = 5.0
"""% from which on energy and charge tell the capacity better than the rounded one of the battery."""


def traveller_from(seen: SignalView, car: ElectricCar, consumption: Consumption, terms: Terms) -> Traveller:
    """What `seen` tells; NaN where it tells nothing. The limit of charging is the car's own where that is lower."""
    energy, charge = _number(seen, _ENERGY) * 3.6e6, _number(seen, _CHARGE)
    capacity = energy / charge * 100 if charge >= _LEAST_CHARGE else _number(seen, _CAPACITY) * 3.6e6
    limit = _number(seen, _LIMIT) / 100
    return Traveller(
        car=car,
        consumption=consumption,
        battery=Battery(energy, capacity, _number(seen, _TEMPERATURE)),
        conditions=Conditions(_number(seen, _OUTSIDE), _number(seen, _CABIN), wish_of(seen)),
        terms=replace(terms, limit=min(terms.limit, limit)) if math.isfinite(limit) else terms,
    )


def _number(seen: SignalView, path: str) -> float:
    value = seen.get(path)
    return float(value) if isinstance(value, int | float) else math.nan
