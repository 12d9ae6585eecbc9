"""How much, how old and how long: the numbers of config/guard/limits.yaml, and the count of proposals."""

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.vehicle.seats import DRIVER, SEATS

__all__ = ['Limits', 'RateLimiter', 'load_limits']


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, texts in characters, confidence 0..1; config/guard/limits.yaml says what each is for."""

    proposal_age: float
    utterance_age: float
    future: float
    utterance_wait: float
    challenge_lifetime: float
    state_age: float
    device_silence: float
    readback_margin: float
    answer_confidence: float
    arguments_length: int
    text_length: int
    id_length: int
    utterances_kept: int
    proposals_kept: int
    waiting: int
    in_flight: int
    rate_window: float
    rate_per_seat: int
    rate_passengers: int


class RateLimiter:
    """Counts admitted proposals in a sliding window, each seat for itself and all passengers together.

    The driver is left out of the common count, so that nobody can keep the driver from acting.
    """

    def __init__(self, window: float, per_seat: int, passengers: int) -> None:
        self._window = window
        self._seats: dict[str, deque[float]] = {seat: deque[float](maxlen=per_seat) for seat in SEATS}
        self._passengers = deque[float](maxlen=passengers)

    def admit(self, seat: str, now: float) -> bool:
        """Whether one more proposal from `seat` is within the limits; if so it is counted."""
        counts = [self._seats[seat]] if seat == DRIVER else [self._seats[seat], self._passengers]
        if any(len(count) == count.maxlen and now - count[0] < self._window for count in counts):
            return False
        for count in counts:
            count.append(now)
        return True


def load_limits(file: Path | None = None) -> Limits:
    """The limits of `file` (default: config/guard/limits.yaml); raises ConfigError."""
    return Limits(**load_yaml(file or config_folder() / 'guard' / 'limits.yaml', 'guard_limits').data)
