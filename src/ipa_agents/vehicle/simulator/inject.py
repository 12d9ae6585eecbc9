"""How a drive or a person changes the simulated car: by writing one of its signals."""

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from typing import Any

from ipa_agents.errors import RejectedCommand
from ipa_agents.vehicle.seats import SEATS, Seat, vss_row, vss_side
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator.battery import usable
from ipa_agents.vehicle.simulator.low_voltage import charge_at
from ipa_agents.vehicle.simulator.moist_air import humidity_ratio
from ipa_agents.vehicle.simulator.motion import DRIVE, NEUTRAL, PARK, REVERSE
from ipa_agents.vehicle.simulator.parameters import CarParameters
from ipa_agents.vehicle.simulator.state import CarState
from ipa_agents.vehicle.simulator.tyres import WHEELS, filled
from ipa_agents.vehicle.simulator.weather import with_air_temperature, with_kind, with_rain

__all__ = ['inject', 'is_writable']

Writer = Callable[[CarParameters, CarState, Any], CarState]
_BATTERY = 'Vehicle.Powertrain.TractionBattery'


def inject(parameters: CarParameters, state: CarState, signal: Signal, held: Set[str]) -> CarState:
    """The car after `signal`, whose value the catalogue has checked; RejectedCommand for what only a model decides.

    `held` are the paths that no model computes.
    """
    writer = _WRITERS.get(signal.path)
    if writer is not None:
        return writer(parameters, state, signal.value)
    if signal.path in held:
        return replace(state, held={**state.held, signal.path: signal.value})
    raise RejectedCommand(
        f'{signal.path} is computed by the simulator and cannot be written',
        f'{signal.path} 由仿真计算，不能直接设置',
    )


def is_writable(path: str, held: Set[str]) -> bool:
    """Whether a signal of the simulator can be written; all others only a model decides."""
    return path in _WRITERS or path in held


def _into(part: str, name: str, scale: float = 1.0) -> Writer:
    """Write one field of one part of the car."""

    def write(_: CarParameters, state: CarState, value: Any) -> CarState:
        scaled = value if scale == 1.0 else value * scale
        return replace(state, **{part: replace(getattr(state, part), **{name: scaled})})

    return write


def _speed(_: CarParameters, state: CarState, value: float) -> CarState:
    if value < 0:
        raise RejectedCommand('the simulated car only drives forwards', '仿真车只能前进')
    return replace(state, motion=replace(state.motion, pilot='HELD', held=value / 3.6))


def _gear(_: CarParameters, state: CarState, value: int) -> CarState:
    if value not in (PARK, DRIVE, NEUTRAL, REVERSE):
        raise RejectedCommand(
            f'there is no gear {value}; 126 is park, 127 drive', f'没有 {value} 挡；126 驻车，127 前进'
        )
    if state.motion.speed > 0 and value != DRIVE:
        raise RejectedCommand('the gear cannot change while the car moves', '行驶中不能换挡')
    return replace(state, motion=replace(state.motion, pilot='HELD', held=state.motion.speed, gear=value))


def _light(_: CarParameters, state: CarState, value: float) -> CarState:
    return replace(state, weather=replace(state.weather, light=value))


def _hour(_: CarParameters, state: CarState, value: float) -> CarState:
    return replace(state, weather=replace(state.weather, hour=value % 24, light=None))


def _outside(_: CarParameters, state: CarState, value: float) -> CarState:
    return replace(state, weather=with_air_temperature(state.weather, value))


def _kind(_: CarParameters, state: CarState, value: str) -> CarState:
    return replace(state, weather=with_kind(state.weather, value))


def _rain(_: CarParameters, state: CarState, value: float) -> CarState:
    return replace(state, weather=with_rain(state.weather, value))


def _inside(_: CarParameters, state: CarState, value: float) -> CarState:
    cabin = state.cabin
    return replace(state, cabin=replace(cabin, air=(value,) * len(cabin.air), masses=(value,) * len(cabin.masses)))


def _moisture(_: CarParameters, state: CarState, value: float) -> CarState:
    cabin = state.cabin
    return replace(state, cabin=replace(cabin, humidity=humidity_ratio(sum(cabin.air) / len(cabin.air), value)))


def _charge(parameters: CarParameters, state: CarState, value: float) -> CarState:
    return replace(state, battery=replace(state.battery, energy=value / 100 * usable(parameters.battery)))


def _volts(_: CarParameters, state: CarState, value: float) -> CarState:
    return replace(state, low_voltage=replace(state.low_voltage, charge=charge_at(value)))


def _pressure(wheel: int) -> Writer:
    def write(_: CarParameters, state: CarState, value: float) -> CarState:
        tyre = state.tyres[wheel]
        tyre = replace(tyre, amount=filled(value, tyre.temperature).amount)
        return replace(state, tyres=_with(state.tyres, wheel, tyre))

    return write


def _tyre(wheel: int, name: str) -> Writer:
    def write(_: CarParameters, state: CarState, value: float) -> CarState:
        return replace(state, tyres=_with(state.tyres, wheel, replace(state.tyres[wheel], **{name: value})))

    return write


def _pad(wheel: int) -> Writer:
    def write(_: CarParameters, state: CarState, value: float) -> CarState:
        return replace(state, pads=_with(state.pads, wheel, float(value)))

    return write


def _seat(seat: Seat) -> Writer:
    def write(_: CarParameters, state: CarState, value: str) -> CarState:
        return replace(state, occupants=state.occupants.sit(seat, value == 'OCCUPIED'))

    return write


def _belt(seat: Seat) -> Writer:
    def write(_: CarParameters, state: CarState, value: bool) -> CarState:
        return replace(state, occupants=state.occupants.belt(seat, value))

    return write


def _with[T](items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def _writers() -> Mapping[str, Writer]:
    writers: dict[str, Writer] = {
        'Vehicle.Speed': _speed,
        'Vehicle.Powertrain.Transmission.SelectedGear': _gear,
        'Vehicle.CurrentLocation.Latitude': _into('motion', 'latitude'),
        'Vehicle.CurrentLocation.Longitude': _into('motion', 'longitude'),
        'Vehicle.CurrentLocation.Heading': _into('motion', 'heading'),
        f'{_BATTERY}.StateOfCharge.Current': _charge,
        f'{_BATTERY}.Temperature.Average': _into('battery', 'temperature'),
        f'{_BATTERY}.Charging.ChargingPort.AnyPosition.IsChargingCableConnected': _into('charger', 'plugged'),
        'Vehicle.LowVoltageBattery.CurrentVoltage': _volts,
        'Vehicle.Diagnostics.DTCList': _into('faults', 'codes'),
        'Vehicle.Cabin.HVAC.AmbientAirTemperature': _inside,
        'Vehicle.Cabin.HVAC.AmbientHumidity': _moisture,
        'Vehicle.Exterior.AirTemperature': _outside,
        'Vehicle.Exterior.Humidity': _into('weather', 'humidity'),
        'Vehicle.Exterior.LightIntensity': _light,
        'Vehicle.Exterior.WindSpeed': _into('weather', 'wind'),
        'Vehicle.Exterior.Weather': _kind,
        'Vehicle.Body.Raindetection.Intensity': _rain,
        'Vehicle.Simulation.Pilot': _into('motion', 'pilot'),
        'Vehicle.Simulation.Curvature': _into('motion', 'bend'),
        'Vehicle.Simulation.TimeOfDay': _hour,
        'Vehicle.Simulation.Cloudiness': _into('weather', 'cloudiness'),
        'Vehicle.Simulation.ChargerPower': _into('charger', 'power', 1000),
        'Vehicle.Simulation.Fault.Stuck': _into('faults', 'stuck'),
        'Vehicle.Simulation.Fault.CoolingFailed': _into('faults', 'cooling_failed'),
        'Vehicle.Simulation.Fault.LowVoltageDrain': _into('faults', 'drain'),
    }
    for index, wheel in enumerate(WHEELS):
        row, side = wheel.split('.')
        path = f'Vehicle.Chassis.Axle.{row}.Wheel.{side}'
        writers[f'{path}.Tire.Pressure'] = _pressure(index)
        writers[f'{path}.Tire.Temperature'] = _tyre(index, 'temperature')
        writers[f'{path}.Brake.PadWear'] = _pad(index)
        writers[f'Vehicle.Simulation.Fault.TireLeak.{wheel}'] = _tyre(index, 'leak')
    for seat in SEATS:
        path = f'Vehicle.Cabin.Seat.{vss_row(seat)}.{vss_side(seat)}Side'
        writers[f'{path}.OccupancyStatus'] = _seat(seat)
        writers[f'{path}.IsBelted'] = _belt(seat)
    return writers


_WRITERS = _writers()
