"""What shows on a face: that of the assistant from what it does, that of the driver from what was measured."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ipa_agents.vehicle.exchange import Status

__all__ = ['NEUTRAL', 'Emotion', 'emotion', 'face_of_outcome', 'face_of_say']

NEUTRAL = 'neutral'
_OUTCOMES: Mapping[int, str] = {
    Status.DONE: 'happy',
    Status.NEEDS_CONFIRMATION: 'pleading',
    Status.DENIED: 'disappointed',
    Status.FAILED: 'disappointed',
    Status.TIMED_OUT: 'disappointed',
}


@dataclass(frozen=True, slots=True)
class Emotion:
    """Valence and arousal, -1..1, and how sure of both, 0..1."""

    valence: float
    arousal: float
    confidence: float


def face_of_outcome(status: int) -> str:
    """The expression of hri_msgs for what became of a proposal; empty where it changes nothing."""
    return _OUTCOMES.get(status, '')


def face_of_say(expects_answer: bool, is_warning: bool) -> str:
    """The expression for words that are spoken; empty where they change nothing."""
    if is_warning:
        return 'surprised'
    return 'pleading' if expects_answer else ''


def emotion(valence: float, valence_confidence: float, arousal: float, arousal_confidence: float) -> Emotion | None:
    """What was measured, as the valence and arousal of hri_msgs; None where one of them is not known."""
    if not all(map(math.isfinite, (valence, arousal))):
        return None
    confidence = min(valence_confidence, arousal_confidence)
    return Emotion(
        valence=min(1.0, max(-1.0, valence)),
        arousal=min(1.0, max(-1.0, arousal)),
        confidence=min(1.0, max(0.0, confidence)) if math.isfinite(confidence) else 0.0,
    )
