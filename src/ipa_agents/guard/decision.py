"""Whether a wish may be done now: rights, driving state, then the rules together with the risk of each function."""

from dataclasses import dataclass

from ipa_agents.guard.driving_state import DrivingState, driving_state, is_allowed
from ipa_agents.guard.policy import Policy
from ipa_agents.guard.refusal import Refusal
from ipa_agents.guard.seat_rights import may_change
from ipa_agents.guard.situation import Situation
from ipa_agents.guard.tools import Wish
from ipa_agents.guard.verdict import Decision, Verdict, judge
from ipa_agents.guard.wording import join
from ipa_agents.language import Words
from ipa_agents.vehicle.catalogue import Catalogue, SignalSpec
from ipa_agents.vehicle.signals import SignalView

__all__ = ['Ask', 'decide', 'situation_of']

RISKY = 'risky'


@dataclass(frozen=True, slots=True)
class Ask:
    """A yes is needed first; `grounds` are the ids of the rules that want it."""

    grounds: frozenset[str]
    rule: str
    question: Words
    verdict: Verdict


def situation_of(
    wish: Wish, seat: str, now: SignalView, coming: SignalView, media: SignalView, navigation: SignalView
) -> Situation:
    """What the rules look at."""
    return Situation(
        tool=wish.tool,
        action=wish.action.name if wish.action else '',
        seat=seat,
        driving=driving_state(now),
        asked=wish.signals,
        wish=wish.signals,
        now=now,
        coming=coming,
        arguments=wish.arguments,
        media=media,
        navigation=navigation,
    )


def decide(situation: Situation, catalogue: Catalogue, policy: Policy) -> Refusal | Ask | Verdict:
    """The verdict of all checks; a Verdict allows."""
    asked = [catalogue[path] for path in situation.asked]
    refusal = _rights(situation.seat, asked, policy) or _driving(situation.driving, asked, policy)
    if refusal:
        return refusal
    verdict = judge(situation, policy.rules)
    if verdict.decision is Decision.DENY:
        return Refusal(verdict.rules[0].id, verdict.rules[0].words)
    refusal = _driving(situation.driving, [catalogue[path] for path in verdict.added], policy)
    if refusal:
        return refusal
    return _question(situation, verdict, asked, policy) or verdict


def _rights(seat: str, specs: list[SignalSpec], policy: Policy) -> Refusal | None:
    denied = [spec for spec in specs if not may_change(seat, spec)]
    if not denied:
        return None
    is_drivers = any(function.rights == 'driver' for spec in denied for function in spec.functions)
    names = policy.wording.names(spec.path for spec in denied)
    return Refusal(
        'seat-rights', policy.wording.say('seat-rights-driver' if is_drivers else 'seat-rights', names=names)
    )


def _driving(state: DrivingState, specs: list[SignalSpec], policy: Policy) -> Refusal | None:
    denied = {
        function.driving: spec.path
        for spec in specs
        for function in spec.functions
        if not is_allowed(function.driving, state)
    }
    if not denied:
        return None
    strictest = 'parked' if 'parked' in denied else 'standstill'
    return Refusal(
        'driving-state', policy.wording.say(f'driving-{strictest}', names=policy.wording.names(denied.values()))
    )


def _question(situation: Situation, verdict: Verdict, asked: list[SignalSpec], policy: Policy) -> Ask | None:
    """One question for all that need a yes; a rule's own words go before the general question."""
    covered = {path for rule in verdict.rules for condition in rule.conditions for path in condition.keys}
    risky = {
        spec.path: situation.asked[spec.path]
        for spec in asked
        if spec.path not in covered and any(function.risk == 'risky' for function in spec.functions)
    }
    grounds = [rule.id for rule in verdict.rules] + ([RISKY] if risky else [])
    if not grounds:
        return None
    questions = [rule.words for rule in verdict.rules] + ([policy.wording.question(risky)] if risky else [])
    question = policy.wording.say('answer', question=join(questions))
    return Ask(frozenset(grounds), grounds[0], question, verdict)
