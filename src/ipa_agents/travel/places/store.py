"""All places of a map, mapped from disk: in Z-order, so that a box is a few runs of numbers."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.batch import Batch
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.layout import (
    BLOCK,
    BLOCK_CODES,
    BLOCK_KINDS,
    BY_ID,
    ENDS,
    IDS,
    KINDS,
    RECORDS,
    ROW,
    ROWS,
    UNKNOWN_RATING,
    mapped,
)
from ipa_agents.travel.places.manifest import Manifest, read_manifest
from ipa_agents.travel.places.part import Part, part_of
from ipa_agents.travel.places.place import UNSEEN, Place, Seen
from ipa_agents.travel.places.record import cut, id_key, names_in, place_in, record_of_id
from ipa_agents.travel.places.rows import Numbers, Rows
from ipa_agents.travel.places.runs import numbers_in
from ipa_agents.travel.places.zorder import UNITS, Boxes

__all__ = ['PlaceStore']

_STARS = np.arange(256, dtype=np.float32) / np.float32(50)
_STARS[UNKNOWN_RATING] = np.nan


class PlaceStore:
    """Reads a store; a place is known by its number, from 0. What is open stays as it is when a new one is written."""

    def __init__(self, folder: Path, kinds: Kinds, attributes: Attributes) -> None:
        """Raises MapMissing, with the cure, where there is no whole store of these catalogues."""
        self.manifest: Manifest = read_manifest(folder)
        self.manifest.check(folder, kinds, attributes)
        self.kinds = kinds
        self.attributes = attributes
        self.data = folder / self.manifest.data
        self._rows: NDArray[Any] = mapped(self.data / ROWS, ROW)
        self._kinds: NDArray[Any] = mapped(self.data / KINDS, np.dtype('u1')).reshape(-1, BLOCK)
        self._ids: NDArray[Any] = mapped(self.data / IDS, np.dtype('<u8'))
        self._by_id: NDArray[Any] = mapped(self.data / BY_ID, np.dtype('<u4'))
        self._ends: NDArray[Any] = mapped(self.data / ENDS, np.dtype('<u8'))
        self._records: NDArray[Any] = mapped(self.data / RECORDS, np.dtype('u1'))
        self.block_codes = np.fromfile(self.data / BLOCK_CODES, '<u8')
        self._block_kinds = np.fromfile(self.data / BLOCK_KINDS, '<u8')

    def __len__(self) -> int:
        return self.manifest.count

    @property
    def source(self) -> str:
        """The files that it is from."""
        return self.manifest.source

    def part(self, boxes: Boxes) -> Part:
        """The part in which the boxes lie."""
        return part_of(boxes, self.block_codes, len(self))

    def of_kinds(self, runs: Numbers, is_wanted: NDArray[np.bool_]) -> Numbers:
        """The numbers of the places of the wanted kinds in runs that begin and end with a block.

        `is_wanted` says it for each of 256 numbers of kinds.
        """
        # A block is looked into only if it may have such a place: this makes a rare kind quick to find.
        wanted = is_wanted.nonzero()[0].tolist()
        bits = np.uint64(reduce(or_, (1 << kind % 64 for kind in wanted), 0))
        blocks = numbers_in(runs[:, 0] // BLOCK, -(-runs[:, 1] // BLOCK))
        blocks = blocks[(self._block_kinds.take(blocks) & bits) != 0]
        kinds = self._kinds.take(blocks, axis=0)
        if len(wanted) == 1:
            marks = (kinds == np.uint8(wanted[0])).ravel()
        else:
            # Five times as quick as to index `is_wanted` by the kinds.
            marks = np.frombuffer(kinds.tobytes().translate(is_wanted.tobytes()), bool)
        found = marks.nonzero()[0]
        numbers: Numbers = found + (blocks - np.arange(len(blocks))).take(found // BLOCK) * BLOCK
        return numbers

    def kinds_of(self, numbers: Numbers) -> NDArray[np.uint8]:
        """The numbers of the kinds of places."""
        return np.asarray(self._kinds.reshape(-1)[numbers], np.uint8)

    def rows(self, numbers: Numbers) -> Rows:
        """What a search looks at, of these places."""
        rows = self._rows.take(numbers)  # twice as quick as by an index
        return Rows(
            numbers,
            rows['latitude'] / UNITS,
            rows['longitude'] / UNITS,
            rows['cuisines'],
            rows['attributes'],
            _STARS.take(rows['rating']),
            rows['price'],
        )

    def place(self, number: int, seen: Seen = UNSEEN) -> Place:
        """The place with this number, with what a search makes of it."""
        _, _, latitude, longitude, rating, price = self._rows[number].item()
        kind = self.kinds.kinds[self._kinds.item(number)].id
        stars = math.nan if rating == UNKNOWN_RATING else rating / 50
        record = self.record(number) or record_of_id(f'{self._ids.item(number):x}')
        return place_in(record, kind, latitude / UNITS, longitude / UNITS, stars, price, seen)

    def number_of(self, place_id: str) -> int | None:
        """The number of the place with this id, None where there is none."""
        key = id_key(place_id)
        at = bisect_left(range(len(self)), key, key=lambda index: int(self._ids[self._by_id[index]]))
        while at < len(self) and int(self._ids[number := int(self._by_id[at])]) == key:
            if self.place(number).place_id == place_id:
                return number
            at += 1
        return None

    def record(self, number: int) -> bytes:
        """The record of a place, empty where it has none."""
        start = self._ends.item(number - 1) if number else 0
        return self._records[start : self._ends.item(number)].tobytes()

    def names(self, numbers: Sequence[int]) -> Sequence[Sequence[str]]:
        """All names of each of these places."""
        return [names_in(self.record(number)) for number in numbers]

    def batches(self, size: int = 100_000) -> Iterator[Batch]:
        """All places, as they can be written again."""
        for start in range(0, len(self), size):
            numbers = np.arange(start, min(start + size, len(self)))
            rows = self.rows(numbers)
            begin = int(self._ends[start - 1]) if start else 0
            stops = (self._ends[numbers] - np.uint64(begin)).tolist()
            blob = bytes(self._records[begin : begin + stops[-1]])
            yield Batch(
                rows.latitudes,
                rows.longitudes,
                self.kinds_of(numbers),
                rows.cuisines,
                rows.attributes,
                rows.ratings,
                rows.prices,
                self._ids[numbers],
                cut(blob, stops) if blob else (),
            )
