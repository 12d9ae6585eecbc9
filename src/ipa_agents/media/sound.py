"""What makes a player heard: the seam between it and whatever plays audio."""

from dataclasses import dataclass
from typing import Literal, Protocol

from ipa_agents.media.player import PlayerState

__all__ = ['Cue', 'End', 'Heard', 'Silent', 'Sound', 'cue_of']

End = Literal['', 'finished', 'failed']


@dataclass(frozen=True, slots=True)
class Cue:
    """What shall be heard: `source` is a file or a URL. Another `number` means to begin anew at `position`, in s."""

    number: int
    source: str
    position: float
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of the cue `number`: where it is, in s (a `duration` of 0 is unknown), or how it ended."""

    number: int
    position: float = 0.0
    duration: float = 0.0
    end: End = ''


class Sound(Protocol):
    """Plays one cue at a time. No call waits, and none raises: what goes wrong is in `description` and `fault`."""

    @property
    def is_on(self) -> bool:
        """Whether it keeps time; where it does not, the player's own time passes."""

    @property
    def description(self) -> str:
        """What plays the sound, or why there is none."""

    @property
    def fault(self) -> str:
        """What is wrong, if anything."""

    def play(self, cue: Cue | None) -> None:
        """Let `cue` be heard from now on, None for silence; the same again changes nothing."""

    def set_level(self, volume: float, ducked: float) -> None:
        """Play at `volume` in %, less `ducked` in dB."""

    def step(self, now: float) -> Heard | None:
        """What became of the cue, at `now` in s of a steady clock."""

    def close(self) -> None:
        """End."""


class Silent:
    """No sound; `reason` says why."""

    is_on = False

    def __init__(self, reason: str, fault: str = '') -> None:
        self.description = f'none ({reason})'
        self.fault = fault

    def play(self, cue: Cue | None) -> None:
        """Nothing is heard."""

    def set_level(self, volume: float, ducked: float) -> None:
        """Nothing is heard."""

    def step(self, now: float) -> Heard | None:
        """Nothing became of it."""
        return None

    def close(self) -> None:
        """Nothing is open."""


def cue_of(state: PlayerState) -> Cue | None:
    """What `state` wants to be heard; None for silence. A station that pauses is left, since it does not wait."""
    if state.status == 'STOPPED':
        return None
    if state.station:
        is_live = state.station.url and state.status == 'PLAYING'
        return Cue(state.cue, state.station.url, 0.0) if is_live else None
    if state.track is None or not state.track.file:
        return None
    return Cue(state.cue, state.track.file, state.position, state.status == 'PAUSED')
