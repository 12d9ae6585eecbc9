"""What can be played: tracks, playlists and stations, read from config/media/."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os.path import dirname
from pathlib import Path
from typing import Any

from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.language import Words
from ipa_agents.media.vocabulary import Vocabulary, load_vocabulary

__all__ = ['Library', 'Playlist', 'Station', 'Track', 'load_library']


@dataclass(frozen=True, slots=True)
class Track:
    """One piece of music; `duration` in s, 0 where nobody knows it. `file` is empty where there is nothing to hear."""

    id: str
    title: Words
    artist: Words
    album: Words
    genre: str
    moods: tuple[str, ...]
    year: int
    duration: float
    file: str = ''

    @property
    def folder(self) -> str:
        """Where the file lies: two albums of the same name in two folders are two."""
        return dirname(self.file)


@dataclass(frozen=True, slots=True)
class Playlist:
    """The tracks that have one of `genres` and one of `moods`."""

    id: str
    name: Words
    genres: tuple[str, ...]
    moods: tuple[str, ...]

    def holds(self, track: Track) -> bool:
        """Whether `track` is on it."""
        return track.genre in self.genres and any(mood in self.moods for mood in track.moods)


@dataclass(frozen=True, slots=True)
class Station:
    """A radio station; `frequency` in MHz, 0 where it has none. `url` is empty where there is nothing to hear."""

    id: str
    name: Words
    frequency: float
    genre: str
    url: str = ''


@dataclass(frozen=True, slots=True)
class Library:
    """Everything by id: tracks in the order of their albums, stations by frequency; all of it or what is known yet."""

    tracks: Mapping[str, Track]
    stations: Mapping[str, Station]
    playlists: Mapping[str, Playlist]
    vocabulary: Vocabulary
    is_complete: bool = True


def load_library(folder: Path | None = None, stations: Path | None = None) -> Library:
    """Read library, stations and vocabulary in `folder` (default: config/media); `stations` may be another file.

    Raises ConfigError, also for genres and moods that the vocabulary lacks and for ids that stand twice.
    """
    folder = folder or config_folder() / 'media'
    vocabulary = load_vocabulary(folder / 'vocabulary.yaml')
    library = load_yaml(folder / 'library.yaml', 'media_library')
    radio = load_yaml(stations or folder / 'stations.yaml', 'media_stations')
    return Library(
        tracks={track.id: track for track in _tracks(library, vocabulary)},
        stations={station.id: station for station in _stations(radio, vocabulary)},
        playlists={playlist.id: playlist for playlist in _playlists(library, vocabulary)},
        vocabulary=vocabulary,
    )


def _tracks(document: Document, vocabulary: Vocabulary) -> Iterator[Track]:
    seen: set[str] = set()
    for artist_index, artist in enumerate(document.data['artists']):
        for album_index, album in enumerate(artist['albums']):
            place = ('artists', artist_index, 'albums', album_index)
            _check_new(album['id'], seen, document, *place, 'id')
            _check_known([album['genre']], vocabulary.genres, document, *place, 'genre')
            for index, track in enumerate(album['tracks']):
                _check_known(track['moods'], vocabulary.moods, document, *place, 'tracks', index, 'moods')
                yield Track(
                    id=f'{album["id"]}-{index + 1}',
                    title=Words(**track['names']),
                    artist=Words(**artist['names']),
                    album=Words(**album['names']),
                    genre=album['genre'],
                    moods=tuple(track['moods']),
                    year=album['year'],
                    duration=float(track['duration']),
                )


def _playlists(document: Document, vocabulary: Vocabulary) -> Iterator[Playlist]:
    seen: set[str] = set()
    for index, entry in enumerate(document.data['playlists']):
        place = ('playlists', index)
        _check_new(entry['id'], seen, document, *place, 'id')
        _check_known(entry['genres'], vocabulary.genres, document, *place, 'genres')
        _check_known(entry['moods'], vocabulary.moods, document, *place, 'moods')
        yield Playlist(entry['id'], Words(**entry['names']), tuple(entry['genres']), tuple(entry['moods']))


def _stations(document: Document, vocabulary: Vocabulary) -> Iterator[Station]:
    seen: set[str] = set()
    for index, entry in sorted(enumerate(document.data['stations']), key=lambda item: _frequency(item[1])):
        _check_new(entry['id'], seen, document, 'stations', index, 'id')
        _check_known([entry['genre']], vocabulary.genres, document, 'stations', index, 'genre')
        yield Station(
            entry['id'], Words(**entry['names']), _frequency(entry), entry['genre'], entry.get('url', '').strip()
        )


def _frequency(station: Mapping[str, Any]) -> float:
    return float(station.get('frequency', 0.0))


def _check_new(name: str, seen: set[str], document: Document, *place: str | int) -> None:
    if name in seen:
        raise document.error(f'the id {name} stands twice', *place)
    seen.add(name)


def _check_known(names: list[str], known: Mapping[str, Any], document: Document, *place: str | int) -> None:
    for name in names:
        if name not in known:
            raise document.error(f'{name} is not in vocabulary.yaml', *place)
