"""The climate device: its functions hang together as in a real car."""

import math
from collections.abc import Iterable, Iterator

from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.devices.device import Device
from ipa_agents.vehicle.seats import DRIVER, SEATS, Seat, vss_row, vss_side
from ipa_agents.vehicle.signals import Signal, Value

__all__ = ['Hvac']

_HVAC = 'Vehicle.Cabin.HVAC'
_COOLING = f'{_HVAC}.IsAirConditioningActive'
_RECIRCULATION = f'{_HVAC}.IsRecirculationActive'
_AUTO = f'{_HVAC}.IsAutoActive'
_SYNC = f'{_HVAC}.IsSyncActive'
_MAX_COOLING = f'{_HVAC}.IsMaxCoolingActive'
_MAX_HEATING = f'{_HVAC}.IsMaxHeatingActive'
_INSIDE = f'{_HVAC}.AmbientAirTemperature'
_FAN_STEPS = (20, 40, 60, 80, 100)
_KELVIN_A_STEP = 2.0
"""How much further off the wish the cabin is for each further step of the automatic fan."""
_HYSTERESIS = 0.5
"""K around the wish within which the compressor stays as it is."""


class Hvac(Device):
    """Sync makes all zones follow the driver, max cooling and heating set all zones, auto minds fan and compressor.

    Whoever sets fan or air conditioning by hand ends what is automatic.
    """

    def __init__(self, catalogue: Catalogue, owner: str = 'hvac') -> None:
        super().__init__(catalogue, owner)
        self._inside: float | None = None

    def hear(self, signals: Iterable[Signal]) -> None:
        """Take notice of faults, and of the temperature inside."""
        signals = tuple(signals)
        super().hear(signals)
        for signal in signals:
            if signal.path == _INSIDE and isinstance(signal.value, int | float):
                self._inside = float(signal.value)

    def step(self, dt: float) -> None:
        """Let `dt` seconds pass."""
        if self.wishes()[_AUTO] is True:
            self.wish(self._automatic())
        super().step(dt)

    def with_consequences(self, wishes: tuple[Signal, ...]) -> tuple[Signal, ...]:
        """What is wished in words stands before what would follow from it."""
        wished = {signal.path: signal.value for signal in wishes}
        followers = {signal.path: signal for signal in self._followers(wished) if signal.path not in wished}
        return (*wishes, *followers.values())

    def _followers(self, wished: dict[str, Value]) -> Iterator[Signal]:
        temperatures, fans = [_temperature(seat) for seat in SEATS], [_fan(seat) for seat in SEATS]
        yield from self._synchronised(wished)
        for extreme, other, cooling in ((_MAX_COOLING, _MAX_HEATING, True), (_MAX_HEATING, _MAX_COOLING, False)):
            if wished.get(extreme) is True:
                spec = self.catalogue[temperatures[0]]
                limit = spec.minimum if cooling else spec.maximum
                yield from (Signal(path, spec.check(limit)) for path in temperatures)
                yield from (Signal(path, _FAN_STEPS[-1]) for path in fans)
                yield from (Signal(_COOLING, cooling), Signal(_RECIRCULATION, cooling), Signal(other, False))
        by_hand = {*fans, _COOLING}
        if wished.keys() & by_hand:
            yield from (Signal(path, False) for path in (_AUTO, _MAX_COOLING, _MAX_HEATING))
        elif wished.keys() & {*temperatures}:
            yield from (Signal(path, False) for path in (_MAX_COOLING, _MAX_HEATING))

    def _synchronised(self, wished: dict[str, Value]) -> Iterator[Signal]:
        driver = _temperature(DRIVER)
        if wished.get(_SYNC, self.wishes()[_SYNC]) is True and (wished.get(_SYNC) is True or driver in wished):
            temperature = wished.get(driver, self.wishes()[driver])
            yield from (Signal(_temperature(seat), temperature) for seat in SEATS if seat != DRIVER)

    def _automatic(self) -> Iterator[Signal]:
        """Fans by how far the cabin is from each wish; the compressor as soon as one zone is too warm."""
        if self._inside is None:
            return
        warmest = -math.inf
        for seat in SEATS:
            excess = self._inside - float(self.wishes()[_temperature(seat)])  # type: ignore[arg-type]
            warmest = max(warmest, excess)
            step = min(len(_FAN_STEPS) - 1, int(abs(excess) / _KELVIN_A_STEP))
            yield Signal(_fan(seat), _FAN_STEPS[step])
        if abs(warmest) > _HYSTERESIS:
            yield Signal(_COOLING, warmest > 0)


def _temperature(seat: Seat) -> str:
    return f'{_HVAC}.Station.{vss_row(seat)}.{vss_side(seat)}.Temperature'


def _fan(seat: Seat) -> str:
    return f'{_HVAC}.Station.{vss_row(seat)}.{vss_side(seat)}.FanSpeed'
