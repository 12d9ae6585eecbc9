"""Which signals are worth reporting: those that differ visibly from what was reported last."""

from collections.abc import Iterable

from ipa_agents.vehicle.catalogue import Catalogue, SignalSpec
from ipa_agents.vehicle.signals import Signal, SignalView, Value

__all__ = ['Changes', 'fitted']

_VISIBLE = {
    'km/h': 0.2,
    'celsius': 0.1,
    'percent': 0.2,
    'degrees/s': 0.2,
    'm/s^2': 0.1,
    'm/s': 0.2,
    'W': 200.0,
    'W/m^2': 5.0,
    'kW': 0.1,
    'kWh': 0.05,
    'kWh/100km': 0.1,
    'V': 0.05,
    'A': 0.5,
    'km': 0.1,
    's': 10.0,
    'h': 0.02,
}
"""How far a signal of each unit moves before it is reported."""
_SLOW = frozenset(
    {'Vehicle.TraveledDistance', 'Vehicle.TraveledDistanceSinceStart', 'Vehicle.CurrentLocation.Altitude'}
)
"""Always moving and never urgent: these wait for the full report of each second."""
_POSITION = frozenset({'Vehicle.CurrentLocation.Latitude', 'Vehicle.CurrentLocation.Longitude'})
_VISIBLE_POSITION = 1e-6
"""Degrees, a tenth of a metre."""


class Changes:
    """Remembers what was reported."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._reported: dict[str, Value] = {}

    def since(self, values: SignalView) -> tuple[Signal, ...]:
        """Those of `values` that have changed visibly since they were reported."""
        changed = (Signal(path, value) for path, value in values.items() if self._is_visible(path, value))
        return self.remember(tuple(changed))

    def remember(self, signals: Iterable[Signal]) -> tuple[Signal, ...]:
        """Note that `signals` have been reported."""
        signals = tuple(signals)
        self._reported.update((signal.path, signal.value) for signal in signals)
        return signals

    def _is_visible(self, path: str, value: Value) -> bool:
        known = self._reported.get(path)
        if known is None:
            return True
        if path in _SLOW:
            return False
        if not isinstance(value, float) or not isinstance(known, float) or value == 0.0:
            # Zero is a statement, such as that the car stands.
            return value != known
        if path in _POSITION:
            return abs(value - known) >= _VISIBLE_POSITION
        return abs(value - known) >= _VISIBLE.get(self._catalogue[path].unit, 1e-3)


def fitted(spec: SignalSpec, value: Value) -> Value:
    """A computed value as its signal's own type, within its range."""
    if spec.type not in ('integer', 'float') or isinstance(value, str | tuple):
        return value
    number = float(value)
    if spec.minimum is not None:
        number = max(spec.minimum, number)
    if spec.maximum is not None:
        number = min(spec.maximum, number)
    return round(number) if spec.type == 'integer' else float(number)
