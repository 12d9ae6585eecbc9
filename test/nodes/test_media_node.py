import math

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


@pytest.fixture
def media(desk: Desk) -> Media:
    return Media(desk)


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
