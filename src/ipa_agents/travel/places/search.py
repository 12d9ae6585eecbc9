"""Searches a store: looks at nearer places first, and ends when nothing that is farther can be better."""

import heapq
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import islice, repeat

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.geodesy import distance
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
_FEW, _FEW_BESIDE = 2000, 120_000
"""Where there are fewer places, of all kinds, near a point or beside all of a route, it is quicker to look at all."""
_MANY, _CLOSE = 60_000, 5000.0
"""Among so many places a name is looked for within so many m first."""

_ALL, _SHARE = 800, 6
"""Of more places than so many beside a route, first this part of them is compared with it, that lacks the least."""

_HOWS = tuple(How)
_MOST = sys.float_info.max

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was chosen: its number, cost, attributes as bits, m from where the search was made, m along, s of
    detour, which is exact or estimated, likeness of the name, and whether it is open.
    """

    cost: float
    number: int
    bits: int
    distance: float
    ahead: float
    detour: float
    likeness: float
    how: How | None
    is_open: bool | None = None
    is_exact: bool = False


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Places with what they cost at least; `order` are the indices of the best, the best first."""

    rows: Rows
    costs: Floats
    ways: Ways
    matches: Matches | None
    order: NDArray[np.intp]

    def hits(self, query: PlaceQuery, chosen: NDArray[np.intp]) -> list[Hit]:
        """Those with the indices `chosen`."""
        rows, ways, matches, unknown = self.rows, self.ways, self.matches, repeat(math.nan)
        there = rows.latitudes.take(chosen), rows.longitudes.take(chosen)
        columns = (
            self.costs.take(chosen).tolist(),
            rows.numbers.take(chosen).tolist(),
            rows.attributes.take(chosen).tolist(),
            distance(query.latitude, query.longitude, *there).tolist(),
            unknown if ways.ahead is None else ways.ahead.take(chosen).tolist(),
            unknown if ways.detour is None else ways.detour.take(chosen).tolist(),
            repeat(1.0) if matches is None else matches.likeness.take(chosen).tolist(),
            repeat(None) if matches is None else map(_HOWS.__getitem__, matches.how.take(chosen).tolist()),
        )
        return list(map(Hit, *columns))


def search(source: RowSource, query: PlaceQuery, wish: Wish, area: Area) -> list[Hit]:
    """The best places first, at most as many as the query's limit; the same as if every place had been looked at."""
    look = _named if query.text else _near
    part = cache(lambda reach: source.part(area.boxes(reach)))
    *narrower, widest = area.reaches()
    for reach in _worth(source, query, part, narrower, widest):
        hits = _settled(source, query, look(source, query, wish, area, part(reach), reach))
        enough = _enough(hits, query, wish, area, reach)
        if enough <= reach:
            return hits
        if math.isfinite(enough):
            widest = min(enough, widest)
            break
    return _settled(source, query, look(source, query, wish, area, part(widest), widest))


def _worth(
    source: RowSource, query: PlaceQuery, part: Callable[[float], Part], narrower: Sequence[float], widest: float
) -> Iterator[float]:
    """How far to look, farther and farther, before all within `widest` is looked at."""
    if query.text:
        # A name is rare: it is looked for in a wide part. Where many may have it, the nearest of these are enough.
        if widest > _CLOSE and part(widest).size >= _MANY and source.about(query.text, part(widest)) >= _FEW:
            yield _CLOSE
        yield from [reach for reach in narrower if reach >= _NEAR][:1]
    elif query.along is None or part(widest).size >= _FEW_BESIDE:
        yield from (reach for reach in narrower if part(reach).size >= _FEW)


def _enough(hits: Sequence[Hit], query: PlaceQuery, wish: Wish, area: Area, reach: float) -> float:
    """How far to look for what may be better than the `hits` within `reach`; inf where that cannot be told."""
    if query.text and reach >= _NEAR and any(hit.likeness >= _MEANT for hit in hits):
        return reach
    # What is found by sound or misspelt is not looked for where something is called just so.
    if len(hits) < query.limit or any(hit.how in (How.PINYIN, How.MISSPELT) for hit in hits):
        return math.inf
    return area.farthest(hits[-1].cost - wish.least_cost)


def _near(source: RowSource, query: PlaceQuery, wish: Wish, area: Area, part: Part, reach: float) -> _Candidates:
    rows = source.near(part, wish)
    rows = rows[wish.fits(rows)]
    if query.along is not None and query.open_at is None and len(rows) > _ALL:
        return _promising(rows, query, wish, area, reach)
    return _of_some(rows, query, wish, area, reach)


def _promising(rows: Rows, query: PlaceQuery, wish: Wish, area: Area, reach: float) -> _Candidates:
    """The best: first of those that lack the least, then of all that do not lack more than these cost."""
    lacks = wish.costs(rows)
    least = np.partition(lacks, len(rows) // _SHARE)[len(rows) // _SHARE]
    best = _of_some(rows[lacks <= least], query, wish, area, reach)
    most = best.costs[best.order[query.limit - 1]] if len(best.order) >= query.limit else math.inf
    return best if most <= least else _of_some(rows[lacks <= most], query, wish, area, reach)


def _of_some(rows: Rows, query: PlaceQuery, wish: Wish, area: Area, reach: float) -> _Candidates:
    return _ranked(rows, query, wish, area.ways(rows.latitudes, rows.longitudes, reach), None)


def _named(source: RowSource, query: PlaceQuery, wish: Wish, area: Area, part: Part, reach: float) -> _Candidates:
    rows, matches = source.named(query.text, part, wish)
    ways = area.ways(rows.latitudes, rows.longitudes, reach)
    likeness = matches.likeness * (wish.fits(rows) & np.isfinite(ways.cost))
    ways.cost[likeness < max(LEAST_LIKENESS, likeness.max(initial=0) - LIKENESS_SPREAD)] = np.inf
    return _ranked(rows, query, wish, ways, matches)


def _ranked(rows: Rows, query: PlaceQuery, wish: Wish, ways: Ways, matches: Matches | None) -> _Candidates:
    costs = ways.cost + wish.costs(rows)
    if matches is not None:
        costs += _LIKENESS_METRES * (1 - matches.likeness)
    most = _MOST
    # More than are wanted are of use only where some may turn out to be closed.
    if query.open_at is None and query.limit < len(costs):
        most = min(most, np.partition(costs, query.limit - 1).item(query.limit - 1))
    found = (costs <= most).nonzero()[0]
    # Equal ones by their numbers, so that the same search gives the same answer.
    order = found.take(np.lexsort((rows.numbers.take(found), costs.take(found))))
    return _Candidates(rows, costs, ways, matches, order)


def _settled(source: RowSource, query: PlaceQuery, found: _Candidates) -> list[Hit]:
    """The best first, at most as many as wanted."""
    if query.open_at is None:
        return found.hits(query, found.order[: query.limit])
    return list(islice(_by_hours(source, query, found, query.open_at), query.limit))


def _by_hours(source: RowSource, query: PlaceQuery, found: _Candidates, open_at: datetime) -> Iterator[Hit]:
    """Those that are not known to be closed, the best first.

    Opening hours are read only as far as needed: what costs least without them is looked at first.
    """
    waiting: list[tuple[float, int, Hit]] = []
    for hit, is_open in _open(source, query, found, open_at):
        while waiting and waiting[0][0] <= hit.cost:
            yield heapq.heappop(waiting)[2]
        if is_open is not False:
            known = replace(hit, is_open=is_open, cost=hit.cost + (UNKNOWN_METRES if is_open is None else 0.0))
            heapq.heappush(waiting, (known.cost, known.number, known))
    while waiting:
        yield heapq.heappop(waiting)[2]


def _open(
    source: RowSource, query: PlaceQuery, found: _Candidates, open_at: datetime
) -> Iterator[tuple[Hit, bool | None]]:
    """Each that was found and whether it is open, None where that is not known; as many as wanted are read at once."""
    for start in range(0, len(found.order), query.limit):
        hits = found.hits(query, found.order[start : start + query.limit])
        for hit, place in zip(hits, source.places([hit.number for hit in hits]), strict=True):
            hours = parse_opening_hours(place.attribute('opening_hours') or '')
            yield hit, None if hours is None else hours.is_open(open_at)
