"""What the people have switched on, opened and set, read from the signals of the devices."""

from dataclasses import dataclass

from ipa_agents.vehicle.seats import SEATS, vss_row, vss_side
from ipa_agents.vehicle.signals import SignalView, Value

__all__ = ['Controls', 'controls_from']


@dataclass(frozen=True, slots=True)
class Controls:
    """Zones in the order of SEATS: Celsius, fan in %, openings of window and door in windows, seat heating -1..1.

    `wheel_heating`, `sunroof` and `shade` (1: closed) are 0..1; `charge_limit` is in %.
    """

    temperatures: tuple[float, ...] = (22.0,) * 4
    fans: tuple[float, ...] = (0.0,) * 4
    openings: tuple[float, ...] = (0.0,) * 4
    seats: tuple[float, ...] = (0.0,) * 4
    sunroof: float = 0.0
    shade: float = 0.0
    air_conditioning: bool = False
    recirculation: bool = False
    front_defroster: bool = False
    rear_window: bool = False
    wheel_heating: float = 0.0
    charging: bool = False
    charge_limit: float = 100.0
    conditioning: bool = False


def controls_from(signals: SignalView) -> Controls:
    """The controls that `signals` show; what they do not show is as in a car that sleeps."""
    stations = [f'Vehicle.Cabin.HVAC.Station.{vss_row(seat)}.{vss_side(seat)}' for seat in SEATS]
    doors = [f'Vehicle.Cabin.Door.{vss_row(seat)}.{vss_side(seat)}Side' for seat in SEATS]
    seats = [f'Vehicle.Cabin.Seat.{vss_row(seat)}.{vss_side(seat)}Side' for seat in SEATS]
    hvac, battery = 'Vehicle.Cabin.HVAC', 'Vehicle.Powertrain.TractionBattery'
    return Controls(
        temperatures=tuple(_number(signals, f'{station}.Temperature', 22) for station in stations),
        fans=tuple(
            _number(signals, f'{station}.FanSpeed') if runs else 0.0
            for station, runs in zip(stations, _running(signals), strict=True)
        ),
        openings=tuple(_opening(signals, door) for door in doors),
        seats=tuple(_number(signals, f'{seat}.HeatingCooling') / 100 for seat in seats),
        sunroof=abs(_number(signals, 'Vehicle.Cabin.Sunroof.Position')) / 100,
        shade=1 - _number(signals, 'Vehicle.Cabin.Sunroof.Shade.Position', 100) / 100,
        air_conditioning=_is_on(signals, f'{hvac}.IsAirConditioningActive'),
        recirculation=_is_on(signals, f'{hvac}.IsRecirculationActive'),
        front_defroster=_is_on(signals, f'{hvac}.IsFrontDefrosterActive')
        or _is_on(signals, f'{hvac}.IsMaxDefrosterActive'),
        rear_window=_is_on(signals, f'{hvac}.IsRearDefrosterActive'),
        wheel_heating=_number(signals, 'Vehicle.Chassis.SteeringWheel.HeatingCooling') / 100,
        charging=signals.get(f'{battery}.Charging.StartStopCharging') == 'START',
        charge_limit=_number(signals, f'{battery}.Charging.ChargeLimit', 100),
        conditioning=signals.get(f'{battery}.BatteryConditioning.RequestedMode', 'INACTIVE') != 'INACTIVE',
    )


def _running(signals: SignalView) -> tuple[bool, ...]:
    """Which zones the climate system blows into, unless it is switched off as a whole or in the rear."""
    front = signals.get('Vehicle.Cabin.HVAC.IsOn') is not False
    rear = front and signals.get('Vehicle.Cabin.HVAC.IsRearOn') is not False
    return tuple(front if seat.startswith('row1') else rear for seat in SEATS)


def _opening(signals: SignalView, door: str) -> float:
    """An open door lets in as much air as three windows."""
    return _number(signals, f'{door}.Window.Position') / 100 + 3 * _is_on(signals, f'{door}.IsOpen')


def _number(signals: SignalView, path: str, otherwise: float = 0.0) -> float:
    value: Value = signals.get(path, otherwise)
    return float(value) if isinstance(value, int | float) else otherwise


def _is_on(signals: SignalView, path: str) -> bool:
    return signals.get(path) is True
