"""The blocks of the index of names: what a search needs of them, and how they lie on disk, mapped into memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import MapMissing
from ipa_agents.travel.places.naming.block import BLOCK, BLOCKS, DIRECTORY, FILES, VERSION, Block, Numbers, mapped
from ipa_agents.travel.places.naming.terms import Keys
from ipa_agents.travel.places.runs import numbers_in

__all__ = ['Area', 'Blocks', 'MappedBlocks', 'area_in', 'directory_of', 'within']

_FEW = 2000


@dataclass(frozen=True, eq=False)
class Area:
    """The part of a block that is asked for: from `firsts` to `lasts`, both included, ascending."""

    block: Block
    offset: int
    firsts: Numbers
    lasts: Numbers

    def ranges(self, lows: Keys, highs: Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """For each range of terms, from `lows` to `highs` included, where in the block's terms it starts and ends."""
        keys = self.block.keys
        return keys.searchsorted(lows, 'left'), keys.searchsorted(highs, 'right')

    def counts(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.uint32]:
        """For each of some of the block's terms, from a start to before an end, how many places have them."""
        return self.block.starts[ends] - self.block.starts[starts]

    def everywhere(self, start: int, end: int) -> Numbers:
        """The places of the whole block with one of its terms from `start` to before `end`."""
        starts = self.block.starts
        places = self.block.places[starts[start] : starts[end]]
        return _once(places) if end - start > 1 else places

    def having(self, start: int, end: int) -> Numbers:
        """The places of the area with one of the block's terms from `start` to before `end`."""
        places = self.everywhere(start, end)
        if len(self.firsts) == 1 and self.lasts[0] - self.firsts[0] == BLOCK - 1:
            return places
        if len(self.firsts) < len(places):
            begins = places.searchsorted(self.firsts, 'left').tolist()
            ends = places.searchsorted(self.lasts, 'right').tolist()
            pieces = [places[first:last] for first, last in zip(begins, ends, strict=True) if first < last]
            return np.concatenate(pieces) if pieces else places[:0]
        span = self.firsts.searchsorted(places, 'right') - 1
        return places[(span >= 0) & (places <= self.lasts[span])]


class Blocks(Protocol):
    """All blocks of an index, of which those terms are looked at that lie in ranges, from `lows` to `highs`."""

    @property
    def count(self) -> int:
        """How many places there are."""
        ...

    def directory(self, lows: Keys, highs: Keys) -> Area:
        """Which blocks have these terms, as an area of blocks instead of places."""
        ...

    def areas(self, numbers: NDArray[np.int64], ranges: NDArray[np.int64], lows: Keys, highs: Keys) -> Iterable[Area]:
        """What lies in `ranges` of the blocks with these numbers, with at least these terms."""
        ...


@dataclass(frozen=True, eq=False)
class MappedBlocks:
    """The index in a folder. Implements Blocks."""

    count: int
    _directory: Area
    _ends: NDArray[np.int64]
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
        return MappedBlocks(int(table[0, 1]), directory_of(**directory), table[1:], arrays)

    def directory(self, lows: Keys, highs: Keys) -> Area:
        """Which blocks have which terms: all of them."""
        return self._directory

    def areas(self, numbers: NDArray[np.int64], ranges: NDArray[np.int64], lows: Keys, highs: Keys) -> Iterable[Area]:
        """What lies in `ranges` of the blocks with these numbers, with all terms."""
        return (area_in(self.block(number), number, ranges) for number in numbers.tolist())

    def block(self, number: int) -> Block:
        """The block with this number."""
        (keys, places), (keys_end, places_end) = self._ends[number : number + 2].tolist()
        arrays = self._arrays
        return Block(
            arrays['keys'][keys:keys_end],
            arrays['starts'][keys + number : keys_end + number + 1],
            arrays['places'][places:places_end],
            arrays['sizes'][number * BLOCK : (number + 1) * BLOCK],
        )


def within(ranges: NDArray[np.int64] | None, count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """`ranges` without what is empty or beyond the last of `count` places, and the numbers of the blocks they lie in.

    `ranges` are rows of place numbers, start and end, ascending; None is all.
    """
    if ranges is None:
        ranges = np.array([(0, count)], np.int64)
    ranges = np.minimum(ranges, count)
    # By columns, so that each is looked through as it lies.
    ranges = np.asfortranarray(ranges[ranges[:, 0] < ranges[:, 1]])
    blocks = numbers_in(ranges[:, 0] // BLOCK, -(-ranges[:, 1] // BLOCK))
    # Ranges may share a block; np.unique takes ten times as long for a few numbers that are in order.
    is_new = np.ones(len(blocks), bool)
    is_new[1:] = blocks[1:] != blocks[:-1]
    return ranges, blocks[is_new]


def area_in(block: Block, number: int, ranges: NDArray[np.int64]) -> Area:
    """What lies in `ranges` of a block that they lie in."""
    offset = number * BLOCK
    starts, lasts = ranges[:, 0], ranges[:, 1] - 1
    first, end = lasts.searchsorted(offset, 'left'), starts.searchsorted(offset + BLOCK, 'left')
    # Not np.clip, which costs ten times as much for a few numbers.
    begins = np.maximum(starts[first:end] - offset, 0).astype(np.uint16)
    ends = np.minimum(lasts[first:end] - offset, BLOCK - 1).astype(np.uint16)
    return Area(block, offset, begins, ends)


def directory_of(keys: Keys, starts: NDArray[np.uint32], places: Numbers) -> Area:
    """All blocks by their terms, as an area of blocks instead of places."""
    every = np.array([0], np.uint16), np.array([BLOCK - 1], np.uint16)
    return Area(Block(keys, starts, places, np.empty(0, np.uint8)), 0, *every)


def _is_whole(table: NDArray[np.int64], arrays: dict[str, NDArray[Any]], directory: dict[str, NDArray[Any]]) -> bool:
    if not len(table) or table[0, 0] != VERSION:
        return False
    keys, places = table[-1].tolist()
    sizes = {'keys': keys, 'places': places, 'sizes': table[0, 1], 'starts': keys + len(table) - 2}
    if any(len(arrays[field]) != size for field, size in sizes.items()):
        return False
    starts = directory['starts']
    return len(starts) == len(directory['keys']) + 1 and starts[-1] == len(directory['places']) == keys


def _once(places: Numbers) -> Numbers:
    """Ascending, each place once."""
    if len(places) < _FEW:
        return np.unique(places)
    marked = np.zeros(BLOCK, bool)
    marked[places] = True
    return np.flatnonzero(marked).astype(np.uint16)
