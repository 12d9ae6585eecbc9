"""Whether a signal or a device's state shows what was wished for."""

from collections.abc import Mapping
from typing import Any

from ipa_agents.vehicle.catalogue import SignalSpec
from ipa_agents.vehicle.signals import Value

__all__ = ['shows', 'shows_exactly', 'shows_fields', 'strayed']

_EXACT = 1e-6
_FIELD_TOLERANCE = 0.51


def shows(spec: SignalSpec, wished: Value, value: Value) -> bool:
    """Whether `value` is `wished`; a number may be off by half of a step, as devices round to steps."""
    return _is_close(wished, value, min(function.step for function in spec.functions) / 2)


def shows_exactly(wished: Value, value: Value | None) -> bool:
    """Whether nothing needs to be sent, since `value` is `wished` already."""
    return value is not None and _is_close(wished, value, 0.0)


def strayed(wished: Value, before: Value | None, value: Value) -> bool:
    """Whether `value` is neither what was before nor on the way from there to `wished`."""
    if value == before:
        return False
    numbers = [v for v in (wished, before, value) if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) < 3:
        return True
    return not min(numbers[0], numbers[1]) <= numbers[2] <= max(numbers[0], numbers[1])


def shows_fields(wished: Mapping[str, Any], state: Mapping[str, Any]) -> bool:
    """Whether a device's state has all fields as wished; a volume may be off by half of a percent."""
    return all(key in state and _is_close(value, state[key], _FIELD_TOLERANCE) for key, value in wished.items())


def _is_close(wished: Any, value: Any, tolerance: float) -> bool:
    if isinstance(wished, bool) or not isinstance(wished, int | float):
        return bool(wished == value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(wished - value) <= tolerance + _EXACT
