"""The index of names as it lies on disk, mapped into memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import MapMissing
from ipa_agents.travel.places.naming.build import BLOCK, BLOCKS, FILES, VERSION, Block
from ipa_agents.travel.places.naming.terms import Keys

__all__ = ['Area', 'NameBlocks', 'Numbers']

Numbers = NDArray[np.uint16]
"""Places by their numbers within a block, ascending."""
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
    """All blocks of the index in a folder."""

    count: int
    _ends: NDArray[np.int64]
    _arrays: dict[str, NDArray[Any]]

    @staticmethod
    def open(folder: Path) -> 'NameBlocks':
        """Map the index in `folder`; raises MapMissing when it is not there, broken or of another version."""
        try:
            table = np.fromfile(folder / BLOCKS, np.int64).reshape(-1, 2)
            arrays = {field: _mapped(folder / name, kind) for field, (name, kind) in FILES.items()}
        except (OSError, ValueError) as error:
            raise MapMissing(f'{folder}: no index of names there ({error}); import the places again') from error
        whole = len(table) > 1 and table[0, 0] == VERSION
        if not whole or [len(arrays[field]) for field in ('keys', 'places', 'sizes')] != [*table[-1], table[0, 1]]:
            raise MapMissing(f'{folder}: the index of names is broken or of another version; import the places again')
        return NameBlocks(int(table[0, 1]), table[1:], arrays)

    def areas(self, ranges: NDArray[np.int64] | None) -> Iterator[Area]:
        """The blocks that hold a part of `ranges`: rows of place numbers, start and end, ascending; None is all."""
        if ranges is None:
            ranges = np.array([(0, self.count)], np.int64)
        ranges = np.minimum(ranges, self.count)
        ranges = ranges[ranges[:, 0] < ranges[:, 1]]
        if not len(ranges):
            return
        starts, lasts = ranges[:, 0], ranges[:, 1] - 1
        blocks = np.unique(np.concatenate([starts // BLOCK, lasts // BLOCK, *self._between(starts, lasts)]))
        for number in blocks.tolist():
            offset = number * BLOCK
            first, end = np.searchsorted(lasts, offset, 'left'), np.searchsorted(starts, offset + BLOCK, 'left')
            within = np.clip(starts[first:end] - offset, 0, None), np.clip(lasts[first:end] - offset, None, BLOCK - 1)
            yield Area(self._block(number), offset, within[0].astype(np.uint16), within[1].astype(np.uint16))

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


def _mapped(file: Path, kind: type[np.generic]) -> NDArray[Any]:
    # Plain arrays over the mapping: slices of a memmap cost ten times as much.
    return np.memmap(file, kind, 'r').view(np.ndarray) if file.stat().st_size else np.empty(0, kind)


def _once(places: Numbers) -> Numbers:
    """Ascending, each place once."""
    if len(places) < _FEW:
        return np.unique(places)
    marked = np.zeros(BLOCK, bool)
    marked[places] = True
    return np.flatnonzero(marked).astype(np.uint16)
