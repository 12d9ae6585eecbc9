import shutil

import pytest

from ipa_agents.config_files import config_folder
from ipa_agents.errors import ConfigError
from ipa_agents.language import language_of
from ipa_agents.media.library import load_library


def test_the_demo_library_has_the_size_and_both_languages() -> None:
    library = load_library()
    assert len(library.tracks) >= 150
    assert len(library.stations) >= 15
    assert all(language_of(track.title.zh) == 'zh' for track in library.tracks.values())
    assert all(language_of(station.name.zh) == 'zh' for station in library.stations.values())


def test_no_two_tracks_share_title_and_artist() -> None:
    tracks = load_library().tracks.values()
    assert len({(track.title, track.artist) for track in tracks}) == len(tracks)


def test_every_playlist_genre_and_mood_has_something_to_play() -> None:
    library = load_library()
    tracks = library.tracks.values()
    assert all(any(map(playlist.holds, tracks)) for playlist in library.playlists.values())
    played = {track.genre for track in tracks} | {station.genre for station in library.stations.values()}
    assert played == set(library.vocabulary.genres)
    assert {mood for track in tracks for mood in track.moods} == set(library.vocabulary.moods)


def test_stations_are_in_the_order_of_their_frequencies() -> None:
    frequencies = [station.frequency for station in load_library().stations.values()]
    assert frequencies == sorted(frequencies)


@pytest.mark.parametrize(
    ('file', 'old', 'new', 'reason'),
    [
        ('library.yaml', 'genre: metal', 'genre: polka', 'polka is not in vocabulary.yaml'),
        ('library.yaml', 'duration: 214', 'duration: long', 'is not of type'),
        ('library.yaml', 'duration: 214', 'duration: 0', 'less than or equal to the minimum'),
        ('library.yaml', 'id: boots_on', 'id: anvil_weather', 'the id anvil_weather stands twice'),
        ('library.yaml', 'moods: [sad], ', 'moods: [sad, ', 'did not find expected'),
        ('stations.yaml', 'frequency: 88.3', 'frequency: 883', 'greater than the maximum'),
        ('stations.yaml', 'id: velvet_fm', 'id: night_folk', 'the id night_folk stands twice'),
    ],
)
def test_a_mistake_is_an_error_with_file_and_line(tmp_path, file: str, old: str, new: str, reason: str) -> None:
    folder = shutil.copytree(config_folder() / 'media', tmp_path / 'media')
    text = (folder / file).read_text()
    (folder / file).write_text(text.replace(old, new))
    with pytest.raises(ConfigError, match=reason) as caught:
        load_library(folder)
    assert caught.value.file == str(folder / file)
    assert caught.value.line > 1


@pytest.mark.parametrize('url', ['http://a.example/live', 'https://a.example:8000/x.m3u8?q=1', 'file:///srv/tone.wav'])
def test_a_station_of_ones_own_has_a_url_and_needs_no_frequency(tmp_path, url: str) -> None:
    file = tmp_path / 'mine.yaml'
    file.write_text(f"stations:\n  - {{id: mine, names: {{en: Mine, zh: 我的}}, genre: jazz, url: '{url}'}}\n")
    library = load_library(stations=file)
    assert [(station.url, station.frequency) for station in library.stations.values()] == [(url, 0.0)]
    assert library.tracks


@pytest.mark.parametrize(
    'entry',
    [
        "url: 'smb://a/b'",
        "url: 'rtsp://a/b'",
        "url: '/etc/passwd'",
        "url: 'file://host/x'",
        "url: 'http://a/b c'",
        'url: "http://a/\\nb"',
        "url: 'lavfi://anoisesrc'",
        "url: ''",
    ],
)
def test_other_addresses_are_refused(tmp_path, entry: str) -> None:
    file = tmp_path / 'mine.yaml'
    file.write_text(f'stations:\n  - {{id: mine, names: {{en: Mine, zh: 我的}}, genre: jazz, {entry}}}\n')
    with pytest.raises(ConfigError, match='does not match') as caught:
        load_library(stations=file)
    assert (caught.value.file, caught.value.line) == (str(file), 2)


def test_a_station_is_somewhere(tmp_path) -> None:
    file = tmp_path / 'mine.yaml'
    file.write_text('stations:\n  - {id: mine, names: {en: Mine, zh: 我的}, genre: jazz}\n')
    with pytest.raises(ConfigError):
        load_library(stations=file)
