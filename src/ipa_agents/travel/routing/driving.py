"""Places that are within so many minutes of driving."""

import math
from collections.abc import Callable
from dataclasses import replace

from ipa_agents.travel.places.found import Found, Reason, Results
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.routing.matrix import Matrix
from ipa_agents.travel.routing.position import Position

__all__ = ['search_within']

_FASTEST = 35.0
"""m/s as the crow flies; nothing farther can be within the time."""
_LOOKED_AT = 40


def search_within(
    search: Callable[[PlaceQuery], Results], query: PlaceQuery, here: Position, roads: Matrix, seconds: float
) -> Results:
    """The best places within `seconds` of driving from `here`, each with its time.

    Where none is, and wishes may be given up, the one that is reached first, and that this was given up.
    """
    wide = replace(query, radius=min(query.radius, seconds * _FASTEST), limit=max(query.limit, _LOOKED_AT))
    results = search(wide)
    if not results.found:
        return results
    goals = [Position(item.place.latitude, item.place.longitude) for item in results.found]
    times = roads.matrix([here], goals).seconds[0]
    timed = list(zip(times, results.found, strict=True))
    near = [_with_time(item, time) for time, item in timed if time <= seconds]
    if near or not query.relax:
        return Results(tuple(near[: query.limit]), results.relaxed if near else ())
    time, nearest = min(timed, key=lambda both: both[0])
    if math.isinf(time):
        return Results()
    return Results((_with_time(nearest, time),), (*results.relaxed, Reason('without_drive', seconds)))


def _with_time(item: Found, seconds: float) -> Found:
    return replace(item, reasons=(Reason('drive', float(seconds)), *item.reasons))
