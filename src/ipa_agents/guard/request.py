"""A proposal on its way through the guard."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ipa_agents.guard.effects import Effects, Note, Report
from ipa_agents.guard.refusal import Refusal
from ipa_agents.guard.tools import Wish
from ipa_agents.language import Words
from ipa_agents.vehicle.exchange import Outcome, Proposal, Status

__all__ = ['Request', 'keys_of', 'refuse']


@dataclass(frozen=True, slots=True)
class Request:
    """The proposals that end together (the wish's own, then the one that confirmed it) and what is wished.

    `taken` is when the first proposal came, `began` when its utterance was heard.
    """

    proposals: tuple[Proposal, ...]
    wish: Wish
    taken: float
    began: float

    @property
    def proposal(self) -> Proposal:
        """The proposal that the wish came by."""
        return self.proposals[0]

    def begun_at(self, heard: float) -> 'Request':
        """The same request, counted from when its utterance was heard."""
        return replace(self, began=heard)

    def confirmed_by(self, confirm: Proposal) -> 'Request':
        """The same request, which ends for `confirm` as well."""
        return replace(self, proposals=(*self.proposals, confirm))

    def note(self, stage: str, detail: Mapping[str, Any], now: float) -> Note:
        """A note of one stage, in the turn that goes on now."""
        return Note(self.proposals[-1].turn_id, stage, detail, (now - self.began) * 1000)

    def reports(
        self, status: Status, rule: str, reason: Words, now: float, challenge_id: str = ''
    ) -> tuple[Report, ...]:
        """The same outcome for each of the proposals."""
        return self.outcomes(
            Outcome('', '', status, rule=rule, reason=reason.en, reason_zh=reason.zh, challenge_id=challenge_id),
            now,
        )

    def outcomes(self, outcome: Outcome, now: float) -> tuple[Report, ...]:
        """`outcome` for each of the proposals."""
        elapsed = (now - self.taken) * 1000
        return tuple(
            Report(replace(outcome, proposal_id=proposal.proposal_id, turn_id=proposal.turn_id, elapsed_ms=elapsed))
            for proposal in self.proposals
        )


def refuse(request: Request, refusal: Refusal, now: float) -> Effects:
    """End `request` without doing it."""
    detail = {
        'proposal': request.proposal.proposal_id,
        'decision': refusal.status.name.lower(),
        'rules': [refusal.rule],
        'detail': refusal.detail,
    }
    return (request.note('guard', detail, now), *request.reports(refusal.status, refusal.rule, refusal.reason, now))


def keys_of(wish: Wish) -> frozenset[str]:
    """What a wish changes: signal paths, or the group of an action."""
    return frozenset([wish.action.key] if wish.action else wish.signals)
