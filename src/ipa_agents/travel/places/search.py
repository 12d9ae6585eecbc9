"""Searches a store: looks at nearer places first, and ends when nothing that is farther can be better."""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched, repeat

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.areas import Area, Ways
from ipa_agents.travel.places.naming.index import How, Matches
from ipa_agents.travel.places.opening_hours import parse_opening_hours
from ipa_agents.travel.places.part import Part, RowSource
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.rows import Rows
from ipa_agents.travel.places.wish import UNKNOWN_METRES, Wish

__all__ = ['LEAST_LIKENESS', 'LIKENESS_SPREAD', 'Hit', 'search']

_LIKENESS_METRES = 100_000.0
"""How many m nearer a place must be to make up for a name that is nothing like what was said."""
LEAST_LIKENESS = 0.6
LIKENESS_SPREAD = 0.15
"""Names that are this much less alike than the best one are not meant."""
_MEANT = 0.9
"""A name that is so much alike, and near, is the one that is meant: there is no need to look farther."""
_NEAR = 50_000.0
_FEW, _FEW_BESIDE = 2000, 60_000
"""Where there are fewer places, of all kinds, near a point or beside all of a route, it is quicker to look at all."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was chosen: its number, cost, attributes as bits, likeness of the name, m along, s of detour, which
    is exact or estimated, and whether it is open.
    """

    cost: float
    number: int
    bits: int
    likeness: float
    how: How | None
    ahead: float
    detour: float
    is_open: bool | None
    is_exact: bool = False


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Places with what they cost at least, the best first."""

    rows: Rows
    costs: Floats
    ways: Ways
    likeness: Floats
    how: NDArray[np.uint8] | None

    def hit(self, index: int, is_open: bool | None, penalty: float) -> Hit:
        ahead, detour = self.ways.ahead, self.ways.detour
        return Hit(
            float(self.costs[index]) + penalty,
            int(self.rows.numbers[index]),
            int(self.rows.attributes[index]),
            float(self.likeness[index]),
            How(int(self.how[index])) if self.how is not None else None,
            float(ahead[index]) if ahead is not None else math.nan,
            float(detour[index]) if detour is not None else math.nan,
            is_open,
        )


def search(source: RowSource, query: PlaceQuery, wish: Wish, area: Area) -> list[Hit]:
    """The best places first, at most as many as the query's limit; the same as if every place had been looked at."""
    hits: list[Hit] = []
    for reach, part in _parts(source, query, area):
        is_all = not math.isfinite(area.least(reach))
        look = _named if query.text else _near
        found = look(source, query, wish, area, part, reach)
        bound = math.inf if is_all or query.text else area.least(reach) + wish.least_cost
        hits = list(_settled(source, query, found, bound))
        if len(hits) == query.limit or (query.text and any(hit.likeness >= _MEANT for hit in hits)):
            break
    return hits


def _parts(source: RowSource, query: PlaceQuery, area: Area) -> Iterator[tuple[float, Part]]:
    """How far to look, and what is there, wider and wider; the last holds all of the area."""
    *narrower, widest = area.reaches()
    whole = source.part(area.boxes(widest)) if query.along is not None else None
    if query.text:
        # A name is rare: it is looked for in a wide part, then everywhere.
        narrower = [reach for reach in narrower if reach >= _NEAR][:1]
    elif whole is not None and whole.size < _FEW_BESIDE:
        narrower = []
    for reach in narrower:
        part = source.part(area.boxes(reach))
        if query.text or part.size >= _FEW:
            yield reach, part
    yield widest, whole or source.part(area.boxes(widest))


def _near(source: RowSource, query: PlaceQuery, wish: Wish, area: Area, part: Part, reach: float) -> _Candidates:
    rows = source.near(part, wish)
    rows = rows[wish.fits(rows)]
    return _ranked(rows, query, wish, area.ways(rows.latitudes, rows.longitudes, reach), None)


def _named(source: RowSource, query: PlaceQuery, wish: Wish, area: Area, part: Part, reach: float) -> _Candidates:
    rows, matches = source.named(query.text, part, wish)
    ways = area.ways(rows.latitudes, rows.longitudes, reach)
    fits = wish.fits(rows) & np.isfinite(ways.cost)
    best = float(matches.likeness[fits].max(initial=0))
    fits &= matches.likeness >= max(LEAST_LIKENESS, best - LIKENESS_SPREAD)
    return _ranked(rows[fits], query, wish, ways[fits], matches[fits])


def _ranked(rows: Rows, query: PlaceQuery, wish: Wish, ways: Ways, matches: Matches | None) -> _Candidates:
    likeness = matches.likeness if matches is not None else np.ones(len(rows))
    costs = ways.cost + wish.costs(rows) + _LIKENESS_METRES * (1 - likeness)
    good = np.isfinite(costs)
    # More than are wanted are of use only where some may turn out to be closed.
    if query.open_at is None and query.limit < len(costs):
        good &= costs <= np.partition(costs, query.limit - 1)[query.limit - 1]
    found = np.flatnonzero(good)
    # Equal ones by their numbers, so that the same search gives the same answer.
    order = found[np.lexsort((rows.numbers[found], costs[found]))]
    return _Candidates(
        rows[order],
        costs[order],
        ways[order],
        likeness[order],
        None if matches is None else matches.how[order],
    )


def _settled(source: RowSource, query: PlaceQuery, found: _Candidates, bound: float) -> Iterator[Hit]:
    """Those that cost no more than `bound`, the best first, at most as many as wanted.

    Opening hours are read only as far as needed: what costs least without them is looked at first.
    """
    waiting: list[tuple[float, int, Hit]] = []
    given = 0
    for index, (cost, is_open) in enumerate(zip(found.costs.tolist(), _open(source, query, found), strict=True)):
        while waiting and waiting[0][0] <= min(cost, bound):
            yield heapq.heappop(waiting)[2]
            given += 1
            if given == query.limit:
                return
        if cost > bound:
            break
        if is_open is not False:
            penalty = UNKNOWN_METRES if query.open_at is not None and is_open is None else 0.0
            hit = found.hit(index, is_open, penalty)
            heapq.heappush(waiting, (hit.cost, index, hit))
    while waiting and waiting[0][0] <= bound and given < query.limit:
        yield heapq.heappop(waiting)[2]
        given += 1


def _open(source: RowSource, query: PlaceQuery, found: _Candidates) -> Iterator[bool | None]:
    """Whether each place is open, None where that is not known or not asked; as many are read at once as are wanted."""
    if query.open_at is None:
        yield from repeat(None, len(found.costs))
        return
    for numbers in batched(found.rows.numbers.tolist(), query.limit):
        for place in source.places(numbers):
            hours = parse_opening_hours(place.attribute('opening_hours') or '')
            yield None if hours is None else hours.is_open(query.open_at)
