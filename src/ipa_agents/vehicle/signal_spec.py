"""What one signal of the car may be, and the check of a value against it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from ipa_agents.errors import InvalidValue
from ipa_agents.vehicle.function import Function, Names, SignalType
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.signals import Value

__all__ = ['SignalSpec']


@dataclass(frozen=True, slots=True)
class SignalSpec:
    """What one signal may be.

    `functions` are those that write it, in the order of the catalogue. `value_names` says what people call the
    allowed values of a text. `extension` is true where VSS has no such signal or has it only to be read.
    """

    path: str
    owner: str
    type: SignalType
    unit: str = ''
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[str, ...] = ()
    default: Value | None = None
    names: Names = field(default_factory=dict)
    functions: tuple[Function, ...] = ()
    zone: Seat | None = None
    value_names: Mapping[str, Names] = field(default_factory=dict)
    extension: bool = False

    def __hash__(self) -> int:
        return hash(self.path)

    @property
    def is_actuator(self) -> bool:
        """Whether a function writes this signal; all others are only read."""
        return bool(self.functions)

    def check(self, value: object) -> Value:
        """`value` as the signal's own type; raises InvalidValue (type, not finite, range, not allowed)."""
        if self.type == 'boolean':
            if not isinstance(value, bool):
                raise InvalidValue(self.path, value, 'must be true or false')
            return value
        if self.type == 'string':
            if not isinstance(value, str):
                raise InvalidValue(self.path, value, 'must be text')
            if self.allowed and value not in self.allowed:
                raise InvalidValue(self.path, value, f'must be one of {", ".join(self.allowed)}')
            return value
        if self.type == 'list':
            if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
                raise InvalidValue(self.path, value, 'must be a list of texts')
            return tuple(value)
        return self._number(value)

    def _number(self, value: object) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidValue(self.path, value, 'must be a number')
        if isinstance(value, float) and not math.isfinite(value):
            raise InvalidValue(self.path, value, 'must be finite')
        if self.minimum is not None and value < self.minimum:
            raise InvalidValue(self.path, value, f'must be at least {self.minimum:g} {self.unit}'.strip())
        if self.maximum is not None and value > self.maximum:
            raise InvalidValue(self.path, value, f'must be at most {self.maximum:g} {self.unit}'.strip())
        if self.type == 'integer':
            if value != int(value):
                raise InvalidValue(self.path, value, 'must be a whole number')
            return int(value)
        try:
            return float(value)
        except OverflowError as error:
            raise InvalidValue(self.path, value, 'must be finite') from error
