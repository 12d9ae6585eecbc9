"""What a request means as a value: relative changes, levels, fractions and ends of the range, in range and in steps."""

from dataclasses import dataclass

from ipa_agents.brains.reflex.lexicon import Number
from ipa_agents.brains.reflex.verbs import Operation
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.signals import Value

__all__ = ['Request', 'target']

_FRACTIONS = {'half': 0.5, 'quarter': 0.25, 'three_quarters': 0.75}
_MUCH = 3
_FAHRENHEIT_FROM = 60


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted of a function. `relative`: the number is a difference, None where the words leave it open."""

    operation: Operation | None = None
    number: Number | None = None
    relative: bool | None = None
    amount: str = ''
    value: str = ''


def target(function: Function, request: Request, current: Value | None) -> Value | None:
    """The absolute value that `request` asks of `function`; None when it leaves the value open."""
    if function.type == 'boolean':
        return _boolean(function, request)
    if function.type == 'string':
        return _named(function, request, current)
    value = _Scale(function, current).value(request)
    if value is None:
        return None
    return float(value) if function.type == 'float' else round(value)


def _boolean(function: Function, request: Request) -> Value | None:
    if request.operation in ('off', 'least'):
        return function.off
    if request.number is not None and request.number.value == 0:
        return function.off
    return function.on if request.operation or request.number or request.amount == 'most' else None


def _named(function: Function, request: Request, current: Value | None) -> Value | None:
    if request.operation == 'off' and function.off is not None:
        return function.off
    if request.value:
        return request.value
    if request.number is not None and request.number.value == int(request.number.value):
        numbered = [value for value in function.allowed if value.rpartition('_')[2] == str(int(request.number.value))]
        return numbered[0] if numbered else None
    if request.operation in ('raise', 'lower'):
        return _neighbour(function, request.operation, current)
    return function.on if request.operation == 'on' else None


def _neighbour(function: Function, operation: Operation, current: Value | None) -> Value | None:
    """The next of the values in the order of the catalogue, which is from little to much; "off" is none of them."""
    values = [value for value in function.allowed if value != function.off]
    now = current if current in values else function.on
    if now not in values:
        return None
    place = values.index(str(now)) + (1 if operation == 'raise' else -1)
    return values[min(max(place, 0), len(values) - 1)]


class _Scale:
    """A number as people count it: upwards from `low` to `high`, whatever the sign of the signal."""

    def __init__(self, function: Function, current: Value | None) -> None:
        ends = (function.sign * (function.minimum or 0.0), function.sign * (function.maximum or 0.0))
        self.function = function
        self.low, self.high = min(ends), max(ends)
        self.span = self.high - self.low
        known = current if isinstance(current, int | float) else function.default
        self.now = self._within(function.sign * float(known))  # type: ignore[arg-type]
        if function.levels:
            level = round((self.now - self.low) / self.span * function.levels)
            self.now = self.low + self.span * level / function.levels

    def value(self, request: Request) -> float | None:
        wanted = self._wanted(request)
        return None if wanted is None else self.function.sign * self._stepped(self._within(wanted))

    def _wanted(self, request: Request) -> float | None:
        operation, amount = request.operation, request.amount
        if request.number is not None:
            return self._numbered(request, request.number)
        if operation == 'most' or amount == 'most' and operation != 'off' and operation != 'lower':
            return self.high
        if (
            operation == 'least'
            or amount == 'least'
            and operation != 'raise'
            or amount == 'most'
            and operation == 'lower'
        ):
            return self.low + (self.span / self.function.levels if self.function.levels else 0.0)
        if amount in _FRACTIONS:
            return self.low + self.span * _FRACTIONS[amount]
        if operation in ('raise', 'lower'):
            return self.now + self._direction(operation) * self._change(amount)
        if operation in ('on', 'off'):
            return self._switched(operation, amount)
        return self.now + self._change(amount) if amount in ('a_bit', 'a_lot') and operation else None

    def _switched(self, operation: Operation, amount: str) -> float | None:
        if amount == 'a_bit' and self.function.verbs == 'open':
            return self.now + self._change(amount) * (1 if operation == 'on' else -1)
        end = self.function.on if operation == 'on' else self.function.off
        if end is None:
            return self.low if operation == 'off' and self.function.levels else None
        return self.function.sign * float(end)  # type: ignore[arg-type]

    def _numbered(self, request: Request, number: Number) -> float:
        difference = self._difference(number)
        relative = request.relative
        if relative is None:
            is_within = self.low <= number.value <= self.high
            is_small = number.unit == 'level' or difference <= self.span / 2
            relative = request.operation in ('raise', 'lower') and (is_small or not is_within)
            if self.function.verbs == 'open' and request.operation in ('on', 'off'):
                relative = False
        if relative:
            return self.now + self._direction(request.operation) * difference
        return self._absolute(number)

    def _absolute(self, number: Number) -> float:
        if self._is_level(number) or self._is_beyond(number):
            return self.low + self.span * number.value / self.function.levels
        if number.unit == 'percent' and self.function.unit != 'percent':
            return self.low + self.span * number.value / 100
        if self.function.unit == 'celsius' and number.value >= _FAHRENHEIT_FROM:
            return (number.value - 32) / 1.8
        return number.value

    def _difference(self, number: Number) -> float:
        if self._is_level(number):
            return self.span * number.value / self.function.levels
        if number.unit == 'percent' and self.function.unit != 'percent':
            return self.span * number.value / 100
        if number.unit == 'level':
            return number.value * self.function.change
        return number.value

    def _is_level(self, number: Number) -> bool:
        levels = self.function.levels
        return bool(levels) and (number.unit == 'level' or not number.unit and 0 <= number.value <= levels)

    def _is_beyond(self, number: Number) -> bool:
        """A bare number above the last level, yet too small for a share: "seat heating to 5" is as much as there is."""
        levels = self.function.levels
        return bool(levels) and not number.unit and levels < number.value < self.span / levels

    def _change(self, amount: str) -> float:
        change = self.span / self.function.levels if self.function.levels else self.function.change
        return change * (_MUCH if amount == 'a_lot' else 1)

    def _direction(self, operation: Operation | None) -> int:
        return -1 if operation in ('lower', 'off') else 1

    def _within(self, value: float) -> float:
        return min(max(value, self.low), self.high)

    def _stepped(self, value: float) -> float:
        step = self.function.step
        stepped = self.low + round((value - self.low) / step) * step
        return self._within(round(stepped, 6))
