import math
from collections.abc import Iterator

import pytest

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

from desk import Desk  # noqa: E402
from diagnostic_msgs.msg import DiagnosticArray  # noqa: E402

from ipa_agents import msg  # noqa: E402
from ipa_agents.nodes import qos  # noqa: E402
from ipa_agents.nodes.messages import signals_from  # noqa: E402


class Media:
    """A media node in a process of its own, and what it shows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.process = desk.run('media_node', 'seed:=3')
        self.states = desk.listen('media/state', msg.MediaState, qos.STATE)
        self.rejections = desk.listen('command/rejected', msg.CommandRejection, qos.EVENTS)
        self._signals = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
        self._commands = desk.publisher('media/command', msg.MediaCommand, qos.COMMANDS)
        desk.wait(lambda: self.states, 'the first state')

    def send(self, command_id: str, action: str, **fields: object) -> None:
        self._commands.publish(msg.MediaCommand(command_id=command_id, action=action, **fields))

    def done(self, command_id: str) -> msg.MediaState:
        return self.desk.wait(
            lambda: next((state for state in self.states if state.command_id == command_id), None), command_id
        )

    def rejected(self, command_id: str) -> msg.CommandRejection:
        return self.desk.wait(
            lambda: next((said for said in self.rejections if said.command_id == command_id), None), command_id
        )

    def signal(self, name: str) -> object:
        path = f'Vehicle.Cabin.Infotainment.Media.{name}'
        values = [signal.value for array in self._signals for signal in signals_from(array) if signal.path == path]
        return values[-1] if values else None


@pytest.fixture
def media() -> Iterator[Media]:
    desk = Desk()
    try:
        yield Media(desk)
    finally:
        desk.close()


def test_a_song_plays_and_shows_in_both_languages(media: Media) -> None:
    media.send('c1', 'PLAY', query='九号电车', kind='track')
    state = media.done('c1')
    assert (state.status, state.source) == ('PLAYING', 'LIBRARY')
    assert (state.title, state.title_zh) == ('Tramline Nine', '九号电车')
    assert (state.artist, state.duration) == ('Mirelle Osgard', 198.0)
    media.desk.wait(lambda: media.signal('Played.Track') == 'Tramline Nine', 'the signal of the track')
    media.desk.wait(lambda: media.states[-1].position > 0, 'the music to go on')
    media.send('c2', 'PAUSE')
    assert media.done('c2').status == 'PAUSED'


def test_a_station_plays(media: Media) -> None:
    media.send('c1', 'PLAY', query='traffic', kind='station')
    state = media.done('c1')
    assert (state.source, state.station, state.duration) == ('RADIO', 'Tunnel Traffic Radio', 0.0)
    assert state.title_zh == '隧道交通台'
    media.send('c2', 'SEEK', position=10.0)
    assert 'no position' in media.rejected('c2').reason


@pytest.mark.parametrize(
    'fields',
    [
        {'action': 'SET_VOLUME', 'volume': math.nan},
        {'action': 'SET_VOLUME', 'volume': 1e9},
        {'action': 'SEEK', 'position': math.inf},
        {'action': 'EXPLODE'},
        {'action': 'PLAY', 'query': '放首歌' * 33_000},
        {'action': 'PLAY', 'query': '\ud83c\udfb5 zzyzx'.encode('utf-16', 'surrogatepass').decode('utf-16')},
        {'action': 'NEXT'},
    ],
)
def test_bad_commands_are_rejected_and_the_node_goes_on(media: Media, fields: dict[str, object]) -> None:
    media.send('bad', **fields)
    rejection = media.rejected('bad')
    assert rejection.device == 'media'
    assert 0 < len(rejection.reason) < 200
    assert rejection.reason_zh
    media.send('good', 'SET_VOLUME', volume=55.0)
    assert media.done('good').volume == 55.0
    media.desk.wait(lambda: media.signal('Volume') == 55, 'the signal of the volume')


def test_what_people_want_to_hear_is_in_no_diagnostic(media: Media) -> None:
    diagnostics = media.desk.listen('/diagnostics', DiagnosticArray, qos.SERVICES)
    media.send('bad', 'PLAY', query='zzyzx', kind='track')
    assert 'zzyzx' in media.rejected('bad').reason
    media.desk.wait(lambda: 'rejected: command bad' in str(diagnostics), 'the diagnostic')
    assert 'zzyzx' not in str(diagnostics)


def test_the_state_comes_once_a_second_without_a_command(media: Media) -> None:
    media.desk.wait(lambda: len(media.states) >= 3, 'three states')
    assert {state.command_id for state in media.states} == {''}


def test_the_process_ends_in_order(media: Media) -> None:
    media.process.terminate()
    assert media.process.wait(20) == 0
