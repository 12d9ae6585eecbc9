"""A folder of audio files as a library."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from itertools import chain

from ipa_agents.language import Words
from ipa_agents.media.file_names import named
from ipa_agents.media.library import Library, Track
from ipa_agents.media.tags import Tags
from ipa_agents.media.vocabulary import Vocabulary

__all__ = ['Folder']


class Folder:
    """Makes tracks of files, one after the other, and a library of all there are."""

    def __init__(self, folder: str, empty: Library) -> None:
        self._folder = os.path.abspath(folder)
        self._empty = replace(empty, tracks={}, playlists={}, is_complete=False)
        self._genres = _genres(empty.vocabulary)
        self._tracks: list[tuple[tuple[str, str, int, str], Track]] = []
        self._words: dict[str, Words] = {}
        self._known: set[int] = set()

    def add(self, path: str, tags: Tags) -> bool:
        """Take in the file at `path` below the folder; False for the same piece of music once more."""
        told = named(path)
        title, artist = tags.title or told.title, tags.artist or told.artist
        album = tags.album or told.album
        known = hash((artist.casefold(), album.casefold(), title.casefold(), round(tags.duration)))
        if tags.title and tags.duration:
            if known in self._known:
                return False
            self._known.add(known)
        track = Track(
            id=blake2b(path.encode('utf-8', 'surrogateescape'), digest_size=8).hexdigest(),
            title=Words(title, title),
            artist=self._same(artist),
            album=self._same(album),
            genre=self._genre(tags.genre),
            moods=(),
            year=tags.year,
            duration=tags.duration,
            file=os.path.join(self._folder, path),
        )
        order = sys.intern(os.path.dirname(path)), album, tags.number or told.number, path
        self._tracks.append((order, track))
        return True

    def library(self, *, is_complete: bool) -> Library:
        """What there is now, in the order of folders and albums."""
        self._tracks.sort(key=lambda item: item[0])
        tracks = {track.id: track for _, track in self._tracks}
        return replace(self._empty, tracks=tracks, is_complete=is_complete)

    def _same(self, text: str) -> Words:
        return self._words.setdefault(text, Words(text, text))

    def _genre(self, tag: str) -> str:
        words = chain([tag], tag.replace('/', ',').replace(';', ',').split(','))
        known = (self._genres.get(word.strip().casefold()) for word in words)
        return next(filter(None, known), tag)


def _genres(vocabulary: Vocabulary) -> dict[str, str]:
    return dict(_names(vocabulary))


def _names(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for genre in vocabulary.genres.values():
        every: Iterable[str] = chain([genre.id], *genre.names.values())
        yield from ((name.casefold(), genre.id) for name in every)
