"""What the car warns of and what its lamps tell, the gravest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ipa_agents.assistant.listener import Listener, capital
from ipa_agents.assistant.sensor_words import sensed, with_flags
from ipa_agents.persona.wording import Wording
from ipa_agents.vehicle.seats import SEATS, vss_row, vss_side
from ipa_agents.vehicle.signals import SignalView

__all__ = ['PATHS', 'Telltale', 'telltale_text', 'telltales']

Gravity = Literal['grave', 'mind', 'sign']

_BATTERY = 'Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed'
_SPEED = 'Vehicle.Speed'
_LIGHTS = 'Vehicle.Body.Lights'
_LOW_CHARGE = 10.0  # %
_DRIVEN = 3.0  # km/h from which an open door or an open belt is no longer people getting in
_WHEELS = tuple((row, side) for row in ('Row1', 'Row2') for side in ('Left', 'Right'))
_LIDS = ('Vehicle.Body.Trunk.Rear.IsOpen', 'Vehicle.Body.Trunk.Front.IsOpen', 'Vehicle.Body.Hood.IsOpen')


@dataclass(frozen=True, slots=True)
class Telltale:
    """One lamp: the key of its words in config/cockpit.yaml, which is its icon's name too, and what it is about.

    `grave` asks to stop, `mind` to see to it, a `sign` only tells. `path` names the signal that says more.
    """

    key: str
    gravity: Gravity
    path: str = ''


_SEATS = tuple(f'Vehicle.Cabin.Seat.{vss_row(seat)}.{vss_side(seat)}Side' for seat in SEATS)
_DOORS = tuple(f'Vehicle.Cabin.Door.{vss_row(seat)}.{vss_side(seat)}Side.IsOpen' for seat in SEATS)
_PRESSURES = tuple(f'Vehicle.Chassis.Axle.{row}.Wheel.{side}.Tire' for row, side in _WHEELS)
_BRAKES = tuple(f'Vehicle.Chassis.Axle.{row}.Wheel.{side}.Brake' for row, side in _WHEELS)
_SIMPLE: tuple[tuple[str, Telltale], ...] = (
    ('Vehicle.IsBrokenDown', Telltale('breakdown', 'grave')),
    *((f'{brake}.IsFluidLevelLow', Telltale('brake_fluid', 'grave')) for brake in _BRAKES),
    *((f'{tyre}.IsPressureLow', Telltale('tyre', 'mind', f'{tyre}.Pressure')) for tyre in _PRESSURES),
    *((f'{brake}.IsBrakesWorn', Telltale('brake_pads', 'mind')) for brake in _BRAKES),
    (f'{_LIGHTS}.Beam.Low.IsDefect', Telltale('lamp', 'mind')),
    (f'{_LIGHTS}.Beam.High.IsDefect', Telltale('lamp', 'mind')),
    ('Vehicle.Body.Windshield.Front.WasherFluid.IsLevelLow', Telltale('washer', 'mind')),
    ('Vehicle.Service.IsServiceDue', Telltale('service', 'mind')),
)
_SIGNS: tuple[tuple[str, Telltale], ...] = (
    (f'{_LIGHTS}.Hazard.IsSignaling', Telltale('hazard', 'sign')),
    (f'{_LIGHTS}.Beam.High.IsOn', Telltale('high_beam', 'sign')),
    (f'{_LIGHTS}.Beam.Low.IsOn', Telltale('low_beam', 'sign')),
    (f'{_LIGHTS}.Fog.Front.IsOn', Telltale('fog', 'sign')),
    (f'{_LIGHTS}.Fog.Rear.IsOn', Telltale('rear_fog', 'sign')),
    ('Vehicle.Chassis.ParkingBrake.IsEngaged', Telltale('parking_brake', 'sign')),
)
_FAULTS = 'Vehicle.Diagnostics.DTCList'

PATHS = frozenset(
    (
        _SPEED,
        _BATTERY,
        _FAULTS,
        *_DOORS,
        *_LIDS,
        *(f'{seat}.{leaf}' for seat in _SEATS for leaf in ('OccupancyStatus', 'IsBelted')),
        *(path for path, _ in (*_SIMPLE, *_SIGNS)),
        *(f'{tyre}.Pressure' for tyre in _PRESSURES),
    )
)
"""The signals that the telltales follow from."""


def telltales(signals: SignalView) -> tuple[Telltale, ...]:
    """All that are lit, each once (a tyre each), the grave before those to mind and those before mere signs."""
    lit = dict.fromkeys((*_about_people(signals), *_about_the_car(signals)))
    order: tuple[Gravity, ...] = ('grave', 'mind', 'sign')
    return tuple(sorted(lit, key=lambda telltale: order.index(telltale.gravity)))


def telltale_text(telltale: Telltale, signals: SignalView, listener: Listener, words: Wording) -> str:
    """What the assistant would say of it; `words` of config/cockpit.yaml where it has no word for it."""
    if telltale.path in signals:
        values = {path: signals[path] for path in with_flags((telltale.path,)) if path in signals}
        clauses = sensed(listener, values)
        if clauses:
            return capital(clauses[0])
    return words(f'telltales.{telltale.key}')


def _about_people(signals: SignalView) -> Iterator[Telltale]:
    speed = signals.get(_SPEED, 0.0)
    if not isinstance(speed, int | float) or abs(speed) < _DRIVEN:
        return
    if any(signals.get(door) is True for door in _DOORS):
        yield Telltale('door', 'grave')
    if any(signals.get(lid) is True for lid in _LIDS):
        yield Telltale('lid', 'grave')
    for seat in _SEATS:
        if signals.get(f'{seat}.OccupancyStatus') == 'OCCUPIED' and signals.get(f'{seat}.IsBelted') is False:
            yield Telltale('belt', 'grave')


def _about_the_car(signals: SignalView) -> Iterator[Telltale]:
    yield from (telltale for path, telltale in _SIMPLE if signals.get(path) is True)
    charge = signals.get(_BATTERY)
    if isinstance(charge, int | float) and charge < _LOW_CHARGE:
        yield Telltale('battery', 'mind', _BATTERY)
    if signals.get(_FAULTS):
        yield Telltale('fault', 'mind')
    yield from (telltale for path, telltale in _SIGNS if signals.get(path) is True)
