"""What the guard knows of the car: fresh signals, the states of media and navigation, and who is silent."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from ipa_agents.errors import SignalError
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import DEVICES
from ipa_agents.vehicle.signals import Signal, SignalStore, Value

__all__ = ['CarState']


class CarState:
    """Takes only what the catalogue allows, and a device's signals only from that device."""

    def __init__(self, catalogue: Catalogue, age: float) -> None:
        self._catalogue = catalogue
        self._age = age
        self._store = SignalStore()
        self._fields: dict[str, Mapping[str, Any]] = {}
        self._heard: dict[str, float] = {}
        self.refused = 0

    def see(self, source: str, signals: Iterable[Signal], stamp: float, now: float) -> tuple[Signal, ...]:
        """Take a report; gives the signals that were accepted. A stamp ahead of `now` counts as now."""
        if not math.isfinite(stamp):
            return ()
        accepted = tuple(filter(None, (self._checked(source, signal) for signal in signals)))
        self._store.update(accepted, min(stamp, now))
        if source in DEVICES:
            self._heard[source] = max(min(stamp, now), self._heard.get(source, -math.inf))
        return accepted

    def see_device(self, device: str, fields: Mapping[str, Any], now: float) -> None:
        """Take the state message of media or navigation."""
        self._fields[device] = fields
        self._heard[device] = now

    def fields(self, device: str) -> Mapping[str, Any]:
        """The last state message of media or navigation; empty when there was none."""
        return self._fields.get(device, {})

    def fresh(self, now: float) -> dict[str, Value]:
        """Every signal that was reported lately."""
        return self._store.since(now - self._age)

    def silence(self, device: str, now: float) -> float:
        """Seconds since `device` reported anything; infinite when it never did."""
        return now - self._heard.get(device, -math.inf)

    def _checked(self, source: str, signal: Signal) -> Signal | None:
        try:
            spec = self._catalogue[signal.path]
            if spec.owner in DEVICES and spec.owner != source:
                raise SignalError(signal.path)
            value = spec.check(signal.value)
        except SignalError:
            self.refused += 1
            return None
        is_as_told = value is signal.value and spec.path == signal.path
        return signal if is_as_told else Signal(spec.path, value)
