"""One condition of a rule: a subject, and tests that one of its values must pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.guard.situation import Situation

__all__ = ['NUMERIC_TESTS', 'SIGNAL_SUBJECTS', 'SUBJECTS', 'TESTS', 'Condition', 'Test']

Values = list[Any]


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison by its name in TESTS with a fixed value."""

    __test__ = False

    name: str
    value: Any

    def passes(self, value: Any, situation: Situation) -> bool:
        """Whether a known `value` passes; numbers and texts never compare, they just fail."""
        if self.name in NUMERIC_TESTS and (isinstance(value, bool) or not isinstance(value, int | float)):
            return False
        return TESTS[self.name](value, self.value, situation)


NUMERIC_TESTS = ('above', 'below', 'at_least', 'at_most')
TESTS: Mapping[str, Callable[[Any, Any, Situation], bool]] = {
    'equals': lambda value, wanted, _: bool(value == wanted),
    'differs': lambda value, wanted, _: bool(value != wanted),
    'above': lambda value, wanted, _: bool(value > wanted),
    'below': lambda value, wanted, _: bool(value < wanted),
    'at_least': lambda value, wanted, _: bool(value >= wanted),
    'at_most': lambda value, wanted, _: bool(value <= wanted),
    'one_of': lambda value, wanted, _: value in wanted,
    'none_of': lambda value, wanted, _: value not in wanted,
    'equals_argument': lambda value, wanted, situation: bool(value == situation.argument(wanted)),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when one of the subject's values passes all tests; `unknown` says whether an unknown value passes."""

    subject: str
    keys: tuple[str, ...]
    tests: tuple[Test, ...] = ()
    unknown: bool = False

    def holds(self, situation: Situation) -> bool:
        """Whether the condition holds in `situation`."""
        return any(self._passes(value, situation) for value in SUBJECTS[self.subject](self.keys, situation))

    def _passes(self, value: Any, situation: Situation) -> bool:
        if value is None:
            return self.unknown
        return all(test.passes(value, situation) for test in self.tests)


def _spread(keys: tuple[str, ...], situation: Situation) -> Values:
    """The largest difference between the signals once the wish is done."""
    values = [value for value in map(situation.after, keys) if isinstance(value, int | float)]
    return [max(values) - min(values) if len(values) > 1 else None]


SUBJECTS: Mapping[str, Callable[[tuple[str, ...], Situation], Values]] = {
    'asked': lambda keys, situation: [situation.asked[key] for key in keys if key in situation.asked],
    'wish': lambda keys, situation: [situation.wish[key] for key in keys if key in situation.wish],
    'now': lambda keys, situation: [situation.now.get(key) for key in keys],
    'after': lambda keys, situation: [situation.after(key) for key in keys],
    'spread': _spread,
    'argument': lambda keys, situation: [situation.argument(key) for key in keys],
    'media': lambda keys, situation: [situation.media.get(key) for key in keys],
    'navigation': lambda keys, situation: [situation.navigation.get(key) for key in keys],
    'seat': lambda keys, situation: [situation.seat in keys or None],
    'driving': lambda keys, situation: [situation.driving in keys or None],
    'tool': lambda keys, situation: [situation.tool in keys or None],
    'action': lambda keys, situation: [situation.action in keys or None],
}
SIGNAL_SUBJECTS = ('asked', 'wish', 'now', 'after', 'spread')
