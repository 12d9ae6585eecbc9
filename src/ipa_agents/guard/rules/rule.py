"""A rule: when it holds, what it does, and how that is said to people."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ipa_agents.guard.rules.condition import Condition, Test
from ipa_agents.guard.situation import Situation
from ipa_agents.language import Words
from ipa_agents.vehicle.signals import Value

__all__ = ['Addition', 'Effect', 'Rule']


class Effect(StrEnum):
    """What a rule does; of several that hold, deny goes before ask, ask before add and warn.

    `warn_after` is judged when the wish is done. `say` binds the assistant's answers, which the guard never sees.
    """

    DENY = 'deny'
    ASK = 'ask'
    ADD = 'add'
    WARN = 'warn'
    WARN_AFTER = 'warn_after'
    SAY = 'say'


@dataclass(frozen=True, slots=True)
class Addition:
    """What must go along: each of `paths` becomes `value`, unless afterwards it passes `unless` anyway."""

    paths: tuple[str, ...]
    value: Value
    unless: Test

    def missing(self, situation: Situation) -> dict[str, Value]:
        """What is still to be added in `situation`."""
        return {path: self.value for path in self.paths if not self._is_met(path, situation)}

    def _is_met(self, path: str, situation: Situation) -> bool:
        value = situation.after(path)
        return value is not None and self.unless.passes(value, situation)


@dataclass(frozen=True, slots=True)
class Rule:
    """All of `conditions` must hold; `words` is a question where the effect is ask, else a reason."""

    id: str
    source: str
    effect: Effect
    words: Words
    conditions: tuple[Condition, ...] = ()
    additions: tuple[Addition, ...] = ()

    def holds(self, situation: Situation) -> bool:
        """Whether the rule applies in `situation`."""
        return all(condition.holds(situation) for condition in self.conditions)

    def missing(self, situation: Situation) -> Mapping[str, Value]:
        """What the rule adds to the wish in `situation`."""
        added: dict[str, Value] = {}
        for addition in self.additions:
            added |= addition.missing(situation)
        return added
