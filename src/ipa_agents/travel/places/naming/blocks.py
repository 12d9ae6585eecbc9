"""The index of names as it lies on disk, mapped into memory."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import MapMissing
from ipa_agents.travel.places.naming.block import BLOCK, BLOCKS, DIRECTORY, FILES, VERSION, Block, Numbers, mapped
from ipa_agents.travel.places.naming.terms import Keys

__all__ = ['Area', 'NameBlocks']

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
        return np.searchsorted(keys, lows, 'left'), np.searchsorted(keys, highs, 'right')

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
            begins = np.searchsorted(places, self.firsts, 'left').tolist()
            ends = np.searchsorted(places, self.lasts, 'right').tolist()
            pieces = [places[first:last] for first, last in zip(begins, ends, strict=True) if first < last]
            return np.concatenate(pieces) if pieces else places[:0]
        span = np.searchsorted(self.firsts, places, 'right') - 1
        return places[(span >= 0) & (places <= self.lasts[span])]


@dataclass(frozen=True, eq=False)
class NameBlocks:
    """All blocks of the index in a folder. `directory` is an area of blocks instead of places."""

    count: int
    directory: Area
    _ends: NDArray[np.int64]
    _arrays: dict[str, NDArray[Any]]

    @staticmethod
    def open(folder: Path) -> 'NameBlocks':
        """Map the index in `folder`; raises MapMissing when it is not there, broken or of another version."""
        try:
            table = np.fromfile(folder / BLOCKS, np.int64).reshape(-1, 2)
            arrays = {field: mapped(folder / name, kind) for field, (name, kind) in FILES.items()}
            directory = {field: mapped(folder / name, kind) for field, (name, kind) in DIRECTORY.items()}
        except (OSError, ValueError) as error:
            raise MapMissing(f'{folder}: no index of names there ({error}); import the places again') from error
        if not _is_whole(table, arrays, directory):
            raise MapMissing(f'{folder}: the index of names is broken or of another version; import the places again')
        every = np.array([0], np.uint16), np.array([BLOCK - 1], np.uint16)
        blocks = Area(Block(**directory, sizes=np.empty(0, np.uint8)), 0, *every)
        return NameBlocks(int(table[0, 1]), blocks, table[1:], arrays)

    def within(self, ranges: NDArray[np.int64] | None) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """`ranges` without what is empty or beyond the last place, and the numbers of the blocks they lie in.

        `ranges` are rows of place numbers, start and end, ascending; None is all.
        """
        if ranges is None:
            ranges = np.array([(0, self.count)], np.int64)
        ranges = np.minimum(ranges, self.count)
        ranges = ranges[ranges[:, 0] < ranges[:, 1]]
        starts, lasts = ranges[:, 0], ranges[:, 1] - 1
        between = self._between(starts, lasts)
        return ranges, np.unique(np.concatenate([starts // BLOCK, lasts // BLOCK, *between]))

    def area(self, number: int, ranges: NDArray[np.int64]) -> Area:
        """What lies in `ranges` of a block that they lie in."""
        offset = number * BLOCK
        starts, lasts = ranges[:, 0], ranges[:, 1] - 1
        first, end = np.searchsorted(lasts, offset, 'left'), np.searchsorted(starts, offset + BLOCK, 'left')
        # Not np.clip, which costs ten times as much for a few numbers.
        begins = np.maximum(starts[first:end] - offset, 0).astype(np.uint16)
        ends = np.minimum(lasts[first:end] - offset, BLOCK - 1).astype(np.uint16)
        return Area(self._block(number), offset, begins, ends)

    def _between(self, starts: NDArray[np.int64], lasts: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        long = np.flatnonzero(lasts // BLOCK - starts // BLOCK > 1)
        return [np.arange(starts[number] // BLOCK, lasts[number] // BLOCK) for number in long]

    def _block(self, number: int) -> Block:
        (keys, places), (keys_end, places_end) = self._ends[number : number + 2].tolist()
        arrays = self._arrays
        return Block(
            arrays['keys'][keys:keys_end],
            arrays['starts'][keys + number : keys_end + number + 1],
            arrays['places'][places:places_end],
            arrays['sizes'][number * BLOCK : (number + 1) * BLOCK],
        )


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
