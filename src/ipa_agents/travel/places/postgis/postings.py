"""The index of names as it lies in a table: of its blocks only those terms are fetched that are asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.naming.block import BLOCK, Block
from ipa_agents.travel.places.naming.blocks import Area, Ranges, directory_of
from ipa_agents.travel.places.naming.terms import Keys

if TYPE_CHECKING:
    from psycopg import Connection

__all__ = ['Postings']

_TERMS = 'unnest(%s::bigint[], %s::bigint[]) term(low, high) JOIN ipa_places.posting ON key BETWEEN low AND high'


@dataclass(frozen=True, eq=False)
class Postings:
    """The blocks of a table. Implements Blocks."""

    _connection: 'Connection[Any]'
    count: int

    def directory(self, lows: Keys, highs: Keys) -> Area:
        """Which blocks have these terms."""
        rows = self._connection.execute(
            f'SELECT DISTINCT key, block FROM {_TERMS} ORDER BY key, block',
            (lows.tolist(), highs.tolist()),
            binary=True,
        ).fetchall()
        keys, firsts = np.unique(np.array([key for key, _ in rows], np.uint64), return_index=True)
        starts = np.append(firsts, len(rows)).astype(np.uint32)
        return directory_of(keys, starts, np.array([block for _, block in rows], np.uint16))

    def areas(self, numbers: Sequence[int], ranges: Ranges, lows: Keys, highs: Keys) -> Iterable[Area]:
        """What lies in `ranges` of the blocks with these numbers, with these terms."""
        rows = self._connection.execute(
            f'SELECT DISTINCT ON (block, key) block, key, places, sizes FROM {_TERMS} WHERE block = ANY(%s) '
            'ORDER BY block, key',
            (lows.tolist(), highs.tolist(), list(numbers)),
            binary=True,
        ).fetchall()
        for number, terms in groupby(rows, itemgetter(0)):
            yield Area(_block(list(terms)), number * BLOCK, ranges)


def _block(terms: list[tuple[int, int, bytes, bytes]]) -> Block:
    keys = np.array([key for _, key, _, _ in terms], np.uint64)
    places: NDArray[np.uint16] = np.frombuffer(b''.join(places for _, _, places, _ in terms), '<u2')
    starts = np.cumsum([0, *(len(places) // 2 for _, _, places, _ in terms)]).astype(np.uint32)
    sizes = np.zeros(BLOCK, np.uint8)
    sizes[places] = np.frombuffer(b''.join(sizes for *_, sizes in terms), np.uint8)
    return Block(keys, starts, places, sizes)
