"""The chargers around the places of a journey."""

from collections.abc import Mapping, Sequence

from ipa_agents.travel.charging.charger import Charger, charger_of
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
    """Each charger around any of these points, once; `occupancy` by place_id."""
    found: dict[str, Place] = {}
    for point in points:
        query = PlaceQuery(point.latitude, point.longitude, kind='charging_station', limit=_EACH)
        found |= {place.place_id: place for place in places.search(query).places}
    return [charger_of(place, occupancy) for place in found.values()]
