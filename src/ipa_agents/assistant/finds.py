"""The places that a model may mean by a number: those that were offered last, then those that it found itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipa_agents.brains.interface import Call, Option
from ipa_agents.brains.qwen.checking import problem

__all__ = ['Finds']


@dataclass
class Finds:
    """`are_asked`: people asked for the search that found them."""

    options: Sequence[Option]
    are_asked: bool = True

    def placed(self, call: Call) -> Call | None:
        """`call` with the place that its number means; None when there is no such number."""
        number = (call.arguments.get('place') or {}).get('number')
        if number is None:
            return call
        meant = self.options[number - 1].arguments.get('place') if number <= len(self.options) else None
        return None if meant is None else Call(call.tool, {**call.arguments, 'place': meant})

    def may_mean(self, call: Call, *, is_tainted: bool) -> bool:
        """Whether people may be taken to the place of a number by a model that has read words of strangers."""
        return self.are_asked or not is_tainted or 'number' not in (call.arguments.get('place') or {})

    def no_such_number(self) -> dict[str, str]:
        """What a model is told that means none of them."""
        count = sum('place' in option.arguments for option in self.options)
        return problem('there is no place of that number', f'there are {count}; search first')
