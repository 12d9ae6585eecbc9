"""Finds music and radio by what people call it, in both languages, also where they or the recogniser misspell."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz

from ipa_agents.language import Words
from ipa_agents.media.library import Library, Station, Track
from ipa_agents.media.vocabulary import Term

__all__ = ['KINDS', 'LONGEST_QUERY', 'Match', 'Search']

KINDS = ('artist', 'track', 'album', 'playlist', 'genre', 'mood', 'station')
LONGEST_QUERY = 200

_LEAST_SCORE = 75.0
_PART_SCORE = 80.0
_FILLERS = re.compile(
    r'\b(?:the|something|anything|some|a|an|any|my|music|songs?|tracks?|station|playlist|by|of|from|with)\b'
)
_FILLERS_ZH = re.compile(r'一首|一些|一点|那首|这首|首|音乐|歌曲|歌单|电台|的歌|的')
_HAN = re.compile(r'[\u3400-\u9fff]')
_NUMBER = re.compile(r'\d+(?:\.\d+)?')
_NO_WORD = re.compile(r'(?<!\d)\.|\.(?!\d)|[^\w\s.]|_')


@dataclass(frozen=True, slots=True)
class Match:
    """Something that answers to a query: tracks in their order, or a station. `score` is 0..100, 100 is exact."""

    kind: str
    label: Words
    score: float
    tracks: tuple[Track, ...] = ()
    station: Station | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    label: Words
    names: tuple[str, ...]
    tracks: tuple[Track, ...] = ()
    station: Station | None = None


class Search:
    """An index over a library; built once, asked often."""

    def __init__(self, library: Library) -> None:
        self._entries = sorted(_entries(library), key=lambda entry: KINDS.index(entry.kind))

    def find(self, query: str, kind: str = 'any', artist: str = '', limit: int = 5) -> tuple[Match, ...]:
        """What `query` may mean, best first and of `kind` alone unless that is "any"; `artist` narrows tracks.

        Empty when nothing is near enough, and for queries longer than LONGEST_QUERY. An empty query with an artist
        means all of that artist.
        """
        if len(query) > LONGEST_QUERY or len(artist) > LONGEST_QUERY:
            return ()
        by = _normal(artist)
        wanted = _normal(query)
        if not wanted:
            wanted, kind, by = by, 'artist', ''
        if not wanted:
            return ()
        return tuple(sorted(self._matches(wanted, kind, by), key=lambda match: -match.score)[:limit])

    def _matches(self, wanted: str, kind: str, by: str) -> Iterator[Match]:
        for entry in self._entries:
            if kind not in ('any', entry.kind):
                continue
            score = max(_score(wanted, name) for name in entry.names)
            if score < _LEAST_SCORE:
                continue
            tracks = entry.tracks
            if by:
                tracks = tuple(track for track in tracks if _near(by, track.artist))
                if not tracks:
                    continue
            yield Match(entry.kind, entry.label, score, tracks, None if by else entry.station)


def _entries(library: Library) -> Iterator[_Entry]:
    tracks = tuple(library.tracks.values())
    genres, moods = library.vocabulary.genres.values(), library.vocabulary.moods.values()
    yield from _groups('artist', tracks, lambda track: track.artist)
    yield from _groups('album', tracks, lambda track: track.album)
    for track in tracks:
        yield _Entry('track', track.title, _track_names(track), (track,))
    for playlist in library.playlists.values():
        songs = tuple(filter(playlist.holds, tracks))
        yield _Entry('playlist', playlist.name, _both(playlist.name), songs)
    for station in library.stations.values():
        frequency = f'{station.frequency:g}'
        said = (frequency, f'fm {frequency}', f'调频{frequency}', f'{frequency} mhz')
        names = (*_both(station.name), *said, *_names(library.vocabulary.genres[station.genre]))
        yield _Entry('station', station.name, names, station=station)
    for genre in genres:
        songs = tuple(track for track in tracks if track.genre == genre.id)
        radio = next((station for station in library.stations.values() if station.genre == genre.id), None)
        yield from _term('genre', _label(genre), _names(genre), songs, radio)
    for mood in moods:
        songs = tuple(track for track in tracks if mood.id in track.moods)
        yield from _term('mood', _label(mood), _names(mood), songs)
    for mood, genre in product(moods, genres):
        songs = tuple(track for track in tracks if mood.id in track.moods and track.genre == genre.id)
        names = tuple(_normal(f'{one} {other}') for one, other in product(_names(mood), _names(genre)))
        label = Words(f'{_label(mood).en} {_label(genre).en}', f'{_label(mood).zh}的{_label(genre).zh}')
        yield from _term('genre', label, names, songs)


def _term(
    kind: str, label: Words, names: tuple[str, ...], tracks: tuple[Track, ...], radio: Station | None = None
) -> Iterator[_Entry]:
    """A genre or mood: its music; where there is none, as with news, a station."""
    if tracks:
        yield _Entry(kind, label, names, tracks)
    elif radio is not None:
        yield _Entry(kind, label, names, station=radio)


def _groups(kind: str, tracks: Iterable[Track], key: Callable[[Track], Words]) -> Iterator[_Entry]:
    groups: dict[Words, list[Track]] = {}
    for track in tracks:
        groups.setdefault(key(track), []).append(track)
    for label, members in groups.items():
        names = _both(label)
        if kind == 'album':
            names += tuple(_normal(f'{members[0].artist[code]} {label[code]}') for code in ('en', 'zh'))
        yield _Entry(kind, label, names, tuple(members))


def _track_names(track: Track) -> tuple[str, ...]:
    title, artist = track.title, track.artist
    said = (title.en, title.zh, f'{title.en} {artist.en}', f'{artist.en} {title.en}', f'{artist.zh}{title.zh}')
    return tuple(map(_normal, said))


def _both(label: Words) -> tuple[str, ...]:
    return _normal(label.en), _normal(label.zh)


def _names(term: Term) -> tuple[str, ...]:
    return tuple(_normal(name) for names in term.names.values() for name in names)


def _label(term: Term) -> Words:
    return Words(term.names['en'][0], term.names['zh'][0])


def _near(wanted: str, label: Words) -> bool:
    return max(_score(wanted, name) for name in _both(label)) >= _LEAST_SCORE


def _normal(text: str) -> str:
    """What is left of a name without case, accents, punctuation and words that say nothing about it."""
    folded = unicodedata.normalize('NFKD', text.casefold())
    plain = _NO_WORD.sub(' ', ''.join(char for char in folded if not unicodedata.combining(char)))
    words = ' '.join(_FILLERS_ZH.sub('', _FILLERS.sub(' ', plain)).split())
    words = words or ' '.join(plain.split())
    return words.replace(' ', '') if _HAN.search(words) else words


def _score(wanted: str, name: str) -> float:
    """Likeness, 0..100. A whole part of a name (one of its words, half of its characters) is enough to find it.

    Numbers are never merely alike: a near frequency is another station.
    """
    if wanted == name:
        return 100.0
    if _NUMBER.findall(wanted) != _NUMBER.findall(name):
        return 0.0
    likeness = float(fuzz.ratio(wanted, name))
    if _HAN.search(wanted):
        is_part = wanted in name and 2 * len(wanted) >= len(name)
    else:
        is_part = len(wanted) >= 4 and set(wanted.split()) <= set(name.split())
    return max(likeness, _PART_SCORE) if is_part else likeness
