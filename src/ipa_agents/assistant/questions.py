"""Questions of the assistant that are still open, of one seat."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ipa_agents.brains.interface import Call, Option, Pending
from ipa_agents.travel.places.found import Found

__all__ = ['LIFE', 'Question', 'Questions', 'one_challenge']

LIFE = {'confirm': 25.0, 'choose': 90.0, 'clarify': 30.0, 'offer': 30.0, 'open': 60.0}


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its words, and what an answer to it goes on with.

    `proposal_id` is that of the call which the guard questioned; `postponed` are calls of agents that the guard would
    also ask about, and which are proposed again when this question is answered. `said` are the words of people that an
    answer to an open question goes on with. `refused` is done when the answer is no.
    """

    pending: Pending
    text: str
    agent: str = ''
    proposal_id: str = ''
    options: tuple[Option, ...] = ()
    postponed: tuple[tuple[str, Call], ...] = ()
    is_repeated: bool = False
    said: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()
    refused: Call | None = None
    asked: float = field(default=0.0, compare=False)

    def is_open(self, now: float) -> bool:
        """Whether an answer at `now` still counts."""
        return now - self.asked <= LIFE[self.pending.kind]


class Questions:
    """The open questions of the last turn that asked any; the first is the one that a "yes" answers.

    A newer question takes the place of all older ones, so that a "yes" can never be meant for one that people have
    forgotten; a command in between leaves them open.
    """

    def __init__(self) -> None:
        self._open: list[Question] = []
        self._chosen: Question | None = None
        self._has_expired = False
        self._is_fresh = False

    def ask(self, questions: Sequence[Question]) -> None:
        """At the end of a turn: put its questions in the place of the old ones; none leaves those as they are."""
        self._is_fresh = bool(questions)
        if questions:
            self._open, self._chosen = list(questions), None

    def current(self, now: float) -> Question | None:
        """The question that an answer would be for."""
        alive = [question for question in self._open if question.is_open(now)]
        self._has_expired = self._has_expired or len(alive) < len(self._open)
        self._open = alive
        return alive[0] if alive else None

    def put_again(self) -> None:
        """At the end of a turn: the question that is still open has been put once more."""
        self._is_fresh = True

    def keep(self, question: Question) -> None:
        """Options that were spoken of without a question: "the second one" chooses from them."""
        self._chosen = question

    def chosen(self, now: float) -> Question | None:
        """The question from whose options one was chosen last: "no, the first one" chooses from them again."""
        return self._chosen if self._chosen and self._chosen.is_open(now) else None

    def close(self, question: Question) -> None:
        """That question is answered."""
        self._has_expired = False
        self._chosen = question if question.options else self._chosen
        self._open = [other for other in self._open if other is not question]

    def clear(self) -> bool:
        """Forget all questions; whether there was any."""
        had, self._open, self._chosen, self._has_expired = bool(self._open), [], None, False
        return had

    @property
    def is_fresh(self) -> bool:
        """Whether the last turn asked: people know then that their next word is taken for an answer."""
        return self._is_fresh

    @property
    def has_expired(self) -> bool:
        """Whether the last question went unanswered for too long."""
        return self._has_expired

    def __len__(self) -> int:
        return len(self._open)


def one_challenge(questions: Sequence[Question]) -> tuple[Question, ...]:
    """`questions` with the newest challenge alone, the calls behind the others postponed until it is answered."""
    challenges = [question for question in questions if question.pending.kind == 'confirm']
    if len(challenges) < 2:
        return tuple(questions)
    *older, newest = challenges
    postponed = tuple((question.agent, question.pending.call) for question in older if question.pending.call)
    others = (question for question in questions if question.pending.kind != 'confirm')
    return (replace(newest, postponed=postponed), *others)
