"""The whole simulated car at one moment, and how it begins."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from ipa_agents.vehicle.signals import Value
from ipa_agents.vehicle.simulator.battery import Battery, usable
from ipa_agents.vehicle.simulator.cabin import Cabin, soaked
from ipa_agents.vehicle.simulator.faults import Faults
from ipa_agents.vehicle.simulator.low_voltage import LowVoltage
from ipa_agents.vehicle.simulator.moist_air import humidity_ratio
from ipa_agents.vehicle.simulator.motion import Motion
from ipa_agents.vehicle.simulator.occupants import Occupants, seated
from ipa_agents.vehicle.simulator.parameters import CarParameters
from ipa_agents.vehicle.simulator.road_load import Forces
from ipa_agents.vehicle.simulator.tyres import WHEELS, Tyre, filled
from ipa_agents.vehicle.simulator.weather import Weather, air_temperature

__all__ = ['CarState', 'Charger', 'initial_state']


@dataclass(frozen=True, slots=True)
class Charger:
    """A charger that offers `power` W, and whether its cable is in the car."""

    power: float = 11_000.0
    plugged: bool = False


@dataclass(frozen=True, slots=True)
class CarState:
    """`time` in s since the car woke; `held` are the signals that no model computes: they stay as they are written."""

    time: float
    weather: Weather
    motion: Motion
    battery: Battery
    cabin: Cabin
    tyres: tuple[Tyre, ...]
    pads: tuple[float, ...]
    low_voltage: LowVoltage
    occupants: Occupants
    load: Forces = field(default_factory=Forces)
    faults: Faults = field(default_factory=Faults)
    charger: Charger = field(default_factory=Charger)
    held: Mapping[str, Value] = field(default_factory=dict)


def initial_state(parameters: CarParameters, seed: int) -> CarState:
    """A parked car that has stood over night; `seed` decides how much air and brake each wheel has."""
    chance = random.Random(seed)
    start, weather = parameters.start, parameters.weather
    outside = air_temperature(weather)
    return CarState(
        time=0.0,
        weather=weather,
        motion=Motion(start.latitude, start.longitude, start.heading, start.way),
        battery=Battery(
            energy=start.charge / 100 * usable(parameters.battery),
            temperature=outside,
            consumption=parameters.battery.consumption,
            auxiliary=parameters.equipment.always,
        ),
        cabin=soaked(outside, humidity_ratio(outside, weather.humidity)),
        tyres=tuple(filled(parameters.tyres.placard + chance.uniform(-4, 6), 20) for _ in WHEELS),
        pads=tuple(chance.uniform(15, 35) for _ in WHEELS),
        low_voltage=LowVoltage(chance.uniform(0.9, 0.98)),
        occupants=seated(*start.occupied),
    )
