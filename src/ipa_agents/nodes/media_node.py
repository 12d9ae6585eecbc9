"""The media device: music and radio."""

from collections.abc import Mapping
from typing import Any

import ipa_agents.msg as msg
from ipa_agents.media.control import control
from ipa_agents.media.library import load_library
from ipa_agents.media.played import media_signals
from ipa_agents.media.player import Player, PlayerState
from ipa_agents.nodes import qos
from ipa_agents.nodes.device import DeviceNode
from ipa_agents.nodes.messages import header
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import run
from ipa_agents.vehicle.signals import Value

__all__ = ['MediaNode', 'main']


class MediaNode(DeviceNode):
    """Plays what media/command says, and shows it on media/state: on change, and once a second."""

    def __init__(self) -> None:
        super().__init__('media', msg.MediaCommand, period=0.1)
        self._volume = declare(self, 'volume', 30.0, '% at the start', minimum=0.0, maximum=100.0, read_only=True)
        self._seed = declare(self, 'seed', 0, 'of shuffling', minimum=0, maximum=2**31 - 1, read_only=True)
        self._state = self.create_publisher(msg.MediaState, 'media/state', qos.STATE)
        self._done = ''
        self._since_state = 0.0
        self._shown: PlayerState | None = None

    def configure(self) -> None:
        """Read the library."""
        self._player = Player(load_library(), seed=self._seed, volume=self._volume)

    def take(self, command: msg.MediaCommand) -> None:
        """Do one action of the player."""
        arguments = {name: getattr(command, name) for name in ('query', 'kind', 'artist', 'position', 'volume', 'mode')}
        control(self._player, command.action, arguments)
        self._done = command.command_id

    def step(self, dt: float) -> None:
        """Let the music go on."""
        self._player.step(dt)
        self._since_state += dt

    def values(self) -> Mapping[str, Value]:
        """What is played, as signals."""
        return media_signals(self._player.state)

    def snapshot(self) -> Mapping[str, Any]:
        """What is played, and how."""
        return self._player.snapshot()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Play on."""
        self._player.restore(state)

    def report_state(self, *, changed: bool) -> None:
        """Publish the state after a command, when another track began, and once a second."""
        state = self._player.state
        is_other = self._shown is None or (state.status, state.track) != (self._shown.status, self._shown.track)
        if changed or is_other or self._since_state >= 1.0:
            self._since_state = 0.0
            self._shown = state
            self._state.publish(self._message(state))

    def _message(self, state: PlayerState) -> msg.MediaState:
        message = msg.MediaState(
            header=header(self.get_clock()),
            command_id=self._done,
            status=state.status,
            source='RADIO' if state.station else 'LIBRARY',
            position=state.position,
            volume=state.volume,
            is_muted=state.is_muted,
            is_shuffled=state.is_shuffled,
            repeat=state.repeat,
            queue=state.queue,
        )
        if state.track:
            track = state.track
            message.track_id, message.genre, message.duration = track.id, track.genre, state.duration
            message.title, message.title_zh = track.title.en, track.title.zh
            message.artist, message.artist_zh = track.artist.en, track.artist.zh
            message.album, message.album_zh = track.album.en, track.album.zh
        if state.station:
            message.station, message.genre = state.station.name.en, state.station.genre
            message.title, message.title_zh = state.station.name.en, state.station.name.zh
        return message


def main() -> int:
    """Run the node as a process."""
    return run(MediaNode)


if __name__ == '__main__':
    raise SystemExit(main())
