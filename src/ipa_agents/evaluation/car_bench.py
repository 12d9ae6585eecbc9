"""CAR-bench's tools and car state in VSS paths; only what a single sentence can be judged by."""

from collections.abc import Callable, Mapping
from typing import Any

from ipa_agents.vehicle.signals import Value

__all__ = ['domains_of', 'signals_of', 'wanted_signals']

_SEATS = {
    'DRIVER': ('Row1', 'Driver'),
    'PASSENGER': ('Row1', 'Passenger'),
    'DRIVER_REAR': ('Row2', 'Driver'),
    'PASSENGER_REAR': ('Row2', 'Passenger'),
}
_FRONT = ('DRIVER', 'PASSENGER')
_FAN_LEVEL = 20
_HEAT_LEVELS = {0: 0, 1: 33, 2: 67, 3: 100}


def domains_of(domains: list[str]) -> frozenset[str]:
    """Its domains as ours; they are those of the whole task, in no order."""
    return frozenset('navigation' if domain == 'places' else domain for domain in domains)


def signals_of(context: Mapping[str, Any]) -> dict[str, Value]:
    """The state of its car at the start."""
    found: dict[str, Value] = {}
    for name, value in context.items():
        read = _STATE.get(name)
        if read is not None:
            found |= read(value)
    return found


def wanted_signals(calls: list[Mapping[str, Any]]) -> dict[str, Value]:
    """What its gold calls write, of the tools whose meaning is the same here."""
    wanted: dict[str, Value] = {}
    for call in calls:
        write = _TOOLS.get(call['tool'])
        if write is not None:
            wanted |= write(call['args'])
    return wanted


def _each_seat(
    form: str, value: Value, zone: str = 'ALL_ZONES', seats: tuple[str, ...] = tuple(_SEATS)
) -> dict[str, Value]:
    named = seats if zone in ('ALL', 'ALL_ZONES') else (zone,)
    return {form.format(row=_SEATS[seat][0], side=_SEATS[seat][1]): value for seat in named}


def _temperature(value: float, zone: str = 'ALL_ZONES') -> dict[str, Value]:
    return _each_seat('Vehicle.Cabin.HVAC.Station.{row}.{side}.Temperature', float(value), zone)


def _fan(level: int) -> dict[str, Value]:
    return _each_seat('Vehicle.Cabin.HVAC.Station.{row}.{side}.FanSpeed', level * _FAN_LEVEL)


def _seat_heating(level: int, zone: str) -> dict[str, Value]:
    return _each_seat('Vehicle.Cabin.Seat.{row}.{side}Side.HeatingCooling', _HEAT_LEVELS[level], zone, _FRONT)


def _window(percentage: int, zone: str) -> dict[str, Value]:
    return _each_seat('Vehicle.Cabin.Door.{row}.{side}Side.Window.Position', percentage, zone)


def _one(path: str, key: str) -> Callable[[Mapping[str, Any]], dict[str, Value]]:
    return lambda arguments: {path: arguments[key]}


_ROOF, _SHADE = 'Vehicle.Cabin.Sunroof.Position', 'Vehicle.Cabin.Sunroof.Shade.Position'
_COOLING = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'
_LOW_BEAM, _HIGH_BEAM = 'Vehicle.Body.Lights.Beam.Low.IsOn', 'Vehicle.Body.Lights.Beam.High.IsOn'
_FOG = 'Vehicle.Body.Lights.Fog.Front.IsOn'

_TOOLS: dict[str, Callable[[Mapping[str, Any]], dict[str, Value]]] = {
    'set_climate_temperature': lambda a: _temperature(a['temperature'], a['seat_zone']),
    'set_fan_speed': lambda a: _fan(a['level']),
    'set_seat_heating': lambda a: _seat_heating(a['level'], a['seat_zone']),
    'open_close_window': lambda a: _window(a['percentage'], a['window']),
    'open_close_sunroof': _one(_ROOF, 'percentage'),
    'open_close_sunshade': _one(_SHADE, 'percentage'),
    'set_air_conditioning': _one(_COOLING, 'on'),
    'set_head_lights_low_beams': _one(_LOW_BEAM, 'on'),
    'set_head_lights_high_beams': _one(_HIGH_BEAM, 'on'),
    'set_fog_lights': _one(_FOG, 'on'),
    'open_close_trunk_door': lambda a: {'Vehicle.Body.Trunk.Rear.IsOpen': a['action'] == 'OPEN'},
}
_STATE: dict[str, Callable[[Any], dict[str, Value]]] = {
    'climate_temperature_driver': lambda v: _temperature(v, 'DRIVER') | _temperature(v, 'DRIVER_REAR'),
    'climate_temperature_passenger': lambda v: _temperature(v, 'PASSENGER') | _temperature(v, 'PASSENGER_REAR'),
    'fan_speed': _fan,
    'seat_heating_driver': lambda v: _seat_heating(v, 'DRIVER'),
    'seat_heating_passenger': lambda v: _seat_heating(v, 'PASSENGER'),
    'window_driver_position': lambda v: _window(v, 'DRIVER'),
    'window_passenger_position': lambda v: _window(v, 'PASSENGER'),
    'window_driver_rear_position': lambda v: _window(v, 'DRIVER_REAR'),
    'window_passenger_rear_position': lambda v: _window(v, 'PASSENGER_REAR'),
    'sunroof_position': lambda v: {_ROOF: v},
    'sunshade_position': lambda v: {_SHADE: v},
    'air_conditioning': lambda v: {_COOLING: v},
    'head_lights_low_beams': lambda v: {_LOW_BEAM: v},
    'head_lights_high_beams': lambda v: {_HIGH_BEAM: v},
    'fog_lights': lambda v: {_FOG: v},
}
