"""The simulated car in numbers: config/simulator/*.yaml."""

from dataclasses import dataclass
from pathlib import Path

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.simulator.battery import BatteryParameters
from ipa_agents.vehicle.simulator.brakes import BrakeParameters
from ipa_agents.vehicle.simulator.cabin import CabinParameters
from ipa_agents.vehicle.simulator.climate import ClimateParameters
from ipa_agents.vehicle.simulator.low_voltage import LowVoltageParameters
from ipa_agents.vehicle.simulator.motion import MotionParameters
from ipa_agents.vehicle.simulator.road_load import RoadLoadParameters
from ipa_agents.vehicle.simulator.track import TrackLimits
from ipa_agents.vehicle.simulator.tyres import TyreParameters
from ipa_agents.vehicle.simulator.weather import Weather

__all__ = ['CarParameters', 'EquipmentParameters', 'ServiceParameters', 'StartParameters', 'load_car']


@dataclass(frozen=True, slots=True)
class StartParameters:
    """Where and how the car wakes: degrees, % of charge, m driven since new, and who sits in it."""

    latitude: float
    longitude: float
    heading: float
    charge: float
    way: float
    occupied: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class EquipmentParameters:
    """W that is always drawn, and that a seat (heating or ventilation) and the rear window draw in full."""

    always: float
    seat: float
    rear_window: float


@dataclass(frozen=True, slots=True)
class ServiceParameters:
    """Service is due when the car has driven `way` m since new, or after `time` s more."""

    way: float
    time: float


@dataclass(frozen=True, slots=True)
class CarParameters:
    """Everything that makes one model of car, and the day it wakes on."""

    start: StartParameters
    weather: Weather
    road_load: RoadLoadParameters
    motion: MotionParameters
    track: TrackLimits
    battery: BatteryParameters
    climate: ClimateParameters
    cabin: CabinParameters
    tyres: TyreParameters
    brakes: BrakeParameters
    low_voltage: LowVoltageParameters
    equipment: EquipmentParameters
    service: ServiceParameters
    steepest: float


def load_car(file: Path | None = None) -> CarParameters:
    """The car of `file` (default: config/simulator/car.yaml); raises ConfigError with file, line and reason."""
    data = load_yaml(file or config_folder() / 'simulator' / 'car.yaml', 'car').data
    start = data['start']
    return CarParameters(
        start=StartParameters(**start | {'occupied': tuple(start['occupied'])}),
        weather=Weather(**data['weather']),
        road_load=RoadLoadParameters(**data['road_load']),
        motion=MotionParameters(**data['motion']),
        track=TrackLimits(**data['track']),
        battery=BatteryParameters(**data['battery']),
        climate=ClimateParameters(**data['climate']),
        cabin=CabinParameters(**data['cabin']),
        tyres=TyreParameters(**data['tyres']),
        brakes=BrakeParameters(**data['brakes']),
        low_voltage=LowVoltageParameters(**data['low_voltage']),
        equipment=EquipmentParameters(**data['equipment']),
        service=ServiceParameters(**data['service']),
        steepest=data['steepest'],
    )
