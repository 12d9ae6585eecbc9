"""The chargers around the places of a journey."""

from collections.abc import Mapping, Sequence

from ipa_agents.travel.charging.charger import CHARGING, Charger, charger_of
from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.routing.position import Position

__all__ = ['chargers_near']

_EACH = 60
"""So many are looked at around each place."""


def chargers_near(
    places: Places, points: Sequence[Position], occupancy: Mapping[str, Occupancy] | None = None
) -> list[Charger]:
    """Each charger around any of these points, once; `occupancy` by place_id.

    A point that lies well within what was looked at around another has the same chargers nearby.
    """
    found: dict[str, Place] = {}
    seen: list[tuple[Position, float]] = []
    for point in points:
        if any(_apart(point, other) <= reach / 2 for other, reach in seen):
            continue
        query = PlaceQuery(point.latitude, point.longitude, kind=CHARGING, limit=_EACH)
        around = places.search(query).places
        found |= {place.place_id: place for place in around}
        is_all = len(around) < _EACH
        seen.append((point, query.radius if is_all else max(_apart(point, place) for place in around)))
    return [charger_of(place, occupancy) for place in found.values()]


def _apart(one: Position, other: Position | Place) -> float:
    return float(distance(one.latitude, one.longitude, other.latitude, other.longitude))
