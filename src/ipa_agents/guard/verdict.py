"""What the rules, taken together, say of a wish."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from ipa_agents.guard.rules import Effect, Rule
from ipa_agents.guard.situation import Situation
from ipa_agents.vehicle.signals import Value

__all__ = ['Decision', 'Verdict', 'judge', 'remarks_after']


class Decision(Enum):
    """The strongest effect of all rules that hold."""

    ALLOW = 'allow'
    ASK = 'ask'
    DENY = 'deny'


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rules` are those that decide (deny, or ask); `remarks` those to be told with the outcome (add, warn).

    `added` are the wishes that rules brought along, each with its rule.
    """

    decision: Decision
    situation: Situation
    rules: tuple[Rule, ...] = ()
    remarks: tuple[Rule, ...] = ()
    added: Mapping[str, Rule] = field(default_factory=dict)


def judge(situation: Situation, rules: Iterable[Rule]) -> Verdict:
    """Apply `rules`: what one of them adds is judged again with the others, until nothing is added any more."""
    rules = tuple(rules)
    added: dict[str, Rule] = {}
    while True:
        denying = _first(rules, Effect.DENY, situation)
        if denying is not None:
            return Verdict(Decision.DENY, situation, (denying,))
        missing, rule = _next_addition(situation, rules)
        if rule is None:
            break
        if any(path in situation.wish for path in missing):
            return Verdict(Decision.DENY, situation, (rule,))
        situation = situation.with_wish(missing)
        added |= dict.fromkeys(missing, rule)
    asking = _all(rules, Effect.ASK, situation)
    remarks = (*dict.fromkeys(added.values()), *_all(rules, Effect.WARN, situation))
    return Verdict(Decision.ASK if asking else Decision.ALLOW, situation, asking, remarks, added)


def remarks_after(situation: Situation, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that have something to say once the wish is done."""
    return _all(rules, Effect.WARN_AFTER, situation)


def _next_addition(situation: Situation, rules: tuple[Rule, ...]) -> tuple[Mapping[str, Value], Rule | None]:
    for rule in rules:
        if rule.effect is Effect.ADD and rule.holds(situation):
            missing = rule.missing(situation)
            if missing:
                return missing, rule
    return {}, None


def _all(rules: Iterable[Rule], effect: Effect, situation: Situation) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.effect is effect and rule.holds(situation))


def _first(rules: Iterable[Rule], effect: Effect, situation: Situation) -> Rule | None:
    return next((rule for rule in rules if rule.effect is effect and rule.holds(situation)), None)
