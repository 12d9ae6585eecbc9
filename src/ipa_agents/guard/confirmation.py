"""The guard's own questions before a risky act, and what counts as the answer to one."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ipa_agents.guard.policy import Policy
from ipa_agents.guard.provenance import Provenance
from ipa_agents.guard.request import Request
from ipa_agents.guard.yes_no import Answer
from ipa_agents.vehicle.seats import DRIVER

__all__ = ['Challenge', 'Challenges', 'answer_fault', 'new_id']


def new_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_hex(12)


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question: `grounds` are the ids of the rules that asked, `keys` what the wish would change."""

    challenge_id: str
    request: Request
    grounds: frozenset[str]
    keys: frozenset[str]
    asked: float

    @property
    def seat(self) -> str:
        """The seat that the wish came from."""
        return self.request.proposal.seat


class Challenges:
    """The open questions: one a seat, so that a yes cannot be meant for another one."""

    def __init__(self, lifetime: float, make_id: Callable[[], str] = new_id) -> None:
        self._lifetime = lifetime
        self._make_id = make_id
        self._open: dict[str, Challenge] = {}

    def ask(self, request: Request, grounds: frozenset[str], keys: frozenset[str], now: float) -> Challenge:
        """Open a question; that seat's older one must have been closed."""
        challenge = Challenge(self._make_id(), request, grounds, keys, now)
        self._open[challenge.seat] = challenge
        return challenge

    def find(self, challenge_id: str) -> Challenge | None:
        """The open question of that id."""
        return next((challenge for challenge in self if challenge.challenge_id == challenge_id), None)

    def close(self, challenge: Challenge) -> None:
        """The question is settled; nothing answers it any more."""
        self._open.pop(challenge.seat, None)

    def expired(self, now: float) -> tuple[Challenge, ...]:
        """The questions that were open for too long."""
        return tuple(challenge for challenge in self if now - challenge.asked > self._lifetime)

    def answerable_from(self, seat: str) -> tuple[Challenge, ...]:
        """The questions that somebody in `seat` may answer."""
        return tuple(challenge for challenge in self if seat in (challenge.seat, DRIVER))

    def __iter__(self) -> Iterator[Challenge]:
        return iter(tuple(self._open.values()))

    def __len__(self) -> int:
        return len(self._open)


def answer_fault(challenge: Challenge, answer_id: str, provenance: Provenance, policy: Policy, now: float) -> str:
    """Why that utterance does not confirm `challenge`; empty when it is the yes, which is then used up.

    The answer must have been heard by the guard after the question, from a person in the seat that asked or the
    driver's, be nothing but a yes, surely understood, and not have answered before.
    """
    heard = provenance.find(answer_id)
    if heard is None:
        return 'unheard'
    fault = provenance.fault(answer_id, heard.utterance.seat, now)
    if fault:
        return fault
    if heard.utterance.seat not in (challenge.seat, DRIVER):
        return 'answer-other-seat'
    if heard.heard <= challenge.asked or heard.utterance.stamp < challenge.asked:
        return 'answer-early'
    if not heard.utterance.confidence >= policy.limits.answer_confidence:
        return 'not-a-yes'
    answer = heard.answer(challenge.challenge_id, policy.answers)
    if answer is not Answer.YES:
        return 'not-a-yes' if answer is None else 'declined'
    return '' if provenance.use(answer_id) else 'answer-used'
