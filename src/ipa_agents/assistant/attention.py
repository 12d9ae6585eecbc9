"""Attention: is this for me, and can it be taken up?"""

import math
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ipa_agents.assistant.wake import squash, wake
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES
from ipa_agents.vehicle.exchange import Utterance
from ipa_agents.vehicle.seats import Seat, is_seat
from ipa_agents.vehicle.touch import TOUCH

__all__ = ['Attention', 'Heard', 'Settings', 'Verdict', 'load_stop_words']

_KNOWN = 2000
_NOT_SPOKEN = {'media': 'loudspeaker', TOUCH: 'touch'}


class Verdict(StrEnum):
    """What to do with an utterance."""

    ATTEND = 'attend'
    STOP = 'stop'
    WAKE = 'wake'
    REPEAT = 'repeat'
    TOO_LONG = 'too_long'
    DROP = 'drop'


@dataclass(frozen=True, slots=True)
class Heard:
    """The verdict, its reason in one word, and the text without wake phrase.

    A stop without a reason was not said to the assistant: it counts only while there is something to stop.
    """

    verdict: Verdict
    reason: str
    text: str = ''


@dataclass(frozen=True, slots=True)
class Settings:
    """`follow_up` s after an answer no wake phrase is needed; `stale` s is how old an utterance may be."""

    wake_phrases: tuple[str, ...]
    stop_words: frozenset[str]
    always_listening: bool = False
    follow_up: float = 8.0
    stale: float = 10.0
    least_confidence: float = 0.4
    longest: int = 600
    open_sources: frozenset[str] = field(default=frozenset({'text', 'cockpit', 'drive'}))


def load_stop_words(file: Path | None = None) -> frozenset[str]:
    """The squashed words of `file` (default: config/stop_words.yaml); raises ConfigError."""
    data = load_yaml(file or config_folder() / 'stop_words.yaml', 'stop_words').data
    return frozenset(squash(word) for language in LANGUAGES for word in data[language])


class Attention:
    """Remembers what was heard already, and until when each seat may speak without a wake phrase."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._known: OrderedDict[str, None] = OrderedDict()
        self._open_until: dict[Seat, float] = {}

    def listen(self, seat: Seat, now: float, seconds: float | None = None) -> None:
        """From `now` on the seat needs no wake phrase for `seconds` (default: the follow-up time)."""
        self._open_until[seat] = now + (self.settings.follow_up if seconds is None else seconds)

    def close(self) -> None:
        """From now on every seat needs a wake phrase."""
        self._open_until.clear()

    def hear(self, utterance: Utterance, now: float) -> Heard:
        """What to do with `utterance` at `now` (seconds, the clock of its stamp)."""
        refusal = self._refusal(utterance, now)
        if refusal:
            return Heard(Verdict.DROP, refusal)
        self._remember(utterance.utterance_id)
        if len(utterance.text) > self.settings.longest:
            return self._too_long(utterance, now)
        called, text = wake(utterance.text, self.settings.wake_phrases)
        if not squash(utterance.text):
            return self._wordless(utterance)
        reason = 'called' if called else self._why(utterance, now)
        if squash(text) in self.settings.stop_words:
            return Heard(Verdict.STOP, reason, text)
        if not reason:
            return Heard(Verdict.DROP, 'not_called')
        if not (math.isfinite(utterance.confidence) and utterance.confidence >= self.settings.least_confidence):
            return Heard(Verdict.REPEAT, reason, text)
        if not text:
            return Heard(Verdict.WAKE, reason)
        return Heard(Verdict.ATTEND, reason, text)

    def _refusal(self, utterance: Utterance, now: float) -> str:
        if utterance.source in _NOT_SPOKEN:
            return _NOT_SPOKEN[utterance.source]
        if not utterance.is_final:
            return 'partial'
        if not is_seat(utterance.seat):
            return 'no_seat'
        if not utterance.utterance_id:
            return 'no_id'
        if utterance.utterance_id in self._known:
            return 'duplicate'
        if now - utterance.stamp > self.settings.stale:
            return 'stale'
        return ''

    def _wordless(self, utterance: Utterance) -> Heard:
        """Noise of a microphone is nothing; whoever types only signs waits for an answer."""
        is_typed = utterance.source in self.settings.open_sources and utterance.text.strip()
        return Heard(Verdict.REPEAT, 'typed') if is_typed else Heard(Verdict.DROP, 'empty')

    def _remember(self, utterance_id: str) -> None:
        self._known[utterance_id] = None
        if len(self._known) > _KNOWN:
            self._known.popitem(last=False)

    def _too_long(self, utterance: Utterance, now: float) -> Heard:
        head = utterance.text[: self.settings.longest]
        called, text = wake(head, self.settings.wake_phrases)
        reason = 'called' if called else self._why(utterance, now)
        return Heard(Verdict.TOO_LONG, reason, text) if reason else Heard(Verdict.DROP, 'not_called')

    def _why(self, utterance: Utterance, now: float) -> str:
        """Why an utterance without wake phrase is for the assistant; empty when it is not."""
        if utterance.source in self.settings.open_sources:
            return 'typed'
        if now < self._open_until.get(utterance.seat, 0.0):  # type: ignore[call-overload]
            return 'follow_up'
        return 'always_listening' if self.settings.always_listening else ''
