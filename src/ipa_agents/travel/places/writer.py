"""Writes a store of places: takes them in any order, and puts the new store in the place of the old one at the end."""

import fcntl
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import MapMissing, StoreBusy
from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.batch import Batch, Fault, faults
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.layout import (
    BLOCK,
    BLOCK_CODES,
    BLOCK_KINDS,
    BY_ID,
    ENDS,
    IDS,
    KINDS,
    NO_KIND,
    RECORDS,
    ROW,
    ROWS,
    UNKNOWN_RATING,
    mapped,
)
from ipa_agents.travel.places.manifest import Manifest, catalogue_ids, publish, read_manifest, sums_of
from ipa_agents.travel.places.naming.build import build_name_index
from ipa_agents.travel.places.record import RecordNames
from ipa_agents.travel.places.spool import ENTRY, Spool, in_order_of
from ipa_agents.travel.places.zorder import codes, units

__all__ = ['Index', 'PlaceWriter', 'Progress', 'Written', 'index_names']

Progress = Callable[[int], None]
"""Is told how many places are in order."""
Index = Callable[[Path, int], None]
"""Adds files of its own to the folder of so many places."""


def index_names(data: Path, count: int) -> None:
    """Add the index of names."""
    build_name_index(data, count, RecordNames(data))


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the places: written, replaced by a later one of the same id, and left out for which reason."""

    places: int
    replaced: int
    rejected: Mapping[Fault, int]


class PlaceWriter:
    """Writes the store in `folder`, which keeps what it has until finish(): `with PlaceWriter(...) as writer`.

    At most `most` places are in memory at once. Raises StoreBusy while another one writes there.
    """

    def __init__(
        self, folder: Path, kinds: Kinds, attributes: Attributes, source: str = '', most: int = 1_000_000
    ) -> None:
        self._folder = folder
        self._kinds = kinds
        self._attributes = attributes
        self.source = source
        self._most = most
        self._rejected = Counter[Fault]()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = (self._folder / 'lock').open('a+', encoding='utf-8')
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.seek(0)
            holder = self._lock.read(200)
            self._lock.close()
            raise StoreBusy(f'{self._folder}: {holder} is writing these places; wait until it is done') from None
        self._lock.truncate(0)
        self._lock.write(f'process {os.getpid()} ({self.source or "no file"})')
        self._lock.flush()
        self._work = Path(tempfile.mkdtemp(prefix='spool-', dir=self._folder))
        self._spool = Spool(self._work, self._most)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Forget what was not finished, of this run and of those that were killed."""
        kept = _data_of(self._folder)
        for left in (*self._folder.glob('spool-*'), *self._folder.glob('data-*')):
            if left.name != kept:
                shutil.rmtree(left, ignore_errors=True)
        self._lock.close()

    def add(self, batch: Batch) -> None:
        """Take places in any order. Those that cannot be are left out and counted."""
        is_good, rejected = faults(batch, len(self._kinds.kinds))
        self._rejected.update(rejected)
        if not is_good.any():
            return
        entries = np.zeros(int(np.count_nonzero(is_good)), ENTRY)
        entries['latitude'] = units(batch.latitudes[is_good])
        entries['longitude'] = units(batch.longitudes[is_good])
        entries['code'] = codes(entries['latitude'], entries['longitude'])
        entries['id'] = batch.ids[is_good]
        entries['kind'] = batch.kinds[is_good]
        entries['attributes'] = batch.attributes[is_good]
        entries['cuisines'] = batch.cuisines[is_good]
        entries['rating'] = _rating_steps(batch.ratings[is_good])
        entries['price'] = batch.prices[is_good]
        records = batch.records
        if rejected and records:
            records = [record for record, good in zip(records, is_good.tolist(), strict=True) if good]
        self._spool.add(entries, records)

    def finish(self, progress: Progress = lambda done: None, index: Index | None = index_names) -> Written:
        """Sort, write, and put the new store in place; without an `index` no place is found by its name."""
        data = Path(tempfile.mkdtemp(prefix='data-', dir=self._folder))
        replaced = self._spool.replaced() if len(self._spool) else np.empty(0, np.uint32)
        count = self._write_places(data, replaced, progress)
        _write_blocks(data)
        _write_by_id(data, self._most)
        if index is not None:
            index(data, count)
        kinds, cuisines, attributes = catalogue_ids(self._kinds, self._attributes)
        manifest = Manifest(data.name, count, self.source, kinds, cuisines, attributes, sums_of(data))
        for file in data.iterdir():
            _sync(file)
        publish(self._folder, manifest)
        return Written(count, len(replaced), dict(self._rejected))

    def _write_places(self, data: Path, replaced: NDArray[np.uint32], progress: Progress) -> int:
        count, end = 0, 0
        files = [(data / name).open('wb') for name in (ROWS, KINDS, IDS, ENDS, RECORDS, BLOCK_CODES)]
        rows, kinds, ids, ends, records, block_codes = files
        try:
            for entries, blob in self._spool.merged() if len(self._spool) else ():
                entries, blob = _without(entries, blob, replaced)
                rows.write(entries[list(ROW.names or ())].astype(ROW).tobytes())
                kinds.write(entries['kind'].tobytes())
                ids.write(entries['id'].tobytes())
                ends.write((end + np.cumsum(entries['length'], dtype=np.uint64)).astype('<u8').tobytes())
                records.write(blob)
                block_codes.write(entries['code'][-count % BLOCK :: BLOCK].tobytes())
                count, end = count + len(entries), end + len(blob)
                progress(count)
            kinds.write(bytes([NO_KIND]) * (-count % BLOCK))
        finally:
            for file in files:
                file.close()
        return count


def _without(entries: NDArray[np.void], blob: bytes, replaced: NDArray[np.uint32]) -> tuple[NDArray[np.void], bytes]:
    """Entries and records without those of a given `order`."""
    kept = ~np.isin(entries['order'], replaced) if len(replaced) else np.True_
    if np.all(kept):
        return entries, blob
    if blob:
        in_blob = np.repeat(kept, entries['length'])
        blob = np.frombuffer(blob, np.uint8)[in_blob].tobytes()
    return entries[kept], blob


def _write_blocks(data: Path) -> None:
    """For each block a bit for each kind that is in it, of kind number n bit n % 64."""
    bits = np.uint64(1) << (np.arange(256, dtype=np.uint64) % np.uint64(64))
    bits[NO_KIND] = 0
    kinds = mapped(data / KINDS, np.dtype('u1')).reshape(-1, BLOCK)
    with (data / BLOCK_KINDS).open('wb') as file:
        for start in range(0, len(kinds), 1 << 14):
            file.write(np.bitwise_or.reduce(bits[kinds[start : start + (1 << 14)]], axis=1).tobytes())


def _write_by_id(data: Path, most: int) -> None:
    """The numbers of the places in the order of their ids' keys."""
    ids = mapped(data / IDS, np.dtype('<u8'))
    with (data / BY_ID).open('wb') as file:
        for numbers in in_order_of(ids, most):
            file.write(numbers.astype('<u4').tobytes())


def _rating_steps(stars: NDArray[np.float32]) -> NDArray[np.uint8]:
    is_known = (stars >= 0) & (stars <= 5)
    return np.where(is_known, np.rint(np.where(is_known, stars, 0) * 50), UNKNOWN_RATING).astype(np.uint8)


def _data_of(folder: Path) -> str:
    try:
        return read_manifest(folder).data
    except MapMissing:
        return ''


def _sync(file: Path) -> None:
    with file.open('rb') as opened:
        os.fsync(opened.fileno())
