"""How the car from above looks: the classes and variables of static/car.css that follow from its signals."""

from collections.abc import Mapping
from dataclasses import dataclass

from ipa_agents.vehicle.seats import SEATS, vss_row, vss_side
from ipa_agents.vehicle.signals import SignalView, Value

__all__ = ['PATHS', 'Look', 'look']

_CHARGING = 'Vehicle.Powertrain.TractionBattery.Charging'
_PORT = f'{_CHARGING}.ChargingPort.AnyPosition'
_LIGHTS = 'Vehicle.Body.Lights'
_SUNROOF = 'Vehicle.Cabin.Sunroof.Position'
_WIPERS = 'Vehicle.Body.Windshield.Front.Wiping.Mode'

_FLAGS: Mapping[str, str] = {
    f'{_LIGHTS}.Beam.Low.IsOn': 'low-beam',
    f'{_LIGHTS}.Beam.High.IsOn': 'high-beam',
    f'{_LIGHTS}.Running.IsOn': 'running',
    f'{_LIGHTS}.Fog.Front.IsOn': 'fog',
    f'{_LIGHTS}.Fog.Rear.IsOn': 'rear-fog',
    f'{_LIGHTS}.Hazard.IsSignaling': 'hazard',
    'Vehicle.Body.Trunk.Rear.IsOpen': 'trunk-open',
    'Vehicle.Body.Trunk.Front.IsOpen': 'hood-open',
    'Vehicle.Body.Hood.IsOpen': 'hood-open',
    'Vehicle.Cabin.HVAC.IsFrontDefrosterActive': 'front-defrosting',
    'Vehicle.Cabin.HVAC.IsRearDefrosterActive': 'rear-defrosting',
    f'{_PORT}.IsFlapOpen': 'flap-open',
    f'{_PORT}.IsChargingCableConnected': 'plugged',
    f'{_CHARGING}.IsCharging': 'charging',
    **{
        f'Vehicle.Chassis.Axle.{row}.Wheel.{side}.Tire.IsPressureLow': f'soft-{row.lower()}_{side.lower()}'
        for row in ('Row1', 'Row2')
        for side in ('Left', 'Right')
    },
}
_DOORS = {seat: f'Vehicle.Cabin.Door.{vss_row(seat)}.{vss_side(seat)}Side' for seat in SEATS}
_AMBIENT = {seat: f'Vehicle.Cabin.Light.AmbientLight.{vss_row(seat)}.{vss_side(seat)}Side' for seat in SEATS}
_READING = {seat: f'Vehicle.Cabin.Light.Spotlight.{vss_row(seat)}.{vss_side(seat)}Side' for seat in SEATS}

PATHS = frozenset(
    (
        *_FLAGS,
        _SUNROOF,
        _WIPERS,
        *(f'{_DOORS[seat]}.{leaf}' for seat in SEATS for leaf in ('IsOpen', 'Window.Position')),
        *(f'{_AMBIENT[seat]}.{leaf}' for seat in SEATS for leaf in ('IsLightOn', 'Color')),
        *(f'{_READING[seat]}.IsLightOn' for seat in SEATS),
    )
)
"""The signals that the look follows from."""


@dataclass(frozen=True, slots=True)
class Look:
    """Classes for what is on or open, variables for how far and in which colour."""

    classes: tuple[str, ...]
    variables: Mapping[str, str]


def look(signals: SignalView) -> Look:
    """The look of the car; what has not been reported is closed and off."""
    classes = {name for path, name in _FLAGS.items() if signals.get(path) is True}
    if signals.get(_WIPERS, 'OFF') != 'OFF':
        classes.add('wiping')
    variables = {'--sunroof': _percent(signals.get(_SUNROOF))}
    for seat in SEATS:
        variables[f'--window-{seat}'] = _percent(signals.get(f'{_DOORS[seat]}.Window.Position'))
        if signals.get(f'{_DOORS[seat]}.IsOpen') is True:
            classes.add(f'door-{seat}')
        if signals.get(f'{_READING[seat]}.IsLightOn') is True:
            classes.add(f'reading-{seat}')
        if signals.get(f'{_AMBIENT[seat]}.IsLightOn') is True:
            classes.add(f'ambient-{seat}')
            variables[f'--ambient-{seat}'] = str(signals.get(f'{_AMBIENT[seat]}.Color', '#FFFFFF'))
    return Look(tuple(sorted(classes)), variables)


def _percent(value: Value | None) -> str:
    """A position in whole percent of its way, whichever way it goes: a tilted roof is open, too."""
    return f'{abs(round(value))}' if isinstance(value, int | float) else '0'
