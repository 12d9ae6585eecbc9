"""Recognises a plain yes, no or stop; anything with more in it is none of them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path

from ipa_agents.config_files import config_folder, load_yaml

__all__ = ['Answer', 'AnswerMatcher', 'load_answers']

_TOKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[^\W_]+(?:'[^\W_]+)*")
_LONGEST = 12
Tokens = tuple[str, ...]


class Answer(Enum):
    """What a short sentence says to the guard's question."""

    YES = 'yes'
    NO = 'no'
    STOP = 'stop'


class AnswerMatcher:
    """A sentence is a yes when it consists of nothing but phrases of yes and fillers; so for no and stop.

    Before the first phrase, `calls` are fillers, too: "Juno, yes".
    """

    def __init__(
        self, phrases: Mapping[Answer, Iterable[str]], fillers: Iterable[str], calls: Iterable[str] = ()
    ) -> None:
        self._phrases = {answer: {_tokens(phrase) for phrase in texts} for answer, texts in phrases.items()}
        self._fillers = {_tokens(filler) for filler in fillers}
        self._calls = {_tokens(call) for call in calls}

    def __call__(self, text: str) -> Answer | None:
        """The answer that `text` is, None when it is none, or more than that."""
        tokens = _tokens(text)
        if len(tokens) > _LONGEST:
            return None
        return next((answer for answer, phrases in self._phrases.items() if self._consists(tokens, phrases)), None)

    def _consists(self, tokens: Tokens, phrases: set[Tokens]) -> bool:
        """Whether `tokens` can be cut into `phrases` (at least one) and fillers."""
        reached = {(0, False)}
        for end in range(1, len(tokens) + 1):
            pieces = [(tokens[start:end], found) for start, found in reached]
            reached |= {(end, True) for piece, _ in pieces if piece in phrases}
            reached |= {(end, found) for piece, found in pieces if piece in self._fillers}
            reached |= {(end, found) for piece, found in pieces if piece in self._calls and not found}
        return (len(tokens), True) in reached


def load_answers(file: Path | None = None, addressed_as: Iterable[str] = ()) -> AnswerMatcher:
    """The phrases of `file` (default: config/guard/answers.yaml); raises ConfigError.

    `addressed_as` are names that the car is called by, besides those of the file.
    """
    data = load_yaml(file or config_folder() / 'guard' / 'answers.yaml', 'guard_answers').data
    phrases = {answer: _both(data[answer.value]) for answer in Answer}
    names = [name for name in (*_both(data['names']), *addressed_as) if _tokens(name)]
    greeted = [f'{greeting} {name}' for greeting in _both(data['greetings']) for name in names]
    return AnswerMatcher(phrases, _both(data['fillers']), names + greeted)


def _both(texts: dict[str, list[str]]) -> list[str]:
    return [*texts['en'], *texts['zh']]


def _tokens(text: str) -> Tokens:
    """Lower-case words and single Han characters; punctuation, except the apostrophe within a word, is dropped."""
    text = unicodedata.normalize('NFKC', text[:400]).lower().replace('\u2019', "'")
    return tuple(_TOKEN.findall(text))
