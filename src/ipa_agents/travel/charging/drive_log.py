"""What a drive shows of its consumption, gathered from the car's signals."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ipa_agents.vehicle.signals import Signal, SignalView, Value

__all__ = ['STATIONS', 'DriveLog', 'Moment', 'wish_of']

_BATTERY = 'Vehicle.Powertrain.TractionBattery'
_NUMBERS = {
    'seconds': ('Vehicle.TripDuration', 1.0),
    'speed': ('Vehicle.Speed', 1 / 3.6),
    'way': ('Vehicle.TraveledDistance', 1.0),
    'height': ('Vehicle.CurrentLocation.Altitude', 1.0),
    'energy': (f'{_BATTERY}.StateOfCharge.CurrentEnergy', 3.6e6),
    'outside': ('Vehicle.Exterior.AirTemperature', 1.0),
    'cabin': ('Vehicle.Cabin.HVAC.AmbientAirTemperature', 1.0),
}
_GAP, _APART = 30.0, 0.5
"""s between two moments of a drive, at most and at least."""
_CHARGING = f'{_BATTERY}.Charging.IsCharging'
STATIONS = tuple(
    f'Vehicle.Cabin.HVAC.Station.{row}.{side}' for row in ('Row1', 'Row2') for side in ('Driver', 'Passenger')
)
"""Where the climate control blows."""


@dataclass(frozen=True, slots=True)
class Moment:
    """s of the car's own clock, m/s, m driven, m of height, J in the battery, and Celsius.

    `wish` is the mean wish of the zones that are blown into, None when none is.
    """

    seconds: float
    speed: float
    way: float
    height: float
    energy: float
    outside: float
    cabin: float
    wish: float | None


class DriveLog:
    """Hears the signals of a car. A drive ends where its clock goes back, it is charged, or 30 s are missing."""

    def __init__(self) -> None:
        self.drives: list[list[Moment]] = [[]]
        self._seen: dict[str, Value] = {}

    def hear(self, signals: Iterable[Signal]) -> None:
        """Take what one message shows; the distance, which cars tell regularly, makes it a moment."""
        heard = {signal.path: signal.value for signal in signals}
        self._seen |= heard
        if 'Vehicle.TraveledDistance' not in heard or (moment := _moment(self._seen)) is None:
            return
        drive = self.drives[-1]
        if self._seen.get(_CHARGING) is True:
            self.drives.append([])
        elif drive and not 0 <= moment.seconds - drive[-1].seconds <= _GAP:
            self.drives.append([moment])
        elif not drive or moment.seconds - drive[-1].seconds >= _APART:
            drive.append(moment)


def _moment(seen: SignalView) -> Moment | None:
    numbers = {}
    for name, (path, scale) in _NUMBERS.items():
        value = seen.get(path)
        if isinstance(value, str | tuple) or value is None or not math.isfinite(value):
            return None
        numbers[name] = value * scale
    return Moment(**numbers, wish=wish_of(seen))


def wish_of(seen: SignalView) -> float | None:
    """The mean wish of the zones that are blown into in Celsius; None when none is."""
    if seen.get('Vehicle.Cabin.HVAC.IsOn') is False:
        return None
    blown = [station for station in STATIONS if _number(seen, f'{station}.FanSpeed') > 0]
    return sum(_number(seen, f'{station}.Temperature', 22.0) for station in blown) / len(blown) if blown else None


def _number(seen: SignalView, path: str, otherwise: float = 0.0) -> float:
    value = seen.get(path)
    return float(value) if isinstance(value, int | float) else otherwise
