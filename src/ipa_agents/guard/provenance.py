"""What the guard itself has heard, so that nobody can claim a sentence that was never said."""

from collections import OrderedDict
from dataclasses import dataclass, replace

from ipa_agents.errors import ProposalError
from ipa_agents.guard.limits import Limits
from ipa_agents.guard.touch import Touch, read_touch
from ipa_agents.guard.yes_no import Answer, AnswerMatcher
from ipa_agents.vehicle.exchange import Proposal, Utterance
from ipa_agents.vehicle.seats import SEATS
from ipa_agents.vehicle.touch import TOUCH

__all__ = ['HeardUtterance', 'Provenance']

_LOUDSPEAKER = 'media'
_PEOPLE = ('microphone', 'text', 'cockpit', 'drive', 'bridge')


@dataclass(frozen=True, slots=True)
class HeardUtterance:
    """An utterance and when, by the guard's clock, it was heard; `fault` names why no act may rest on it.

    `touch` is what it means when nothing was spoken, but touched.
    """

    utterance: Utterance
    heard: float
    fault: str = ''
    touch: Touch | None = None

    def answer(self, challenge_id: str, answers: AnswerMatcher) -> Answer | None:
        """What this says to that question: a touch answers the one below which it was made, and no other."""
        if self.touch is None:
            return answers(self.utterance.text)
        return self.touch.answer if self.touch.challenge_id == challenge_id else None


class Provenance:
    """The last utterances of each seat. The loudspeakers have a shelf of their own, so they push nobody out."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._shelves: dict[str, OrderedDict[str, HeardUtterance]] = {
            key: OrderedDict() for key in (*SEATS, _LOUDSPEAKER)
        }
        self._used: OrderedDict[str, None] = OrderedDict()

    def hear(self, utterance: Utterance, now: float) -> HeardUtterance | None:
        """Remember `utterance`; None when it is only a partial result, has no proper id or seat, or is known."""
        limits = self._limits
        if not utterance.is_final or not 0 < len(utterance.utterance_id) <= limits.id_length:
            return None
        shelf = self._shelves.get(_LOUDSPEAKER if utterance.source == _LOUDSPEAKER else utterance.seat)
        if shelf is None or self.find(utterance.utterance_id) is not None:
            return None
        fault, touch = self._fault(utterance, now), None
        if len(utterance.text) > limits.text_length:
            utterance = replace(utterance, text='')
        elif utterance.source == TOUCH and not fault:
            try:
                touch = read_touch(utterance.text, limits.text_length)
            except ProposalError:
                fault = 'malformed'
        heard = HeardUtterance(utterance, now, fault, touch)
        shelf[utterance.utterance_id] = heard
        while len(shelf) > limits.utterances_kept:
            shelf.popitem(last=False)
        return heard

    def _fault(self, utterance: Utterance, now: float) -> str:
        if utterance.source == _LOUDSPEAKER:
            return 'loudspeaker'
        if utterance.source not in (*_PEOPLE, TOUCH):
            return 'unknown-source'
        if len(utterance.text) > self._limits.text_length:
            return 'too-long'
        if not -self._limits.future <= now - utterance.stamp <= self._limits.utterance_age:
            return 'stale-utterance'
        return ''

    def find(self, utterance_id: str) -> HeardUtterance | None:
        """What was heard under that id; None when nothing was, or it is forgotten."""
        return next((shelf[utterance_id] for shelf in self._shelves.values() if utterance_id in shelf), None)

    def fault(self, utterance_id: str, seat: str, now: float) -> str:
        """Why nothing proposed for `seat` may rest on that utterance; empty when it may."""
        heard = self.find(utterance_id)
        if heard is None:
            return 'unheard'
        if heard.fault:
            return heard.fault
        if heard.utterance.seat != seat:
            return 'other-seat'
        return 'stale-utterance' if now - heard.heard > self._limits.utterance_age else ''

    def fault_of_touch(self, proposal: Proposal) -> str:
        """Why `proposal` is not what was touched, when it rests on a touch; each touch of an act counts once."""
        heard = self.find(proposal.utterance_id)
        if heard is None or heard.touch is None:
            return ''
        if not heard.touch.means(proposal, self._limits.arguments_length):
            return 'other-touch'
        is_act = heard.touch.answer is None
        return 'touch-used' if is_act and not self.use(proposal.utterance_id) else ''

    def use(self, utterance_id: str) -> bool:
        """Take that utterance as an answer, or as a touched act; False when it has been taken before."""
        if utterance_id in self._used:
            return False
        self._used[utterance_id] = None
        while len(self._used) > self._limits.proposals_kept:
            self._used.popitem(last=False)
        return True

    def __len__(self) -> int:
        return sum(map(len, self._shelves.values()))
