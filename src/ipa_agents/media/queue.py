"""The tracks that are played one after the other."""

from collections.abc import Mapping
from random import Random
from typing import Any

from ipa_agents.media.library import Library, Track

__all__ = ['LONGEST_QUEUE', 'Queue']

LONGEST_QUEUE = 500
"""Tracks: more than a day of music, and little enough to be told once a second."""


class Queue:
    """Tracks in the order in which they are played, and the one whose turn it is."""

    def __init__(self, random: Random) -> None:
        self.tracks: tuple[Track, ...] = ()
        self.is_shuffled = False
        self._random = random
        self._ordered: tuple[Track, ...] = ()
        self._index = 0

    def __len__(self) -> int:
        return len(self.tracks)

    @property
    def current(self) -> Track | None:
        """The track whose turn it is; None in an empty queue."""
        return self.tracks[self._index] if self.tracks else None

    def fill(self, tracks: tuple[Track, ...]) -> None:
        """Take `tracks` instead, beginning with the first; of very many, the first ones, or when shuffled any."""
        first, rest = tracks[0], tracks[1:]
        if self.is_shuffled and len(tracks) > LONGEST_QUEUE:
            rest = tuple(self._random.sample(rest, LONGEST_QUEUE))
        self._ordered = (first, *rest)[:LONGEST_QUEUE]
        self._arrange(first)

    def shuffle(self, is_on: bool) -> None:
        """Mix what comes after the present track, or go back to the order that there was."""
        self.is_shuffled = is_on
        if self.current:
            self._arrange(self.current)

    def go(self, by: int) -> bool:
        """Go on by so many tracks; False, and nothing is changed, where there are none."""
        if not 0 <= self._index + by < len(self.tracks):
            return False
        self._index += by
        return True

    def go_first(self) -> None:
        """Go to the first track."""
        self._index = 0

    def go_last(self) -> None:
        """Go to the last track."""
        self._index = max(len(self.tracks) - 1, 0)

    def snapshot(self) -> dict[str, Any]:
        """What it holds, as JSON, for `restore`."""
        ids, order = ([track.id for track in tracks] for tracks in (self.tracks, self._ordered))
        return {'queue': ids, 'order': order, 'index': self._index, 'is_shuffled': self.is_shuffled}

    def restore(self, snapshot: Mapping[str, Any], library: Library) -> bool:
        """Hold what `library` has of a snapshot; whether the track whose turn it was is among that."""
        queue, ordered, current = (
            tuple(library.tracks[name] for name in names if name in library.tracks)
            for names in (
                snapshot['queue'],
                snapshot['order'],
                snapshot['queue'][snapshot['index'] : snapshot['index'] + 1],
            )
        )
        self.tracks, self._ordered, self.is_shuffled = queue, ordered, snapshot['is_shuffled'] is True
        self._index = queue.index(current[0]) if current else 0
        return bool(current)

    def _arrange(self, current: Track) -> None:
        if self.is_shuffled:
            rest = [track for track in self._ordered if track is not current]
            self._random.shuffle(rest)
            self.tracks, self._index = (current, *rest), 0
        else:
            self.tracks, self._index = self._ordered, self._ordered.index(current)
