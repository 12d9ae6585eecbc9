"""How far one turn may go: steps, calls and tokens, and how long what is shown and spoken may be."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ipa_agents.config_files import config_folder, load_yaml

__all__ = ['Budget', 'ConversationLimits', 'Limits', 'ResultLimits', 'SpeechLimits', 'TurnLimits', 'load_limits']


@dataclass(frozen=True, slots=True)
class TurnLimits:
    """`steps` and `calls` hold for each agent, written `tokens` for the turn, `retries` for an answer."""

    steps: int
    tokens: int
    calls: int
    retries: int


@dataclass(frozen=True, slots=True)
class ResultLimits:
    """What a model is shown of a tool's result: items of a list, characters of a text and of the whole."""

    items: int
    text: int
    length: int


@dataclass(frozen=True, slots=True)
class SpeechLimits:
    """Characters of a sentence without an end, and of a whole answer."""

    sentence: int
    length: int


@dataclass(frozen=True, slots=True)
class ConversationLimits:
    """Entries that are shown and that are summed up, by how many the cut moves at once, characters of an entry."""

    entries: int
    step: int
    summed_up: int
    text: int


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits of a turn."""

    turn: TurnLimits
    result: ResultLimits
    speech: SpeechLimits
    conversation: ConversationLimits


@dataclass
class Budget:
    """What is left of a turn's tokens; both agents write from it."""

    tokens: int

    def spend(self, tokens: int) -> None:
        """Take away what was written."""
        self.tokens -= tokens

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be written."""
        return self.tokens <= 0


def load_limits(file: Path | None = None) -> Limits:
    """The limits of `file` (default: config/qwen/limits.yaml); raises ConfigError."""
    return _load(file or config_folder() / 'qwen' / 'limits.yaml')


@cache
def _load(file: Path) -> Limits:
    data = load_yaml(file, 'limits').data
    return Limits(
        TurnLimits(**data['turn']),
        ResultLimits(**data['result']),
        SpeechLimits(**data['speech']),
        ConversationLimits(**data['conversation']),
    )
