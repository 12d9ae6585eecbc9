"""The checks that every proposal passes before anybody asks what it wants."""

from collections import OrderedDict

from ipa_agents.errors import ProposalError, SignalError
from ipa_agents.guard.limits import RateLimiter
from ipa_agents.guard.policy import Policy
from ipa_agents.guard.refusal import Refusal, refusal_of_signal
from ipa_agents.guard.tools import Wish
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import Proposal
from ipa_agents.vehicle.seats import is_seat

__all__ = ['Admission']


class Admission:
    """Form, rate, duplicates and age, in this order; then the arguments."""

    def __init__(self, catalogue: Catalogue, policy: Policy) -> None:
        limits = policy.limits
        self._catalogue = catalogue
        self._policy = policy
        self._rate = RateLimiter(limits.rate_window, limits.rate_per_seat, limits.rate_passengers)
        self._known: OrderedDict[str, None] = OrderedDict()

    def admit(self, proposal: Proposal, now: float) -> Wish | Refusal:
        """The wish of a proposal that may be looked at, or why not."""
        detail = self._fault_of_form(proposal)
        if detail:
            return self._refusal('malformed', detail)
        if not self._rate.admit(proposal.seat, now):
            return self._refusal('rate-limit')
        if proposal.proposal_id in self._known:
            return self._refusal('duplicate')
        self._remember(proposal.proposal_id)
        limits = self._policy.limits
        if not -limits.future <= now - proposal.stamp <= limits.proposal_age:
            return self._refusal('stale', f'{now - proposal.stamp:.3f} s old')
        try:
            return self._policy.tools.read(proposal)
        except ProposalError as error:
            return self._refusal('malformed', str(error)[:200])
        except SignalError as error:
            return refusal_of_signal(error, self._catalogue, self._policy.wording)

    def _fault_of_form(self, proposal: Proposal) -> str:
        longest = self._policy.limits.id_length
        ids = (proposal.utterance_id, proposal.turn_id, proposal.challenge_id, proposal.answer_utterance_id)
        if not proposal.proposal_id or any(len(text) > longest for text in (proposal.proposal_id, *ids)):
            return 'an id is missing or too long'
        return '' if is_seat(proposal.seat) else 'no such seat'

    def _remember(self, proposal_id: str) -> None:
        self._known[proposal_id] = None
        while len(self._known) > self._policy.limits.proposals_kept:
            self._known.popitem(last=False)

    def _refusal(self, rule: str, detail: str = '') -> Refusal:
        return Refusal(rule, self._policy.wording.say(rule), detail)

    def __len__(self) -> int:
        return len(self._known)
