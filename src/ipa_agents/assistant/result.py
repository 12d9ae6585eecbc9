"""What came of one step of a sentence, in words that are still to be joined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.ports import Priority
from ipa_agents.assistant.questions import Question, one_challenge
from ipa_agents.brains.interface import Call

__all__ = ['Answer', 'Kind', 'Result', 'compose']

_CLAUSES = 3


class Kind(StrEnum):
    """What kind of result: done by the car, told, gone wrong, asked back, or nothing to say."""

    DONE = 'done'
    TOLD = 'told'
    TROUBLE = 'trouble'
    ASKED = 'asked'
    SILENT = 'silent'


@dataclass(frozen=True, slots=True)
class Result:
    """`clauses` are joined with those of other results; `sentences` (warnings, reasons) stand for themselves."""

    kind: Kind
    clauses: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    call: Call | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The one answer of a turn, and the questions it leaves open (only the first of them is spoken)."""

    text: str
    questions: tuple[Question, ...] = ()
    priority: Priority = Priority.ANSWER


def compose(listener: Listener, results: Sequence[Result]) -> Answer:
    """One answer for all results: what is so, what is to be known of it, what went wrong, and at last a question."""
    clauses = _unique(clause for result in results for clause in result.clauses)
    sentences = [listener.sentence(clauses[start : start + _CLAUSES]) for start in range(0, len(clauses), _CLAUSES)]
    for trouble in (False, True):
        sentences += [
            text for result in results if (result.kind is Kind.TROUBLE) is trouble for text in result.sentences
        ]
    questions = one_challenge([result.question for result in results if result.question is not None])
    texts = _unique([*sentences, *(question.text for question in questions[:1])])
    has_trouble = any(result.kind is Kind.TROUBLE for result in results)
    return Answer(listener.text(texts), questions, Priority.WARNING if has_trouble else Priority.ANSWER)


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
