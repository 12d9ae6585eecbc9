"""A player that is heard: what it wants goes to the sound, and what the sound tells goes to it."""

from ipa_agents.backoff import Backoff
from ipa_agents.errors import RejectedCommand
from ipa_agents.media.player import Player, PlayerState
from ipa_agents.media.sound import Heard, Sound, cue_of

__all__ = ['Playback']

_MOST_TRIES = 6


class Playback:
    """Keeps `player` and `sound` together.

    Files that cannot be heard are skipped and counted in `skipped`. A station that falls silent is tuned in again,
    after 1, 2, 4 ... s; `trouble` says so meanwhile.
    """

    def __init__(self, player: Player, sound: Sound) -> None:
        self.player = player
        self.sound = sound
        self.skipped = 0
        self.last_skipped = ''
        self._tries = Backoff(1.0, 30.0)
        self._heard = -1
        self._now = 0.0

    @property
    def is_starting(self) -> bool:
        """Whether a station is tuned in, and nothing of it has been heard yet."""
        state = self.player.state
        return bool(state.station) and self._is_heard_by_sound(state) and self._heard != state.cue

    @property
    def trouble(self) -> str:
        """What is wrong with the station that plays, if anything."""
        failures = self._tries.failures
        return f'the station fell silent; try {failures} of {_MOST_TRIES}' if failures else ''

    def follow(self) -> None:
        """Let the sound do what the player has been told."""
        state = self.player.state
        if self._tries.failures and (state.station is None or state.cue != self._heard):
            self._tries.succeed()
        is_waiting = self._tries.failures and not self._tries.is_due(self._now)
        self.sound.play(None if is_waiting else cue_of(state))

    def step(self, now: float, dt: float) -> RejectedCommand | None:
        """Let `dt` s pass until `now`, s of a steady clock; what has to be said to people, if anything."""
        self._now = now
        heard = self.sound.step(now)
        state = self.player.state
        told = None
        if not self._is_heard_by_sound(state):
            self.player.step(dt)
        elif heard is not None and heard.number == state.cue:
            told = self._take(heard, state)
        self.follow()
        return told

    def close(self) -> None:
        """End the sound."""
        self.sound.close()

    def _is_heard_by_sound(self, state: PlayerState) -> bool:
        return self.sound.is_on and cue_of(state) is not None

    def _take(self, heard: Heard, state: PlayerState) -> RejectedCommand | None:
        if not heard.end:
            self._heard = state.cue
            if state.track:
                self.player.heard(heard.position, heard.duration)
            elif heard.position > 0:
                self._tries.succeed()
        elif state.station:
            return self._lost(state.station.name.en, state.station.name.zh, state.cue)
        elif heard.end == 'finished':
            self.player.finished()
        else:
            self.skipped += 1
            self.last_skipped = state.track.file if state.track else ''
            self.player.failed()
        return None

    def _lost(self, name: str, name_zh: str, cue: int) -> RejectedCommand | None:
        if self._heard == cue and self._tries.failures < _MOST_TRIES:
            self._tries.fail(self._now)
            return None
        self._tries.succeed()
        self.player.failed()
        return RejectedCommand(f'{name} cannot be received.', f'收不到{name_zh}。')
