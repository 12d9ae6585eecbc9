"""The media device: music and radio."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rclpy.lifecycle import LifecycleState, TransitionCallbackReturn

import ipa_agents.msg as msg
from ipa_agents.errors import RejectedCommand
from ipa_agents.language import primary_language
from ipa_agents.media.control import control
from ipa_agents.media.ducking import Ducking, Speaking
from ipa_agents.media.library import load_library
from ipa_agents.media.mpv import open_sound
from ipa_agents.media.playback import Playback
from ipa_agents.media.played import media_signals
from ipa_agents.media.player import Player
from ipa_agents.nodes import qos
from ipa_agents.nodes.clocks import steady_timer
from ipa_agents.nodes.device import DeviceNode
from ipa_agents.nodes.media_messages import media_state_message
from ipa_agents.nodes.messages import header
from ipa_agents.nodes.music_folder import MusicFolder
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import run
from ipa_agents.vehicle.signals import Value

__all__ = ['MediaNode', 'main']

_TURN = 'media:'
_FADE_STEP = 0.02  # s


class MediaNode(DeviceNode):
    """Plays what media/command says, and shows it on media/state: on change, and once a second.

    A command for a radio station is carried out when the station is heard. Music goes down while `say` is spoken.
    """

    def __init__(self) -> None:
        super().__init__('media', msg.MediaCommand, period=0.1)
        self._volume = declare(self, 'volume', 30.0, '% at the start', minimum=0.0, maximum=100.0, read_only=True)
        self._seed = declare(self, 'seed', 0, 'of shuffling', minimum=0, maximum=2**31 - 1, read_only=True)
        self._folder = declare(
            self, 'music_folder', '', 'audio files to be played; empty: the invented library', read_only=True
        )
        self._stations = declare(
            self, 'stations', '', 'file of radio stations, as config/media/stations.yaml, with URLs', read_only=True
        )
        self._output = declare(
            self, 'audio_output', '', 'of mpv, such as pulse, alsa or null; empty: its own choice', read_only=True
        )
        self._kind = declare(self, 'sound', 'auto', 'mpv, none, or auto: mpv when it is installed', read_only=True)
        depth = declare(
            self, 'duck_db', 12.0, 'dB that music goes down in speech', minimum=0.0, maximum=60.0, read_only=True
        )
        self._speaking, self._ducking = Speaking(), Ducking(depth)
        self._playback: Playback | None = None
        self._music: MusicFolder | None = None
        self._remembered: tuple[Mapping[str, Any], int] | None = None
        self._language = primary_language('')
        self._done = self._starting = ''
        self._skipped = 0
        self._since_state = 0.0
        self._shown: tuple[object, ...] = ()
        self._sound_task = self.health.task('sound', 'as it was set')
        self._state = self.create_publisher(msg.MediaState, 'media/state', qos.STATE)
        self._say = self.create_publisher(msg.Say, 'say', qos.EVENTS)
        self.create_subscription(msg.Say, 'say', self._hear, qos.EVENTS)
        self._fade = steady_timer(self, _FADE_STEP, self._duck)  # what is heard is real
        self._fade.cancel()

    def configure(self) -> None:
        """Open library and sound."""
        library = load_library(stations=Path(self._stations).expanduser() if self._stations else None)
        sound = open_sound(self._kind, self._output)
        self._close()
        if self._folder:
            self._music = MusicFolder(self, self.health, Path(self._folder).expanduser(), library)
            library = self._music.library
        self._player = Player(library, seed=self._seed, volume=self._volume)
        self._playback = Playback(self._player, sound)
        self._level()

    def on_deactivate(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Fall silent."""
        if self._playback:
            self._playback.sound.play(None)
        return super().on_deactivate(state)

    def take(self, command: msg.MediaCommand) -> None:
        """Do one action of the player."""
        arguments = {name: getattr(command, name) for name in ('query', 'kind', 'artist', 'position', 'volume', 'mode')}
        before = self._player.state.cue
        control(self._player, command.action, arguments)
        self._playing.follow()
        self._level()
        if self._playing.is_starting and self._player.state.cue != before:
            self._starting = command.command_id
        else:
            self._done = command.command_id

    def step(self, dt: float) -> None:
        """Let the music go on."""
        lost = self._playing.step(time.monotonic(), dt)
        if lost and self._starting:
            self.reject(self._starting, lost)
            self._starting = ''
        elif lost:
            self._tell(lost)
        elif self._starting and not self._playing.is_starting:
            self._done, self._starting = self._starting, ''
        self._read()
        self._since_state += dt
        self._show()
        if not self._ducking.is_there(self._speaking.is_on(time.monotonic())):
            self._fade.reset()

    def values(self) -> Mapping[str, Value]:
        """What is played, as signals."""
        return media_signals(self._player.state)

    def snapshot(self) -> Mapping[str, Any]:
        """What is played, and how."""
        if self._remembered and self._remembered[1] == self._player.state.cue:
            return self._remembered[0]
        return self._player.snapshot()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Play on; music of a folder as soon as that is read, unless something else plays by then."""
        self._player.restore(state)
        if self._music and not self._music.is_read:
            self._remembered = state, self._player.state.cue

    def report_state(self, *, changed: bool) -> None:
        """Publish the state after a command, when another track began, and once a second."""
        state = self._player.state
        shows = self._done, state.status, state.track, state.station, state.duration
        if changed or shows != self._shown or self._since_state >= 1.0:
            self._since_state = 0.0
            self._shown = shows
            self._state.publish(media_state_message(self.get_clock(), state, self._done))

    def destroy_node(self) -> None:
        """End the sound, and the reading of a folder."""
        self._close()
        super().destroy_node()

    @property
    def _playing(self) -> Playback:
        if self._playback is None:
            raise RejectedCommand('The player has no library yet.', '播放器还没有曲库。')
        return self._playback

    def _close(self) -> None:
        if self._music:
            self._music.close()
        if self._playback:
            self._playback.close()

    def _read(self) -> None:
        if self._music is None:
            return
        self._music.look(self._player)
        if self._music.is_read and self._remembered:
            state, cue = self._remembered
            self._remembered = None
            if self._player.state.cue == cue:
                self._player.restore(state)

    def _show(self) -> None:
        sound = self._playing.sound
        self._sound_task.show({'sound': sound.description})
        self._sound_task.lasting('sound', sound.fault, 'warn')
        self._sound_task.lasting('radio', self._playing.trouble, 'warn')
        if self._playing.skipped != self._skipped:
            self._skipped = self._playing.skipped
            # What people hear is in no diagnostic; the log of the device is where its files are named.
            self._sound_task.fault('skipped', 'a file that cannot be decoded; the log names it')
            self.get_logger().warning(f'cannot be decoded: {self._playing.last_skipped!a}')

    def _hear(self, message: msg.Say) -> None:
        if not message.turn_id.startswith(_TURN):
            self._language = primary_language(message.locale, self._language)
        now = time.monotonic()
        self._speaking.hear(message.text, message.priority, message.is_last, now, continues=message.continues)
        self._fade.reset()

    def _duck(self) -> None:
        is_speaking = self._speaking.is_on(time.monotonic())
        self._ducking.step(is_speaking, time.monotonic())
        if self._playback:
            self._level()
        if self._ducking.is_there(is_speaking):
            self._fade.cancel()

    def _level(self) -> None:
        state = self._player.state
        self._playing.sound.set_level(0.0 if state.is_muted else state.volume, self._ducking.down)

    def _tell(self, lost: RejectedCommand) -> None:
        """Say what no command asked for: a station that fell silent."""
        self._say.publish(
            msg.Say(
                header=header(self.get_clock()),
                turn_id=f'{_TURN}{self._player.state.cue}',
                text=lost.reason_zh if self._language == 'zh' else lost.reason,
                locale=self._language,
                is_last=True,
                priority=msg.Say.INFORMATION,
            )
        )


def main() -> int:
    """Run the node as a process."""
    return run(MediaNode)


if __name__ == '__main__':
    raise SystemExit(main())
