"""Finds music and radio by what people call it, in both languages, also where they or the recogniser misspell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product

from rapidfuzz import fuzz, process

from ipa_agents.language import Words
from ipa_agents.media.library import Library, Station, Track
from ipa_agents.media.likeness import LEAST_SCORE, normal, score, spellings
from ipa_agents.media.vocabulary import Term

__all__ = ['KINDS', 'LONGEST_QUERY', 'Match', 'Search']

KINDS = ('artist', 'track', 'album', 'playlist', 'genre', 'mood', 'station')
LONGEST_QUERY = 200
_MOST_ALIKE = 1000


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
        self._names = [name for entry in self._entries for name in entry.names]
        self._owners = [index for index, entry in enumerate(self._entries) for _ in entry.names]

    def find(self, query: str, kind: str = 'any', artist: str = '', limit: int = 5) -> tuple[Match, ...]:
        """What `query` may mean, best first and of `kind` alone unless that is "any"; `artist` narrows tracks.

        Empty when nothing is near enough, and for queries longer than LONGEST_QUERY. An empty query with an artist
        means all of that artist.
        """
        if len(query) > LONGEST_QUERY or len(artist) > LONGEST_QUERY:
            return ()
        by = normal(artist)
        wanted = normal(query)
        if not wanted:
            wanted, kind, by = by, 'artist', ''
        if not wanted:
            return ()
        return tuple(sorted(self._matches(wanted, kind, by), key=lambda match: -match.score)[:limit])

    def _matches(self, wanted: str, kind: str, by: str) -> Iterator[Match]:
        near: dict[Words, bool] = {}
        for index, found in sorted(self._scores(wanted).items()):
            entry = self._entries[index]
            if kind not in ('any', entry.kind):
                continue
            tracks = entry.tracks
            if by:
                near |= {track.artist: _near(by, track.artist) for track in tracks if track.artist not in near}
                tracks = tuple(track for track in tracks if near[track.artist])
                if not tracks:
                    continue
            yield Match(entry.kind, entry.label, found, tracks, None if by else entry.station)

    def _scores(self, wanted: str) -> dict[int, float]:
        """The best score of each entry that is near enough.

        Two quick looks over all names find those worth scoring: the alike ones, and those that hold all words.
        """
        alike = process.extract(wanted, self._names, scorer=fuzz.ratio, score_cutoff=LEAST_SCORE, limit=_MOST_ALIKE)
        near = {place for _, _, place in alike} | self._holding(wanted)
        best: dict[int, float] = {}
        for place in near:
            found = score(wanted, self._names[place])
            if found >= LEAST_SCORE:
                owner = self._owners[place]
                best[owner] = max(found, best.get(owner, 0.0))
        return best

    def _holding(self, wanted: str) -> set[int]:
        rarest, *others = sorted(wanted.split(), key=len, reverse=True)
        places = (place for place, name in enumerate(self._names) if rarest in name)
        return {place for place in places if all(word in self._names[place] for word in others)}


def _entries(library: Library) -> Iterator[_Entry]:
    tracks = tuple(library.tracks.values())
    yield from _artists(tracks)
    yield from _albums(tracks)
    for track in tracks:
        yield _Entry('track', track.title, _track_names(track), (track,))
    for playlist in library.playlists.values():
        songs = tuple(filter(playlist.holds, tracks))
        yield _Entry('playlist', playlist.name, _both(playlist.name), songs)
    for station in library.stations.values():
        names = (*_both(station.name), *_frequencies(station), *_names(library.vocabulary.genres[station.genre]))
        yield _Entry('station', station.name, names, station=station)
    yield from _kinds(library)


def _artists(tracks: Iterable[Track]) -> Iterator[_Entry]:
    groups: dict[Words, list[Track]] = {}
    for track in tracks:
        groups.setdefault(track.artist, []).append(track)
    for artist, songs in groups.items():
        if artist.en:
            yield _Entry('artist', artist, _both(artist), tuple(songs))


def _albums(tracks: Iterable[Track]) -> Iterator[_Entry]:
    groups: dict[tuple[Words, str], list[Track]] = {}
    for track in tracks:
        groups.setdefault((track.album, track.folder), []).append(track)
    for (album, _), songs in groups.items():
        if album.en:
            artist = songs[0].artist
            full = (normal(f'{artist[code]} {album[code]}') for code in ('en', 'zh'))
            yield _Entry('album', album, tuple(dict.fromkeys((*_both(album), *full))), tuple(songs))


def _kinds(library: Library) -> Iterator[_Entry]:
    moods = library.vocabulary.moods.values()
    by_genre: dict[str, list[Track]] = {}
    by_mood: dict[str, list[Track]] = {}
    for track in library.tracks.values():
        by_genre.setdefault(track.genre, []).append(track)
        for name in track.moods:
            by_mood.setdefault(name, []).append(track)
    for genre in library.vocabulary.genres.values():
        songs = tuple(by_genre.pop(genre.id, ()))
        radio = next((station for station in library.stations.values() if station.genre == genre.id), None)
        yield from _term('genre', _label(genre), _names(genre), songs, radio)
    for name, others in by_genre.items():
        if name:
            yield _Entry('genre', Words(name, name), spellings(name), tuple(others))
    for mood in moods:
        yield from _term('mood', _label(mood), _names(mood), tuple(by_mood.get(mood.id, ())))
    for mood, genre in product(moods, library.vocabulary.genres.values()):
        songs = tuple(track for track in by_mood.get(mood.id, ()) if track.genre == genre.id)
        names = tuple(normal(f'{one} {other}') for one, other in product(_names(mood), _names(genre)))
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


def _frequencies(station: Station) -> tuple[str, ...]:
    if not station.frequency:
        return ()
    frequency = f'{station.frequency:g}'
    return frequency, f'fm {frequency}', f'调频{frequency}', f'{frequency} mhz'


def _track_names(track: Track) -> tuple[str, ...]:
    title, artist = track.title, track.artist
    said = (f'{title.en} {artist.en}', f'{artist.en} {title.en}', f'{artist.zh}{title.zh}')
    return tuple(dict.fromkeys((*_both(title), *map(normal, said))))


def _both(label: Words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain(spellings(label.en), spellings(label.zh))))


def _names(term: Term) -> tuple[str, ...]:
    return tuple(normal(name) for names in term.names.values() for name in names)


def _label(term: Term) -> Words:
    return Words(term.names['en'][0], term.names['zh'][0])


def _near(wanted: str, label: Words) -> bool:
    return max(score(wanted, name) for name in _both(label)) >= LEAST_SCORE
