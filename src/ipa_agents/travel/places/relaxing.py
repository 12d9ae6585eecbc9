"""When nothing fits: the same search with less wanted, and what was given up."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from ipa_agents.travel.places.found import Reason
from ipa_agents.travel.places.query import PlaceQuery

__all__ = ['relaxations']

_WIDER, _WIDEST = 4.0, 50_000.0
"""How many times as far, but no less than so many m."""

_Step = tuple[dict[str, object], Reason]


def relaxations(query: PlaceQuery) -> Iterator[tuple[PlaceQuery, tuple[Reason, ...]]]:
    """Queries that want less, those that give up one wish first; what is looked for is never given up."""
    steps = list(_steps(query))
    for wishes, reason in steps:
        yield _without(query, [(wishes, reason)])
    for given_up in list(accumulate(([step] for step in steps), lambda some, more: some + more))[1:]:
        yield _without(query, given_up)


def _steps(query: PlaceQuery) -> Iterator[_Step]:
    for attribute in reversed(query.attributes):
        yield {'attributes': attribute}, Reason('without_attribute', attribute=attribute)
    if query.max_price:
        yield {'max_price': 0}, Reason('without_price', query.max_price)
    if query.min_rating:
        yield {'min_rating': 0.0}, Reason('without_rating', query.min_rating)
    if query.open_at is not None:
        yield {'open_at': None}, Reason('without_hours')
    if query.along is None and query.box is None and math.isfinite(query.radius):
        radius = max(query.radius * _WIDER, _WIDEST)
        yield {'radius': radius}, Reason('without_radius', radius)


def _without(query: PlaceQuery, given_up: list[_Step]) -> tuple[PlaceQuery, tuple[Reason, ...]]:
    changes: dict[str, object] = {}
    gone = {wishes['attributes'] for wishes, _ in given_up if 'attributes' in wishes}
    for wishes, _ in given_up:
        changes |= wishes
    changes['attributes'] = tuple(attribute for attribute in query.attributes if attribute not in gone)
    return replace(query, **changes), tuple(reason for _, reason in given_up)  # type: ignore[arg-type]
