"""Chooses from a library what people ask for, or says that it is not there."""

from dataclasses import dataclass
from random import Random

from ipa_agents.errors import RejectedCommand
from ipa_agents.media.library import Library, Station, Track
from ipa_agents.media.search import LONGEST_QUERY, Search

__all__ = ['Shelf']

_SHOWN_QUERY = 40


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library and the index to search it; every method raises RejectedCommand when there is nothing."""

    library: Library
    search: Search

    def find(self, query: str, kind: str, artist: str) -> Station | tuple[Track, ...]:
        """What answers best: a station, or tracks; after a single one come those behind it on its album."""
        matches = self.search.find(query, kind, artist, limit=1)
        if not matches:
            raise self._not_found(query, artist)
        (match,) = matches
        if match.station:
            return match.station
        if match.kind != 'track':
            return match.tracks
        track = match.tracks[0]
        where = track.album, track.folder
        album = tuple(other for other in self.library.tracks.values() if (other.album, other.folder) == where)
        return album[album.index(track) :]

    def anything(self, random: Random) -> tuple[Track, ...]:
        """All tracks, mixed."""
        tracks = list(self.library.tracks.values())
        if not tracks:
            raise self._nothing('There is no music here.', '这里没有音乐。')
        random.shuffle(tracks)
        return tuple(tracks)

    def station(self, beside: Station | None = None, by: int = 0) -> Station:
        """The station that stands `by` after `beside`, round and round; without that, the first."""
        stations = tuple(self.library.stations.values())
        return stations[(stations.index(beside) + by) % len(stations)] if beside else stations[0]

    def _not_found(self, query: str, artist: str) -> RejectedCommand:
        if max(len(query), len(artist)) > LONGEST_QUERY:
            return RejectedCommand('That is too long to be a name of music.', '这段话太长，不像是音乐的名字。')
        wanted = ' – '.join(part.strip() for part in (artist, query) if part.strip())[:_SHOWN_QUERY]
        return self._nothing(f'I found no music for “{wanted}”.', f'没有找到“{wanted}”。')

    def _nothing(self, reason: str, reason_zh: str) -> RejectedCommand:
        if self.library.is_complete:
            return RejectedCommand(reason, reason_zh)
        return RejectedCommand(f'{reason} The folder is still being read.', f'{reason}音乐文件夹还在读取中。')
