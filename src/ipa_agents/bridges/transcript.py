"""What recognisers of speech give, made fit to be an utterance."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ipa_agents.bridges.topic_part import is_topic_part
from ipa_agents.errors import SetupError
from ipa_agents.language import LANGUAGES
from ipa_agents.vehicle.seats import SEATS, Seat, is_seat

__all__ = ['ANY_VOICE', 'Transcript', 'live_speech', 'locale_from', 'seats_from', 'transcription', 'usable_confidence']

ANY_VOICE = '*'
"""In place of a voice's id: every voice that has no seat of its own."""
_LONGEST = 4000
"""Characters; the assistant and the guard both say no to far less, but must see that it was too long."""
_NO_SPEECH = re.compile(r'[\s.]*([\[(（【][^\])）】]*[\])）】][\s.]*)+')
"""What whisper writes for sounds: [BLANK_AUDIO], (music)."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A text, whether it is the last word on what was said, and its `locale` (BCP 47, empty when unknown).

    `confidence` is as the recogniser gave it; `stamp` in s, 0 when it gave none.
    """

    text: str
    is_final: bool
    locale: str = ''
    confidence: float = 1.0
    stamp: float = 0.0


def seats_from(text: str) -> Mapping[str, Seat]:
    """The seats of voices, from "voice=seat, voice=seat"; raises SetupError for what does not say so."""
    seats: dict[str, Seat] = {}
    for part in filter(None, (part.strip() for part in text.split(','))):
        voice, _, seat = (word.strip() for word in part.partition('='))
        if not is_seat(seat) or not (voice == ANY_VOICE or is_topic_part(voice)):
            raise SetupError(f'seats: {part!r} is no voice=seat; seats are {", ".join(SEATS)}')
        seats[voice] = seat  # type: ignore[assignment]
    return seats


def live_speech(final: str, incremental: str, locale: str, confidence: float, stamp: float) -> Transcript | None:
    """What a LiveSpeech of REP-155 says; None when nothing was said. Its final text comes alone."""
    text = _plain(final) or _plain(incremental)
    return Transcript(text, bool(_plain(final)), locale_from(locale), confidence, stamp) if text else None


def transcription(text: str, locale: str, stamp: float) -> Transcript | None:
    """What whisper wrote, all of it final; None for sounds that are no speech."""
    plain = _plain(text)
    if not plain or _NO_SPEECH.fullmatch(plain):
        return None
    return Transcript(plain, True, locale_from(locale), stamp=stamp)


def locale_from(tag: str) -> str:
    """BCP 47 from "en-GB" or "en_GB"; empty, so that the text itself decides, for a language not spoken here."""
    language, *region = tag.strip().replace('_', '-').split('-')
    return '-'.join([language.lower(), *region]) if language.lower() in LANGUAGES else ''


def usable_confidence(confidence: float) -> float:
    """`confidence` where it is one, else 0, at which nothing is acted upon."""
    return confidence if math.isfinite(confidence) and 0 <= confidence <= 1 else 0.0


def _plain(text: str) -> str:
    return ' '.join(text[:_LONGEST].split())
