import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from audio import loudness, mp3, needs_mpv, tone
from waiting import wait_for

from ipa_agents.errors import SetupError
from ipa_agents.media.ducking import Ducking
from ipa_agents.media.mpv import Mpv, open_sound
from ipa_agents.media.mpv_link import Link
from ipa_agents.media.sound import Cue, Heard, Silent

pytestmark = needs_mpv

_WRITTEN_RATE = 48_000
"""Samples in a second; mpv writes nothing before it has 65,536 of them."""


class Heards:
    """An mpv and the last thing that was heard of it."""

    def __init__(self, sound: Mpv) -> None:
        self.sound = sound
        self.last: Heard | None = None

    def step(self) -> Heard | None:
        self.last = self.sound.step(time.monotonic()) or self.last
        return self.last

    def wait(self, condition: Callable[[Heard], bool], what: str) -> Heard:
        wait_for(lambda: (heard := self.step()) is not None and condition(heard), what)
        assert self.last is not None
        return self.last


@pytest.fixture
def mpv() -> Iterator[Heards]:
    sound = Mpv('null')
    yield Heards(sound)
    sound.close()


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Heards]:
    """One that writes what is heard into heard.wav, as slowly as one hears it."""
    options = [f'--ao-pcm-file={tmp_path / "heard.wav"}', '--af=lavfi=[asetnsamples=200,arealtime]']
    sound = Mpv('pcm', [*options, f'--audio-samplerate={_WRITTEN_RATE}'])
    sound.set_level(100.0, 0.0)
    yield Heards(sound)
    sound.close()


def test_a_file_is_played_to_its_end(mpv: Heards, tmp_path: Path) -> None:
    mpv.sound.play(Cue(1, str(tone(tmp_path / 'a.wav', 1.0)), 0.0))
    mpv.wait(lambda heard: heard.duration == 1.0 and heard.position > 0, 'the music to go on')
    assert mpv.wait(lambda heard: heard.end != '', 'the end').end == 'finished'
    assert mpv.sound.description.startswith('mpv ')
    assert mpv.sound.description.endswith('output null')
    assert mpv.sound.fault == ''


def test_the_beginning_a_seek_and_a_pause_are_where_they_should_be(mpv: Heards, tmp_path: Path) -> None:
    file = str(tone(tmp_path / 'a.wav', 60.0))
    mpv.sound.play(Cue(1, file, 20.0))
    mpv.wait(lambda heard: 20.0 < heard.position < 30.0, 'the music at 20 s')
    mpv.sound.play(Cue(2, file, 40.0))
    heard = mpv.wait(lambda heard: heard.number == 2 and heard.position > 40.0, 'the music at 40 s')
    assert heard.position < 50.0
    mpv.sound.play(Cue(2, file, heard.position, is_paused=True))
    mpv.step()
    assert mpv.sound.step(time.monotonic()) == mpv.sound.step(time.monotonic())
    mpv.sound.play(Cue(2, file, heard.position))
    mpv.wait(lambda later: later.position > heard.position, 'the music to go on')


@pytest.mark.parametrize(
    'content',
    [b'', b'hello ' * 3000, os.urandom(30_000), b'RIFF\0\0\0\0WAVE'],
    ids=['empty', 'text', 'noise', 'head of a WAV'],
)
def test_what_is_no_audio_fails(mpv: Heards, tmp_path: Path, content: bytes) -> None:
    (tmp_path / 'a.mp3').write_bytes(content)
    mpv.sound.play(Cue(1, str(tmp_path / 'a.mp3'), 0.0))
    assert mpv.wait(lambda heard: heard.end != '', 'the end').end == 'failed'
    mpv.sound.play(Cue(2, str(mp3(tmp_path / 'b.mp3', 1.0)), 0.0))
    assert mpv.wait(lambda heard: heard.number == 2 and heard.end != '', 'the end').end == 'finished'


def test_a_file_with_a_large_picture_is_played(mpv: Heards, tmp_path: Path) -> None:
    from mutagen.id3 import APIC, ID3

    file = mp3(tmp_path / 'a.mp3', 1.0, title='x')
    tags = ID3(file)
    tags.add(APIC(mime='image/jpeg', type=3, data=os.urandom(3 * 2**20)))
    tags.save(file)
    mpv.sound.play(Cue(1, str(file), 0.0))
    assert mpv.wait(lambda heard: heard.end != '', 'the end').end == 'finished'


def test_a_killed_mpv_goes_on_where_it_was(mpv: Heards, tmp_path: Path) -> None:
    cue = Cue(1, str(tone(tmp_path / 'a.wav', 60.0)), 30.0)
    mpv.sound.play(cue)
    before = mpv.wait(lambda heard: heard.position > 30.5, 'the music')
    killed = mpv.sound.pid
    os.kill(killed, signal.SIGKILL)
    mpv.sound.play(Cue(1, cue.source, before.position))
    wait_for(lambda: (mpv.step(), mpv.sound.pid)[1] not in (0, killed), 'another mpv')
    assert mpv.sound.fault.startswith('mpv ended')
    after = mpv.wait(lambda heard: heard.position > before.position, 'the music to go on')
    assert after.position < before.position + 20.0


def test_an_mpv_that_does_not_answer_is_replaced(mpv: Heards, tmp_path: Path) -> None:
    mpv.sound.play(Cue(1, str(tone(tmp_path / 'a.wav', 60.0)), 0.0))
    mpv.wait(lambda heard: heard.position > 0, 'the music')
    stopped = mpv.sound.pid
    os.kill(stopped, signal.SIGSTOP)
    wait_for(lambda: (mpv.step(), mpv.sound.pid)[1] not in (0, stopped), 'another mpv')


def test_mpv_that_dies_again_and_again_is_silent_and_says_so() -> None:
    starts = []

    def start(options: object) -> Link:
        starts.append(options)
        return Link('false')

    sound = Mpv('null', start=start)
    sound.play(Cue(1, '/a.mp3', 0.0))
    now = 0.0
    deadline = time.monotonic() + 60.0
    while sound.is_on and time.monotonic() < deadline:
        sound.step(now := now + 1.0)
        time.sleep(0.01)
    assert not sound.is_on
    assert len(starts) == 5
    assert sound.fault == 'silent, since mpv ended 5 times; tried again every minute'
    for _ in range(200):
        sound.step(now := now + 1.0)
    assert 6 <= len(starts) <= 10
    sound.close()


def test_without_an_audio_device_music_plays_for_nobody_and_that_is_said(tmp_path: Path) -> None:
    sound = Mpv('null,', ['--ao=alsa', '--audio-device=alsa/no-such-device'])
    mpv = Heards(sound)
    try:
        sound.play(Cue(1, str(tone(tmp_path / 'a.wav', 60.0)), 0.0))
        mpv.wait(lambda heard: heard.position > 0, 'the music')
        wait_for(lambda: bool(mpv.step() and sound.fault), 'the fault')
        assert 'no audio device' in sound.fault
    finally:
        sound.close()


def seconds(file: Path) -> float:
    """How much has been heard: what mpv wrote, 16 bits a sample."""
    return file.stat().st_size / (2 * _WRITTEN_RATE) if file.exists() else 0.0


def test_a_pause_is_silence(written: Heards, tmp_path: Path) -> None:
    heard = tmp_path / 'heard.wav'
    file = str(tone(tmp_path / 'a.wav', 120.0))
    written.sound.play(Cue(1, file, 0.0))
    wait_for(lambda: bool(written.step()) and seconds(heard) > 0.8, 'music')
    written.sound.play(Cue(1, file, 0.0, is_paused=True))
    paused: list[float] = []

    def is_still() -> bool:
        written.step()
        paused.append(seconds(heard))
        return len(paused) > 40 and len(set(paused[-30:])) == 1

    wait_for(is_still, 'silence')
    written.sound.play(Cue(1, file, 0.0))
    wait_for(lambda: bool(written.step()) and seconds(heard) > paused[-1] + 0.3, 'the music to go on')
    assert min(loudness(heard)) == pytest.approx(0.354, abs=0.02)


def test_speech_turns_the_music_down_by_12_db_and_up_again(written: Heards, tmp_path: Path) -> None:
    heard = tmp_path / 'heard.wav'
    written.sound.play(Cue(1, str(tone(tmp_path / 'a.wav', 120.0)), 0.0))
    ducking = Ducking(12.0)

    def hear(level: float, is_speaking: bool) -> None:
        looked = seconds(heard)

        def is_heard() -> bool:
            nonlocal looked
            written.step()
            ducking.step(is_speaking, time.monotonic())
            written.sound.set_level(100.0, ducking.down)
            if seconds(heard) < looked + 0.5:
                return False
            looked = seconds(heard)
            return loudness(heard)[-5:] == [pytest.approx(level, rel=0.05)] * 5

        wait_for(is_heard, f'music at {level}')

    loud = 0.354
    low = loud * 10 ** (-12 / 20)
    for level, is_speaking in ((loud, False), (low, True), (loud, False)):
        hear(level, is_speaking)
    levels = loudness(heard)
    down = [index for index, level in enumerate(levels) if level < 1.1 * low]
    assert down == list(range(down[0], down[-1] + 1))
    assert min(levels) == pytest.approx(low, rel=0.05)
    assert any(1.2 * low < level < 0.8 * loud for level in levels)


@pytest.mark.parametrize(('kind', 'description'), [('none', 'none (as it was set)'), ('auto', 'mpv'), ('mpv', 'mpv')])
def test_the_sound_is_chosen(kind: str, description: str) -> None:
    assert open_sound(kind).description.startswith(description)


def test_where_mpv_is_missing_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('PATH', '')
    sound = open_sound('auto')
    assert isinstance(sound, Silent)
    assert (sound.description, sound.fault) == ('none (mpv is not installed: apt install mpv)', '')
    assert open_sound('mpv').fault == 'mpv is not installed: apt install mpv'


def test_no_other_sound_is_known() -> None:
    with pytest.raises(SetupError, match='auto, mpv or none, not vlc'):
        open_sound('vlc')
