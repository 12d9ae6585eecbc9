import math
from collections.abc import Iterator

import pytest
from desk import Desk
from device_process import StateDevice
from diagnostic_msgs.msg import DiagnosticArray

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.vehicle.signals import Value


class Media(StateDevice):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, 'media', msg.MediaCommand, msg.MediaState, 'seed:=3')

    def signal(self, name: str) -> Value | None:
        return self.value(f'Vehicle.Cabin.Infotainment.Media.{name}')


@pytest.fixture(scope='module')
def media() -> Iterator[Media]:
    """One node for all: each test sends commands of its own."""
    desk = Desk()
    try:
        yield Media(desk)
    finally:
        desk.close()


def test_a_song_plays_and_shows_in_both_languages(media: Media) -> None:
    media.send('song', 'PLAY', query='九号电车', kind='track')
    state = media.done('song')
    assert (state.status, state.source) == ('PLAYING', 'LIBRARY')
    assert (state.title, state.title_zh) == ('Tramline Nine', '九号电车')
    assert (state.artist, state.duration) == ('Mirelle Osgard', 198.0)
    media.desk.wait(lambda: media.signal('Played.Track') == 'Tramline Nine', 'the signal of the track')
    media.desk.wait(lambda: media.states[-1].position > 0, 'the music to go on')
    media.send('pause', 'PAUSE')
    assert media.done('pause').status == 'PAUSED'


def test_a_station_plays(media: Media) -> None:
    media.send('station', 'PLAY', query='traffic', kind='station')
    state = media.done('station')
    assert (state.source, state.station, state.duration) == ('RADIO', 'Tunnel Traffic Radio', 0.0)
    assert state.title_zh == '隧道交通台'
    media.send('seek', 'SEEK', position=10.0)
    assert 'no position' in media.rejected('seek').reason


@pytest.mark.parametrize(
    'fields',
    [
        {'action': 'SET_VOLUME', 'volume': math.nan},
        {'action': 'SET_VOLUME', 'volume': 1e9},
        {'action': 'SEEK', 'position': math.inf},
        {'action': 'EXPLODE'},
        {'action': 'PLAY', 'query': '放首歌' * 33_000},
        {'action': 'PLAY', 'query': '\ud83c\udfb5 zzyzx'.encode('utf-16', 'surrogatepass').decode('utf-16')},
        {'action': 'SET_REPEAT', 'mode': 'SOMETIMES'},
    ],
)
def test_bad_commands_are_rejected_and_the_node_goes_on(media: Media, fields: dict[str, object]) -> None:
    number = len(media.rejections)
    media.send(f'bad{number}', **fields)
    rejection = media.rejected(f'bad{number}')
    assert rejection.device == 'media'
    assert 0 < len(rejection.reason) < 200
    assert rejection.reason_zh
    volume = 55 + number
    media.send(f'good{number}', 'SET_VOLUME', volume=float(volume))
    assert media.done(f'good{number}').volume == volume
    media.desk.wait(lambda: media.signal('Volume') == volume, 'the signal of the volume')


def test_what_people_want_to_hear_is_in_no_diagnostic(media: Media) -> None:
    diagnostics = media.desk.listen('/diagnostics', DiagnosticArray, qos.SERVICES)
    media.send('secret', 'PLAY', query='zzyzx', kind='track')
    assert 'zzyzx' in media.rejected('secret').reason
    media.desk.wait(lambda: 'rejected: command secret' in str(diagnostics), 'the diagnostic')
    assert 'zzyzx' not in str(diagnostics)


def test_the_state_comes_once_a_second_without_a_command(media: Media) -> None:
    before = len(media.states)
    media.desk.wait(lambda: len(media.states) >= before + 3, 'three states')
    assert len({state.command_id for state in media.states[before - 1 :]}) == 1


def test_the_process_ends_in_order(media: Media) -> None:
    # The last test, since it ends the node that all of them share.
    media.process.terminate()
    assert media.process.wait(20) == 0
