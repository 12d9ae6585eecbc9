from dataclasses import replace

import pytest

from ipa_agents.language import Words
from ipa_agents.media.library import Library, Station, load_library
from ipa_agents.media.playback import Playback
from ipa_agents.media.player import Player
from ipa_agents.media.sound import Cue, Heard

EMPTY = load_library()
TRACK = next(iter(EMPTY.tracks.values()))


class Fake:
    """A sound that tells what a test lets it tell."""

    description, fault = 'fake', ''

    def __init__(self) -> None:
        self.is_on = True
        self.cue: Cue | None = None
        self.begun: list[Cue] = []
        self.next: Heard | None = None

    def play(self, cue: Cue | None) -> None:
        if cue and (self.cue is None or cue.number != self.cue.number):
            self.begun.append(cue)
        self.cue = cue

    def set_level(self, volume: float, ducked: float) -> None: ...

    def step(self, now: float) -> Heard | None:
        return self.next

    def close(self) -> None: ...


def library(files: int) -> Library:
    tracks = {str(n): replace(TRACK, id=str(n), title=Words(f'T{n}', f'T{n}'), file=f'/{n}') for n in range(files)}
    stations = {
        's': Station('s', Words('Wave', '波'), 0.0, 'pop', 'http://s/'),
        'q': Station('q', Words('Q', '静'), 99.0, 'pop'),
    }
    return replace(EMPTY, tracks=tracks, stations=stations, playlists={})


class Played:
    def __init__(self, files: int = 3) -> None:
        self.sound = Fake()
        self.player = Player(library(files))
        self.playback = Playback(self.player, self.sound)
        self.now = 0.0

    def step(self, position: float | None = None, end: str = '', dt: float = 0.1) -> str:
        self.now += dt
        cue = self.player.state.cue
        self.sound.next = Heard(cue, position or 0.0, 60.0, end) if end or position is not None else None  # type: ignore[arg-type]
        told = self.playback.step(self.now, dt)
        return told.reason if told else ''

    @property
    def title(self) -> str:
        track = self.player.state.track
        return track.title.en if track else ''


def test_the_sound_tells_where_the_music_is() -> None:
    played = Played()
    played.player.play('T0')
    played.step()
    assert played.sound.begun[-1].source == '/0'
    assert played.player.state.position == 0.0
    played.step(5.0)
    assert (played.player.state.position, played.player.state.duration) == (5.0, 60.0)


def test_the_end_of_a_file_is_the_beginning_of_the_next() -> None:
    played = Played()
    played.player.play('T0')
    played.step()
    played.step(59.0)
    played.step(end='finished')
    assert played.title == 'T1'
    assert played.sound.cue is not None
    assert (played.sound.cue.source, played.sound.cue.position) == ('/1', 0.0)


def test_what_is_told_of_an_older_cue_is_nothing() -> None:
    played = Played()
    played.player.play('T0')
    played.step(5.0)
    played.sound.next = Heard(played.player.state.cue, end='finished')
    played.player.play('T2')
    played.playback.step(1.0, 0.1)
    assert (played.title, played.player.state.position) == ('T2', 0.0)


def test_a_repeated_track_begins_anew() -> None:
    played = Played()
    played.player.play('T0')
    played.player.repeat('ONE')
    played.step(5.0)
    played.step(end='finished')
    played.step()
    assert [cue.source for cue in played.sound.begun] == ['/0', '/0']


def test_a_seek_is_a_new_cue_at_its_place() -> None:
    played = Played()
    played.player.play('T0')
    played.step(5.0)
    played.player.seek(30.0)
    played.playback.follow()
    assert (played.sound.begun[-1].source, played.sound.begun[-1].position) == ('/0', 30.0)


@pytest.mark.parametrize('repeat', ['OFF', 'ONE', 'ALL'])
def test_files_that_cannot_be_heard_are_skipped_and_all_of_them_are_the_end(repeat: str) -> None:
    played = Played()
    played.player.play('T0')
    played.player.repeat(repeat)  # type: ignore[arg-type]
    played.step(end='failed')
    assert (played.title, played.playback.skipped, played.playback.last_skipped) == ('T1', 1, '/0')
    played.step(end='failed')
    played.step(end='failed')
    assert played.player.state.status == 'STOPPED'
    assert played.sound.cue is None


def test_one_good_file_among_broken_ones_goes_on() -> None:
    played = Played()
    played.player.play('T0')
    played.player.repeat('ALL')
    for _ in range(4):
        played.step(end='failed')
        played.step(end='failed')
        played.step(3.0)
        assert played.title == 'T2'
        played.step(end='finished')
    assert played.player.state.status == 'PLAYING'


def test_without_sound_the_players_own_time_passes() -> None:
    played = Played()
    played.sound.is_on = False
    played.player.play('T0')
    played.step(dt=2.0)
    assert played.player.state.position == 2.0


def test_a_station_without_a_stream_is_seen_and_starts_at_once() -> None:
    played = Played()
    played.player.play('Q', 'station')
    assert not played.playback.is_starting
    played.step()
    assert (played.player.state.status, played.sound.cue) == ('PLAYING', None)


def test_a_station_that_is_never_heard_is_told_at_once() -> None:
    played = Played()
    played.player.play('Wave', 'station')
    played.playback.follow()
    assert played.playback.is_starting
    assert played.step(end='failed') == 'Wave cannot be received.'
    assert played.player.state.status == 'STOPPED'


def test_a_station_that_falls_silent_is_tuned_in_again_and_after_six_tries_told() -> None:
    played = Played()
    played.player.play('Wave', 'station')
    played.step(1.0)
    assert not played.playback.is_starting
    for attempt in range(1, 7):
        assert played.step(end='failed') == ''
        assert f'try {attempt} of 6' in played.playback.trouble
        assert played.sound.cue is None
        played.step(dt=31.0)
        assert played.sound.cue is not None
    assert played.step(end='finished') == 'Wave cannot be received.'
    assert (played.player.state.status, played.playback.trouble) == ('STOPPED', '')


def test_a_station_that_comes_back_has_all_its_tries_again() -> None:
    played = Played()
    played.player.play('Wave', 'station')
    played.step(1.0)
    played.step(end='failed')
    played.step(dt=2.0)
    played.step(1.0)
    assert played.playback.trouble == ''


def test_another_wish_ends_the_tries() -> None:
    played = Played()
    played.player.play('Wave', 'station')
    played.step(1.0)
    played.step(end='failed')
    played.player.play('T1')
    played.playback.follow()
    assert played.sound.cue is not None
    assert (played.sound.cue.source, played.playback.trouble) == ('/1', '')
