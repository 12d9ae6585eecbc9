"""Finds car parks around a destination."""

from collections.abc import Mapping
from dataclasses import replace

from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.parking.car_park import car_park_of
from ipa_agents.travel.parking.ranking import rank_car_parks
from ipa_agents.travel.places.found import Found, Results
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.routing.matrix import Matrix
from ipa_agents.travel.routing.position import Position

__all__ = ['find_parking']

_NEAR = 1200.0
"""m; who parks further away takes a bus."""
_LOOKED_AT = 24


def find_parking(
    places: Places,
    query: PlaceQuery,
    walking: Matrix | None = None,
    occupancy: Mapping[str, Occupancy] | None = None,
) -> Results:
    """The car parks that suit who walks to the point of `query`, by walk, price and spaces; `occupancy` by place_id."""
    wide = replace(query, radius=min(query.radius, _NEAR), limit=max(query.limit, _LOOKED_AT), sort='distance')
    results = places.search(wide)
    found = {item.place.place_id: item for item in results.found}
    ranked = rank_car_parks(
        [car_park_of(item.place, occupancy) for item in results.found],
        Position(query.latitude, query.longitude),
        walking,
        at=query.open_at,
    )
    best = []
    for parking in ranked[: query.limit]:
        item = found[parking.park.place.place_id]
        best.append(Found(item.place, item.cost, (*parking.reasons, *item.reasons)))
    return Results(tuple(best), results.relaxed)
