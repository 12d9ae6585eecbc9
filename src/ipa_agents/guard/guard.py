"""The guard: utterances, reports and proposals in; commands, outcomes and notes out. It never waits."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ipa_agents.guard.admission import Admission
from ipa_agents.guard.car_state import CarState
from ipa_agents.guard.confirmation import Challenge, Challenges, answer_fault, new_id
from ipa_agents.guard.decision import Ask, decide, situation_of
from ipa_agents.guard.dispatch import Dispatch
from ipa_agents.guard.effects import Effects
from ipa_agents.guard.policy import Policy
from ipa_agents.guard.provenance import HeardUtterance, Provenance
from ipa_agents.guard.refusal import Refusal
from ipa_agents.guard.request import Request, keys_of, refuse
from ipa_agents.guard.tools import CONFIRM, Wish
from ipa_agents.guard.triggers import is_trigger
from ipa_agents.guard.verdict import Verdict
from ipa_agents.guard.yes_no import Answer
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import DEVICES, Proposal, Rejection, Status, Utterance
from ipa_agents.vehicle.signals import Signal

__all__ = ['Guard']


class Guard:
    """Decides on proposals. `now` is always the time of the node's clock in seconds.

    Each proposal gets one final outcome, from this call or a later one; a proposal that needs a yes gets the question
    first. Nothing that is kept grows beyond the limits of the policy, and nothing outlives a restart.
    """

    def __init__(self, catalogue: Catalogue, policy: Policy, make_id: Callable[[], str] = new_id) -> None:
        limits = policy.limits
        self._catalogue = catalogue
        self._policy = policy
        self._say = policy.wording.say
        self._admission = Admission(catalogue, policy)
        self._provenance = Provenance(limits)
        self._state = CarState(catalogue, limits.state_age)
        self._challenges = Challenges(limits.challenge_lifetime, make_id)
        self._dispatch = Dispatch(catalogue, policy, self._state, make_id)
        self._waiting: list[Request] = []

    def hear(self, utterance: Utterance, now: float) -> Effects:
        """Somebody, or something, spoke."""
        heard = self._provenance.hear(utterance, now)
        if heard is None:
            return ()
        effects = () if heard.fault else self._take_answer(heard, now)
        return effects + self._retry(now)

    def see(self, source: str, signals: Iterable[Signal], stamp: float, now: float) -> Effects:
        """The owner `source` reports signals that were true at `stamp`."""
        return self._dispatch.see(self._state.see(source, signals, stamp, now), stamp, now)

    def see_device_state(self, device: str, command_id: str, state: Mapping[str, Any], now: float) -> Effects:
        """Media or navigation report their state; `command_id` is the last command that they carried out."""
        self._state.see_device(device, state, now)
        return self._dispatch.see_state(device, command_id, state, now)

    def reject(self, rejection: Rejection, now: float) -> Effects:
        """A device refuses a command."""
        return self._dispatch.reject(rejection, now)

    def propose(self, proposal: Proposal, now: float) -> Effects:
        """A brain wants something done."""
        wish = self._admission.admit(proposal, now)
        if isinstance(wish, Refusal):
            return refuse(Request((proposal,), Wish(''), now, now), wish, now)
        request = Request((proposal,), wish, now, now)
        if self._is_unheard(request) and len(self._waiting) < self._policy.limits.waiting:
            self._waiting.append(request)
            return ()
        return self._proceed(request, now)

    def tick(self, now: float) -> Effects:
        """Time passes: questions and commands that got no answer come to their end."""
        effects = self._retry(now)
        for challenge in self._challenges.expired(now):
            effects += self._close(challenge, 'expired', now)
        return effects + self._dispatch.settle(now)

    def devices(self, now: float) -> dict[str, bool]:
        """Whether each device is there."""
        return {device: self._state.silence(device, now) <= self._policy.limits.device_silence for device in DEVICES}

    def counts(self) -> dict[str, int]:
        """How much is kept, for diagnostics."""
        return {
            'utterances kept': len(self._provenance),
            'proposals known': len(self._admission),
            'proposals waiting': len(self._waiting),
            'questions open': len(self._challenges),
            'acts in flight': len(self._dispatch),
            'signals refused': self._state.refused,
        }

    def _is_unheard(self, request: Request) -> bool:
        """A proposal may overtake its utterance, as they come by different topics."""
        needed = [request.proposal.utterance_id]
        if request.wish.tool == CONFIRM:
            needed.append(request.proposal.answer_utterance_id)
        return any(name and not is_trigger(name) and self._provenance.find(name) is None for name in needed)

    def _retry(self, now: float) -> Effects:
        """Go on with the proposals whose utterance has come, or has not come in time."""
        wait = self._policy.limits.utterance_wait
        ready = [request for request in self._waiting if now - request.taken >= wait or not self._is_unheard(request)]
        self._waiting = [request for request in self._waiting if request not in ready]
        effects: Effects = ()
        for request in ready:
            effects += self._proceed(request, now)
        return effects

    def _proceed(self, request: Request, now: float) -> Effects:
        fault = self._fault_of_provenance(request, now)
        if fault:
            return refuse(request, self._refusal('provenance', fault), now)
        heard = self._provenance.find(request.proposal.utterance_id)
        if heard:
            request = request.begun_at(heard.heard)
        if request.wish.tool == CONFIRM:
            return self._confirm(request, now)
        return self._decide(request, now)

    def _fault_of_provenance(self, request: Request, now: float) -> str:
        proposal = request.proposal
        if is_trigger(proposal.utterance_id):
            is_declared = self._policy.triggers.allow(proposal.utterance_id, proposal.seat, request.wish)
            return '' if is_declared else 'trigger'
        fault = self._provenance.fault(proposal.utterance_id, proposal.seat, now)
        return fault or self._provenance.fault_of_touch(proposal)

    def _decide(self, request: Request, now: float) -> Effects:
        """Do a wish, refuse it, or ask for a yes first."""
        decision = self._judge(request, now)
        if isinstance(decision, Refusal):
            return refuse(request, decision, now)
        act = self._dispatch.prepare(request, decision.verdict if isinstance(decision, Ask) else decision, now)
        if isinstance(act, Refusal):
            return refuse(request, act, now)
        keys = keys_of(request.wish)
        if isinstance(decision, Ask) and act.waiting:
            return self._supersede(request, keys, now, with_seat=True) + self._ask(request, decision, keys, now)
        return self._supersede(request, keys, now, with_seat=False) + self._dispatch.start(act, now)

    def _judge(self, request: Request, now: float) -> Refusal | Ask | Verdict:
        situation = situation_of(
            request.wish,
            request.proposal.seat,
            self._state.fresh(now),
            self._dispatch.coming(),
            self._state.fields('media'),
            self._state.fields('navigation'),
        )
        return decide(situation, self._catalogue, self._policy)

    def _ask(self, request: Request, ask: Ask, keys: frozenset[str], now: float) -> Effects:
        challenge = self._challenges.ask(request, ask.grounds, keys, now)
        detail = {'proposal': request.proposal.proposal_id, 'decision': 'ask', 'rules': sorted(ask.grounds)}
        return (
            request.note('guard', detail, now),
            *request.reports(Status.NEEDS_CONFIRMATION, ask.rule, ask.question, now, challenge.challenge_id),
        )

    def _supersede(self, request: Request, keys: frozenset[str], now: float, *, with_seat: bool) -> Effects:
        """Close the questions that a newer wish makes idle: about the same thing, or by the same seat."""
        effects: Effects = ()
        for challenge in self._challenges:
            if challenge.keys & keys or (with_seat and challenge.seat == request.proposal.seat):
                effects += self._close(challenge, 'superseded', now, status=Status.SUPERSEDED)
        return effects

    def _confirm(self, request: Request, now: float) -> Effects:
        """A yes is proposed: it must answer an open question, and the wish is then judged anew."""
        proposal = request.proposal
        challenge = self._challenges.find(proposal.challenge_id)
        if challenge is None:
            return refuse(request, self._refusal('confirmation', 'no-challenge'), now)
        answer_id = proposal.answer_utterance_id
        fault = answer_fault(challenge, answer_id, self._provenance, self._policy, now)
        if fault == 'declined':
            return self._close(challenge, fault, now, confirm=proposal)
        if fault:
            return refuse(request, self._refusal('confirmation', fault), now)
        self._challenges.close(challenge)
        confirmed = challenge.request.confirmed_by(proposal)
        decision = self._judge(confirmed, now)
        if isinstance(decision, Ask):
            if not decision.grounds <= challenge.grounds:
                return refuse(confirmed, self._refusal('confirmation', 'state-changed'), now)
            decision = decision.verdict
        act = decision if isinstance(decision, Refusal) else self._dispatch.prepare(confirmed, decision, now)
        if isinstance(act, Refusal):
            return refuse(confirmed, act, now)
        return self._dispatch.start(act, now)

    def _take_answer(self, heard: HeardUtterance, now: float) -> Effects:
        """A no ends the question at once, whoever else makes something of it; a stop ends what is moving, too."""
        seat = heard.utterance.seat
        effects: Effects = ()
        for challenge in self._challenges.answerable_from(seat):
            if heard.answer(challenge.challenge_id, self._policy.answers) in (Answer.NO, Answer.STOP):
                effects += self._close(challenge, 'declined', now)
        is_stop = heard.touch is None and self._policy.answers(heard.utterance.text) is Answer.STOP
        return effects + (self._dispatch.halt(seat, now) if is_stop else ())

    def _close(
        self,
        challenge: Challenge,
        key: str,
        now: float,
        *,
        status: Status = Status.DENIED,
        confirm: Proposal | None = None,
    ) -> Effects:
        """End a question without doing what it asked about."""
        self._challenges.close(challenge)
        request = challenge.request.confirmed_by(confirm) if confirm else challenge.request
        rule = key if status is Status.SUPERSEDED else 'confirmation'
        return refuse(request, Refusal(rule, self._say(key), key, status), now)

    def _refusal(self, rule: str, key: str) -> Refusal:
        return Refusal(rule, self._say(key), key)
