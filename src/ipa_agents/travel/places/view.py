"""The part of the earth that people see on a map, and the places in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from ipa_agents.errors import InvalidQuery
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.query import PlaceQuery, check_position
from ipa_agents.travel.places.zorder import Box

__all__ = ['View', 'search_in_view']

_FEWEST, _MOST = 3, 16
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class View:
    """What lies between `corners`, (latitude, longitude) in degrees WGS 84 in their order around it.

    A step of more than 180 degrees crosses that meridian. No corner is dented in: a map that turns with the car shows
    a rectangle that leans. Raises InvalidQuery for corners that are not on the earth, too few or too many.
    """

    corners: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        if not _FEWEST <= len(self.corners) <= _MOST:
            raise InvalidQuery(f'a view has {_FEWEST} to {_MOST} corners, not {len(self.corners)}')
        for latitude, longitude in self.corners:
            check_position(latitude, longitude)

    @property
    def box(self) -> Box:
        """The least box that holds it."""
        first = self.corners[0][1]
        latitudes = [latitude for latitude, _ in self.corners]
        beside = [_beside(first, longitude) for _, longitude in self.corners]
        west, east = (_beside(0.0, first + edge) for edge in (min(beside), max(beside)))
        return Box(min(latitudes), west, max(latitudes), east)

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point lies in it, or on its edge."""
        around = [(north - latitude, _beside(longitude, east)) for north, east in self.corners]
        turns = [a[1] * b[0] - a[0] * b[1] for a, b in pairwise((*around, around[0]))]
        return min(turns) >= 0.0 or max(turns) <= 0.0


def search_in_view(search: Callable[[PlaceQuery], Results], view: View, query: PlaceQuery) -> Results:
    """The best places that lie in `view`; the stores know boxes, and that of a view that leans holds others, too."""
    results = search(replace(query, box=view.box, limit=max(query.limit, _LOOKED_AT)))
    seen = tuple(item for item in results.found if view.holds(item.place.latitude, item.place.longitude))
    return Results(seen[: query.limit], results.relaxed if seen else ())


def _beside(longitude: float, other: float) -> float:
    """How many degrees `other` lies east of `longitude`, from -180 to 180."""
    return (other - longitude + 180.0) % 360.0 - 180.0
