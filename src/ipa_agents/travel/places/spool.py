"""Sorts more places than memory holds: sorted runs on disk, merged part by part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.layout import ROW, mapped
from ipa_agents.travel.places.record import cut

__all__ = ['ENTRY', 'Spool', 'in_order_of']

ENTRY = np.dtype([('code', '<u8'), ('id', '<u8'), ('length', '<u4'), ('order', '<u4'), ('kind', 'u1'), *ROW.descr])
"""A place on its way: where it belongs, its id's key, the size of its record, the when of its coming, and its row."""

_SAMPLE = 512
"""Of a run, every such entry is looked at to find where to cut."""

Entries = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class _Run:
    entries: Path
    records: Path
    samples: NDArray[np.uint64]


@dataclass
class Spool:
    """Takes entries in any order and gives them back in the order of their codes; `most` are in memory at once."""

    folder: Path
    most: int = 1_000_000
    _waiting: list[tuple[Entries, Sequence[bytes]]] = field(default_factory=list)
    _runs: list[_Run] = field(default_factory=list)
    _count: int = 0

    def __len__(self) -> int:
        return self._count

    def add(self, entries: Entries, records: Sequence[bytes]) -> None:
        """Take entries, whose `order` and `length` are set here, and a record for each or none at all."""
        entries['order'] = np.arange(self._count, self._count + len(entries), dtype=np.uint32)
        if records:
            entries['length'] = list(map(len, records))
        self._count += len(entries)
        with (self.folder / 'ids').open('ab') as ids:
            ids.write(np.ascontiguousarray(entries['id']).tobytes())
        self._waiting.append((entries, records))
        if sum(len(waiting) for waiting, _ in self._waiting) >= self.most:
            self._write_run()

    def replaced(self) -> NDArray[np.uint32]:
        """The `order` of all places whose id came again later, ascending."""
        ids = mapped(self.folder / 'ids', np.dtype('<u8'))
        found = [np.empty(0, np.int64)]
        for orders in in_order_of(ids, self.most):
            same = np.flatnonzero(ids[orders[1:]] == ids[orders[:-1]])
            found.append(orders[:-1][same])
        return np.sort(np.concatenate(found)).astype(np.uint32)

    def merged(self) -> Iterator[tuple[Entries, bytes]]:
        """All entries in order, in parts of about `most`, and their records one after the other."""
        if self._waiting:
            self._write_run()
        opened = [(mapped(run.entries, ENTRY), mapped(run.records, np.dtype('u1'))) for run in self._runs]
        cuts = self._cuts()
        bounds = [_bounds(entries, cuts) for entries, _ in opened]
        starts = [0] * len(opened)
        for part in range(len(cuts) + 1):
            pieces: list[Entries] = []
            blobs: list[bytes] = []
            for number, ((entries, records), bound) in enumerate(zip(opened, bounds, strict=True)):
                piece = entries[bound[part] : bound[part + 1]]
                size = int(piece['length'].sum(dtype=np.int64))
                pieces.append(piece)
                blobs.append(records[starts[number] : starts[number] + size].tobytes())
                starts[number] += size
            if len(opened) == 1:  # which is in order
                yield pieces[0], blobs[0]
                continue
            together, blob = np.concatenate(pieces), b''.join(blobs)
            yield _sorted(together, cut(blob, np.cumsum(together['length'], dtype=np.int64).tolist()) if blob else ())

    def _write_run(self) -> None:
        entries = np.concatenate([waiting for waiting, _ in self._waiting])
        records = [record for waiting, given in self._waiting for record in given or [b''] * len(waiting)]
        self._waiting.clear()
        entries, blob = _sorted(entries, records)
        run = _Run(
            self.folder / f'{len(self._runs)}.entries',
            self.folder / f'{len(self._runs)}.records',
            entries['code'][::_SAMPLE].copy(),
        )
        run.entries.write_bytes(entries.tobytes())
        run.records.write_bytes(blob)
        self._runs.append(run)

    def _cuts(self) -> NDArray[np.uint64]:
        """Codes that cut all runs into parts of about `most` entries."""
        samples = np.sort(np.concatenate([np.empty(0, np.uint64), *(run.samples for run in self._runs)]))
        return np.unique(samples[:: max(1, self.most // _SAMPLE)][1:])


def in_order_of(ids: NDArray[np.uint64], most: int) -> Iterator[NDArray[np.int64]]:
    """The indices of `ids` in their order, about `most` at once; the same id keeps its order. Ids are spread evenly."""
    bits = max(0, (len(ids) // most).bit_length())
    shift = np.uint64(64 - bits)
    for bucket in range(2**bits):
        found = [np.empty(0, np.int64)]
        for start in range(0, len(ids), most):
            here = ids[start : start + most]
            found.append(start + np.flatnonzero(here >> shift == bucket) if bits else start + np.arange(len(here)))
        indices = np.concatenate(found)
        yield indices[np.argsort(ids[indices], kind='stable')]


def _bounds(entries: Entries, cuts: NDArray[np.uint64]) -> list[int]:
    return [0, *np.searchsorted(np.ascontiguousarray(entries['code']), cuts).tolist(), len(entries)]


def _sorted(entries: Entries, records: Sequence[bytes]) -> tuple[Entries, bytes]:
    # Stable: what came first stays first, since runs come in the order of their coming.
    order = np.argsort(np.ascontiguousarray(entries['code']), kind='stable')
    return entries[order], b''.join(map(records.__getitem__, order.tolist())) if records else b''
