"""The places that have all that a clause asks for, of all blocks at once: there may be many, with few places each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import eq

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.naming.asked import Clause
from ipa_agents.travel.places.naming.blocks import Area, Ranges, once
from ipa_agents.travel.places.naming.terms import Keys

__all__ = ['Hits', 'among', 'hits_of']

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Hits:
    """Places by their numbers, ascending, their names' sizes, and which are found by beginnings of words only."""

    numbers: Places
    sizes: NDArray[np.uint8]
    rough: NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class _Held:
    """For each range of a clause where it starts among an area's terms, and where its first term and it end.

    `spots` are the same of the terms' places.
    """

    area: Area
    terms: Sequence[Sequence[int]]
    spots: Sequence[Sequence[int]]

    def size(self, term: int) -> int:
        return self.spots[2][term] - self.spots[0][term]

    def places(self, term: int, end: int = 2) -> NDArray[np.uint16]:
        """The block's places that have a term of range number `term`: any, or with an `end` of 1 the first one."""
        places = self.area.block.places[self.spots[0][term] : self.spots[end][term]]
        return once(places) if self.terms[end][term] - self.terms[0][term] > 1 else places


def hits_of(areas: Iterable[Area], clause: Clause, ranges: Ranges) -> Hits | None:
    """The places in `ranges` that have all of a clause; None where there are none."""
    held = [one for area in areas if (one := _held(area, clause.edges))]
    if not held:
        return None
    rarest, *others = sorted(range(len(clause.lows)), key=lambda term: sum(one.size(term) for one in held))
    found = _joined(held, [one.area.trimmed(one.places(rarest)) for one in held])
    found = found[ranges.edges.searchsorted(found, 'right') & 1 == 1]
    for term in others:
        found = found[among(found, _joined(held, [one.places(term) for one in held]))]
    if not len(found):
        return None
    rough = np.zeros(len(found), bool)
    for term in clause.beginnings.nonzero()[0].tolist():
        if any(one.spots[1][term] != one.spots[2][term] for one in held):
            rough |= ~among(found, _joined(held, [one.places(term, end=1) for one in held]))
    return Hits(found, _sizes(held, found), rough)


def among(places: Places, others: Places) -> NDArray[np.bool_]:
    """Which of `places` are among `others`; both ascending."""
    if not len(others):
        return np.zeros(len(places), bool)
    found: NDArray[np.bool_] = others.take(others.searchsorted(places), mode='clip') == places
    return found


def _held(area: Area, edges: Keys) -> _Held | None:
    """Where an area has what a clause asks for; None where it lacks some of it."""
    at = area.block.keys.searchsorted(edges)
    terms = at.tolist()
    if any(map(eq, terms[0], terms[2])):
        return None
    return _Held(area, terms, area.block.starts[at].tolist())


def _joined(held: Sequence[_Held], places: Sequence[NDArray[np.uint16]]) -> Places:
    """Places of several areas by their numbers in the store."""
    offsets = np.array([one.area.offset for one in held])
    numbers: Places = np.concatenate(places) + np.repeat(offsets, [len(some) for some in places])
    return numbers


def _sizes(held: Sequence[_Held], found: Places) -> NDArray[np.uint8]:
    """The sizes of the names of places that were found."""
    areas = [one.area for one in held]
    cuts = [*found.searchsorted([area.offset for area in areas]).tolist(), len(found)]
    spots = [(area, first, end) for area, (first, end) in zip(areas, pairwise(cuts), strict=True) if first < end]
    return np.concatenate([area.block.sizes.take(found[first:end] - area.offset) for area, first, end in spots])
