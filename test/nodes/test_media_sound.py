"""The media node with a folder of music, with radio streams, and with mpv."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from audio import mp3, needs_mpv, tone
from desk import NAMESPACE, Desk
from device_process import StateDevice
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from radio import Radio, radio, stations_file

from ipa_agents import msg
from ipa_agents.media.sound import Cue, Heard
from ipa_agents.nodes import media_node, qos
from ipa_agents.nodes.composition import Composition, ros_arguments


class Media(StateDevice):
    def __init__(self, desk: Desk, *parameters: str) -> None:
        self.conditions = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
        super().__init__(desk, 'media', msg.MediaCommand, msg.MediaState, 'seed:=3', *parameters)

    def condition(self, task: str) -> DiagnosticStatus | None:
        """What the node said last of one of its tasks."""
        named = (status for array in reversed(self.conditions) for status in array.status)
        return next((status for status in named if status.name.endswith(f'media: {task}')), None)

    def says(self, task: str, text: str) -> None:
        self.desk.wait(lambda: text in str(self.condition(task)), lambda: f'{text}; said: {self.condition(task)}')

    def mpv(self) -> psutil.Process:
        """The mpv of the node."""
        found = [child for child in psutil.Process(self.process.pid).children() if child.name() == 'mpv']
        assert len(found) == 1
        return found[0]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    monkeypatch.setenv('IPA_DATA', str(tmp_path / 'data'))
    return tmp_path / 'data'


@pytest.fixture
def music(tmp_path: Path, data: Path) -> Path:
    folder = tmp_path / 'my music'
    tone(folder / 'Ann Lee - Long Tone.wav', 300.0)
    mp3(folder / 'a.mp3', 100.0, title='晴天', artist='林夏')
    (folder / 'empty.mp3').touch()
    (folder / 'noise - Noise.mp3').write_bytes(os.urandom(20_000))
    return folder


@pytest.fixture
def station(tmp_path: Path, data: Path) -> Iterator[Radio]:
    with radio(tmp_path) as opened:
        yield opened


def test_a_folder_is_found_in_both_languages_and_remembered(desk: Desk, music: Path, data: Path) -> None:
    media = Media(desk, f'music_folder:={music}', 'sound:=none')
    media.says('music', '3 tracks in 4 files')
    media.says('music', 'empty')
    media.says('sound', 'none (as it was set)')
    media.send('c1', 'PLAY', query='ann lee')
    assert media.done('c1').title == 'Long Tone'
    media.send('c2', 'PLAY', query='林夏')
    assert (media.done('c2').title_zh, media.done('c2').duration) == ('晴天', pytest.approx(100.0, abs=0.1))
    media.send('c3', 'PLAY', query='米蕾尔·奥斯加')
    assert media.rejected('c3').reason_zh
    assert [file.suffix for file in (data / 'music').iterdir()] == ['.jsonl']


def test_a_folder_that_is_missing_is_said_and_radio_plays(desk: Desk, tmp_path: Path) -> None:
    media = Media(desk, f'music_folder:={tmp_path / "gone"}', 'sound:=none')
    media.says('music', 'there is no folder of music')
    media.send('c1', 'PLAY')
    assert media.rejected('c1').reason == 'There is no music here.'
    media.send('c2', 'PLAY', kind='station')
    assert media.done('c2').source == 'RADIO'


def test_stations_with_another_scheme_are_refused_in_one_line(desk: Desk, tmp_path: Path) -> None:
    file = stations_file(tmp_path / 's.yaml', a='smb://server/a')
    conditions = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    desk.run('media_node', f'stations:={file}')
    desk.wait(lambda: 's.yaml:' in str(conditions) and 'smb' in str(conditions), 'the mistake')


@needs_mpv
def test_a_file_is_heard_and_goes_on_when_mpv_is_killed(desk: Desk, music: Path) -> None:
    media = Media(desk, f'music_folder:={music}', 'audio_output:=null')
    media.says('music', '3 tracks')
    media.send('c1', 'PLAY', query='Long Tone')
    media.done('c1')
    desk.wait(lambda: media.states[-1].position > 0.5, 'the music to go on')
    media.says('sound', 'output null')
    media.send('c2', 'SEEK', position=200.0)
    desk.wait(lambda: media.states[-1].position > 200.5, 'the music at 200 s')
    media.mpv().send_signal(signal.SIGKILL)
    media.says('sound', 'mpv ended and is started anew (1 of 5 times)')
    killed_at = media.states[-1].position
    desk.wait(lambda: media.states[-1].position > killed_at + 0.5, 'the music to go on')
    assert all(state.title == 'Long Tone' for state in media.states[1:] if state.status == 'PLAYING')
    media.send('c3', 'PAUSE')
    assert media.done('c3').status == 'PAUSED'


@needs_mpv
def test_what_cannot_be_decoded_is_skipped_and_counted(desk: Desk, music: Path) -> None:
    media = Media(desk, f'music_folder:={music}', 'audio_output:=null')
    media.says('music', '3 tracks')
    media.send('c1', 'PLAY', query='Noise')
    media.says('sound', 'skipped: a file that cannot be decoded')
    desk.wait(lambda: media.states[-1].status == 'STOPPED', 'the end')
    assert 'oise' not in str(media.condition('sound'))


@needs_mpv
def test_no_mpv_is_left_of_a_node_that_is_killed(desk: Desk, music: Path) -> None:
    media = Media(desk, f'music_folder:={music}', 'audio_output:=null')
    media.says('music', '3 tracks')
    media.send('c1', 'PLAY', query='Long Tone')
    desk.wait(lambda: media.states[-1].position > 0, 'the music')
    mpv = media.mpv()
    media.process.kill()
    desk.wait(lambda: not mpv.is_running() or mpv.status() == psutil.STATUS_ZOMBIE, 'the end of mpv')


@needs_mpv
def test_a_stream_is_done_when_it_is_heard_and_tuned_in_again(desk: Desk, tmp_path: Path, station: Radio) -> None:
    file = stations_file(tmp_path / 's.yaml', one=station.url)
    media = Media(desk, f'stations:={file}', 'audio_output:=null')
    media.send('c1', 'PLAY', kind='station')
    assert (media.done('c1').source, media.done('c1').title_zh) == ('RADIO', '音one台')
    station.go_off_the_air()
    media.says('sound', 'the station fell silent; try ')
    station.go_on_the_air()
    desk.wait(lambda: 'fell silent' not in str(media.condition('sound')), 'the station')
    assert media.states[-1].status == 'PLAYING'


@needs_mpv
def test_a_stream_that_is_not_there_is_refused_in_both_languages(desk: Desk, tmp_path: Path, station: Radio) -> None:
    station.go_off_the_air()
    file = stations_file(tmp_path / 's.yaml', one=station.url, two='http://127.0.0.1:9/', three='file:///no/such/file')
    media = Media(desk, f'stations:={file}', 'audio_output:=null')
    for name in ('one', 'two', 'three'):
        media.send(name, 'PLAY', query=f'Tone {name}', kind='station')
        rejection = media.rejected(name)
        assert (rejection.reason, rejection.reason_zh) == (f'Tone {name} cannot be received.', f'收不到音{name}台。')
        desk.wait(lambda: media.states[-1].status == 'STOPPED', 'the player to stop')


class Listened:
    """A sound that remembers how loud it was told to be."""

    description, fault, is_on = 'listened to', '', False

    def __init__(self) -> None:
        self.levels: list[tuple[float, float]] = []

    def play(self, cue: Cue | None) -> None: ...

    def set_level(self, volume: float, ducked: float) -> None:
        self.levels.append((volume, ducked))

    def step(self, now: float) -> Heard | None:
        return None

    def close(self) -> None: ...


def test_music_makes_way_for_speech_and_the_volume_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = Listened()
    monkeypatch.setattr(media_node, 'open_sound', lambda kind, output: sound)
    with Composition(ros_arguments(NAMESPACE, 'error', {'volume': 44.0, 'duck_db': 9.0})) as car:
        car.add(media_node.MediaNode)
        states = desk.listen('media/state', msg.MediaState, qos.STATE)
        say = desk.publisher('say', msg.Say, qos.EVENTS)
        desk.wait(lambda: states, 'a state')
        say.publish(msg.Say(text='It is warm.', locale='en', is_last=True, priority=msg.Say.ANSWER))
        desk.wait(lambda: (44.0, 9.0) in sound.levels, 'the music to go down')
        desk.wait(lambda: sound.levels[-1] == (44.0, 0.0), 'the music to come back')
        between = {ducked for _, ducked in sound.levels} - {0.0, 9.0}
    assert len(between) >= 4
    assert {state.volume for state in states} == {44.0}


def test_after_kill_9_the_music_of_a_folder_goes_on_where_it_was(desk: Desk, music: Path, tmp_path: Path) -> None:
    (tmp_path / 'state').mkdir()
    parameters = (f'music_folder:={music}', 'sound:=none', f'state_folder:={tmp_path / "state"}')
    media = Media(desk, *parameters)
    media.says('music', '3 tracks')
    media.send('c1', 'PLAY', query='Long Tone')
    media.done('c1')
    media.send('c2', 'SEEK', position=200.0)
    desk.wait(lambda: media.states[-1].position > 200.0, 'the music at 200 s')
    media.process.kill()
    media.process.wait()
    media.states.clear()
    desk.run('media_node', *parameters)
    desk.wait(lambda: media.states and media.states[-1].title == 'Long Tone', 'the same music')
    assert media.states[-1].position >= 200.0
    assert media.states[-1].status == 'PLAYING'
