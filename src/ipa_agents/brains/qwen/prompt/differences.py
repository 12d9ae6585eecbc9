"""How far "warmer" or "by three" goes: what a value would become, so that a model copies a number and adds none.

Small models know what was meant long before they can add (docs/decisions/0026).
"""

from collections.abc import Set
from dataclasses import dataclass

from ipa_agents.brains.reflex.command import relative
from ipa_agents.brains.reflex.lexicon import Number, Tag
from ipa_agents.brains.reflex.values import Request, target
from ipa_agents.brains.reflex.verbs import Operation
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.signals import Value

__all__ = ['STEP', 'Difference', 'differences']

_SIZES = ('a_bit', 'a_lot')
_MOST = 2
"""Numbers of a sentence that may be differences; of more than two the third is rarely one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A step of a function, a large one (`amount` a_lot), or so many of its units or levels."""

    number: Number | None = None
    amount: str = ''

    @property
    def text(self) -> str:
        """As the head of the list of signals names it."""
        if self.number is not None:
            return f'{self.number.value:g}'
        return 'much' if self.amount else 'a step'

    def lower(self, function: Function, value: Value | None) -> Value | None:
        """What `value` is once it is less by this, within the range of `function` and as it counts."""
        return self._moved(function, value, 'lower')

    def higher(self, function: Function, value: Value | None) -> Value | None:
        """What `value` is once it is more by this."""
        return self._moved(function, value, 'raise')

    def _moved(self, function: Function, value: Value | None, operation: Operation) -> Value | None:
        relative = None if self.number is None else True
        return target(function, Request(operation, self.number, relative, self.amount), value)


STEP = Difference()


def differences(tags: tuple[Tag, ...], changing: Set[str]) -> tuple[Difference, ...]:
    """The differences that the words of a sentence may mean: a step, then the numbers that nothing is set to.

    None where no word is of `changing`, those that ask for more or less, and words say well what else is wanted.
    """
    verbs = [tag.readings['verb'] for tag in tags if 'verb' in tag.readings]
    sizes = [tag.readings['amount'] for tag in tags if tag.readings.get('amount') in _SIZES]
    if verbs and not sizes and changing.isdisjoint(verbs):
        return ()
    said = [tag for tag in tags if 'number' in tag.readings and relative(tags, tag) is not False]
    numbers = dict.fromkeys(Difference(tag.readings['number']) for tag in said)
    large = [Difference(amount='a_lot')] if 'a_lot' in sizes else []
    return (STEP, *large, *list(numbers)[:_MOST])
