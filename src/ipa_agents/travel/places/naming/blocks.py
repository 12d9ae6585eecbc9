"""The blocks of the index of names: what a search needs of them, and how they lie on disk, mapped into memory."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import MapMissing
from ipa_agents.travel.places.naming.block import BLOCK, BLOCKS, DIRECTORY, FILES, VERSION, Block, Numbers, mapped
from ipa_agents.travel.places.naming.terms import Keys

__all__ = ['Area', 'Blocks', 'MappedBlocks', 'Ranges', 'directory_of', 'once']

_FEW = 2000
_MANY = 100
"""It takes so many places of a block to be worth a look at which of them are far from what is asked for."""


@dataclass(frozen=True, eq=False)
class Ranges:
    """Where places are looked for: numbers from a start to before an end, ascending and apart."""

    starts: Sequence[int]
    ends: Sequence[int]

    @staticmethod
    def of(rows: NDArray[np.int64] | None, count: int) -> 'Ranges':
        """What of rows (start, end) lies among `count` places; None is all."""
        # There are few: lists are quicker than arrays here.
        pairs = [(0, count)] if rows is None else rows.tolist()
        kept = [(start, min(end, count)) for start, end in pairs if start < min(end, count)]
        return Ranges([start for start, _ in kept], [end for _, end in kept])

    @property
    def size(self) -> int:
        """How many places there are in them."""
        return sum(self.ends) - sum(self.starts)

    @property
    def blocks(self) -> list[int]:
        """The numbers of the blocks in which they lie."""
        found: list[int] = []
        for start, end in zip(self.starts, self.ends, strict=True):
            first = start // BLOCK
            found.extend(range(first + (found[-1:] == [first]), -(-end // BLOCK)))
        return found

    def within(self, start: int, end: int) -> 'Ranges':
        """Those that have a part from `start` to before `end`."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return Ranges(self.starts[first:last], self.ends[first:last])

    @property
    def edges(self) -> NDArray[np.int64]:
        """Their starts and ends: in a range is what lies behind an odd number of them."""
        return np.array([self.starts, self.ends]).ravel('F')


@dataclass(frozen=True, eq=False)
class Area:
    """The part of a block that is asked for: of the places from `offset` on what lies in `ranges`."""

    block: Block
    offset: int
    ranges: Ranges

    @cached_property
    def firsts(self) -> Numbers:
        """Where each range begins in the block."""
        return np.array([max(start - self.offset, 0) for start in self._own.starts], np.uint16)

    @cached_property
    def lasts(self) -> Numbers:
        """Where each range ends in the block; this place is in it."""
        return np.array([min(end - self.offset, BLOCK) - 1 for end in self._own.ends], np.uint16)

    def positions(self, lows: Keys, highs: Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """For each range of terms, from `lows` to `highs` included, where in the block's terms it starts and ends."""
        keys = self.block.keys
        return keys.searchsorted(lows, 'left'), keys.searchsorted(highs, 'right')

    def fewest(self, lows: Keys, highs: Keys) -> int:
        """How many places of the whole block have some term of that range of terms which the fewest have."""
        starts, ends = self.positions(lows, highs)
        return int((self.block.starts[ends] - self.block.starts[starts]).min())

    def everywhere(self, start: int, end: int) -> Numbers:
        """The places of the whole block with one of its terms from `start` to before `end`."""
        starts = self.block.starts
        places = self.block.places[starts[start] : starts[end]]
        return once(places) if end - start > 1 else places

    def trimmed(self, places: Numbers) -> Numbers:
        """Of many places, ascending, those from the first that is asked for to the last one."""
        if len(places) < _MANY:
            return places
        first, end = self._own.starts[0] - self.offset, self._own.ends[-1] - self.offset
        if end < BLOCK:
            places = places[: places.searchsorted(np.uint16(end))]
        return places[places.searchsorted(np.uint16(first)) :] if first > 0 else places

    def having(self, start: int, end: int) -> Numbers:
        """The places of the area with one of the block's terms from `start` to before `end`."""
        places = self.everywhere(start, end)
        if len(self.firsts) < len(places):
            begins = places.searchsorted(self.firsts, 'left').tolist()
            ends = places.searchsorted(self.lasts, 'right').tolist()
            pieces = [places[first:last] for first, last in zip(begins, ends, strict=True) if first < last]
            return np.concatenate(pieces) if pieces else places[:0]
        span = self.firsts.searchsorted(places, 'right') - 1
        return places[(span >= 0) & (places <= self.lasts[span])]

    @cached_property
    def _own(self) -> Ranges:
        return self.ranges.within(self.offset, self.offset + BLOCK)


class Blocks(Protocol):
    """All blocks of an index, of which those terms are looked at that lie in ranges, from `lows` to `highs`."""

    @property
    def count(self) -> int:
        """How many places there are."""
        ...

    def directory(self, lows: Keys, highs: Keys) -> Area:
        """Which blocks have these terms, as an area of blocks instead of places."""
        ...

    def areas(self, numbers: Sequence[int], ranges: Ranges, lows: Keys, highs: Keys) -> Iterable[Area]:
        """What lies in `ranges` of the blocks with these numbers, with at least these terms."""
        ...


@dataclass(frozen=True, eq=False)
class MappedBlocks:
    """The index in a folder. Implements Blocks."""

    count: int
    _directory: Area
    _ends: Sequence[tuple[int, int]]
    _arrays: dict[str, NDArray[Any]]

    @staticmethod
    def open(folder: Path) -> 'MappedBlocks':
        """Map the index in `folder`; raises MapMissing when it is not there, broken or of another version."""
        try:
            table = np.fromfile(folder / BLOCKS, np.int64).reshape(-1, 2)
            arrays = {field: mapped(folder / name, kind) for field, (name, kind) in FILES.items()}
            directory = {field: mapped(folder / name, kind) for field, (name, kind) in DIRECTORY.items()}
        except (OSError, ValueError) as error:
            raise MapMissing(f'{folder}: no index of names there ({error}); import the places again') from error
        if not _is_whole(table, arrays, directory):
            raise MapMissing(f'{folder}: the index of names is broken or of another version; import the places again')
        return MappedBlocks(int(table[0, 1]), directory_of(**directory), table[1:].tolist(), arrays)

    def directory(self, lows: Keys, highs: Keys) -> Area:
        """Which blocks have which terms: all of them."""
        return self._directory

    def areas(self, numbers: Sequence[int], ranges: Ranges, lows: Keys, highs: Keys) -> Iterable[Area]:
        """What lies in `ranges` of the blocks with these numbers, with all terms."""
        return (Area(self.block(number), number * BLOCK, ranges) for number in numbers)

    def block(self, number: int) -> Block:
        """The block with this number."""
        (keys, places), (keys_end, places_end) = self._ends[number : number + 2]
        arrays = self._arrays
        return Block(
            arrays['keys'][keys:keys_end],
            arrays['starts'][keys + number : keys_end + number + 1],
            arrays['places'][places:places_end],
            arrays['sizes'][number * BLOCK : (number + 1) * BLOCK],
        )


def directory_of(keys: Keys, starts: NDArray[np.uint32], places: Numbers) -> Area:
    """All blocks by their terms, as an area of blocks instead of places."""
    return Area(Block(keys, starts, places, np.empty(0, np.uint8)), 0, Ranges([0], [BLOCK]))


def _is_whole(table: NDArray[np.int64], arrays: dict[str, NDArray[Any]], directory: dict[str, NDArray[Any]]) -> bool:
    if not len(table) or table[0, 0] != VERSION:
        return False
    keys, places = table[-1].tolist()
    sizes = {'keys': keys, 'places': places, 'sizes': table[0, 1], 'starts': keys + len(table) - 2}
    if any(len(arrays[field]) != size for field, size in sizes.items()):
        return False
    starts = directory['starts']
    return len(starts) == len(directory['keys']) + 1 and starts[-1] == len(directory['places']) == keys


def once(places: Numbers) -> Numbers:
    """Ascending, each place once."""
    if len(places) < _FEW:
        return np.unique(places)
    marked = np.zeros(BLOCK, bool)
    marked[places] = True
    return np.flatnonzero(marked).astype(np.uint16)
