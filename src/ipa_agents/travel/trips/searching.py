"""Places for the wishes of a trip, out of a store of places."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ipa_agents.travel.occupancy.occupancy import UNKNOWN, Occupancy
from ipa_agents.travel.occupancy.telling import occupancy_reasons
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.found import Found, Reason
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.trips.making import Candidate, Wish
from ipa_agents.travel.trips.weather import NO_WEATHER, Weather

__all__ = ['PlaceFinder', 'Wanted']

_AROUND = 12_000.0
"""m around the stop before in which people look for the next."""
_LIMIT = 5
_UNSURE, _GIVEN_UP = 240.0, 900.0
"""s of driving that people accept to be sure of one wish more, and to have it fulfilled."""
_LIKED, _DRY = 300.0, 180.0
"""s of driving that people accept for what they like, and to park at the door when it rains."""
_FULL = 900.0
"""s of driving that people accept to come where something is free."""
_AT_THE_DOOR = 'parking'


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wish and what the place is to be like; `attributes` are ids of the catalogue, `likes` of welcome cuisines.

    `place`: it is known where.
    """

    wish: Wish
    place: Place | None = None
    text: str = ''
    kind: str = ''
    cuisine: str = ''
    likes: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    min_rating: float = 0.0
    max_price: int = 0


@dataclass
class PlaceFinder:
    """A Finder for `wanted`, by the ids of their wishes. Keeps what was found, and what was given up for it.

    Nobody is led to `left_out` places. `occupancy` by place_id.
    """

    places: Places
    wanted: Mapping[str, Wanted]
    weather: Weather = NO_WEATHER
    left_out: frozenset[str] = frozenset()
    occupancy: Mapping[str, Occupancy] = field(default_factory=dict)
    found: dict[str, tuple[Found, ...]] = field(default_factory=dict)
    relaxed: dict[str, tuple[Reason, ...]] = field(default_factory=dict)

    def __call__(self, wish: Wish, around: Position) -> Sequence[Candidate]:
        """The best places for a wish around a point."""
        wanted = self.wanted[wish.id]
        if wanted.place is not None:
            return [Candidate(wanted.place)]
        results = self.places.search(
            PlaceQuery(
                around.latitude,
                around.longitude,
                text=wanted.text,
                kind=wanted.kind,
                cuisine=wanted.cuisine,
                attributes=wanted.attributes,
                min_rating=wanted.min_rating,
                max_price=wanted.max_price,
                open_at=None if wish.begins is None else datetime.fromtimestamp(wish.begins),
                radius=math.inf if wanted.text else _AROUND,
                limit=_LIMIT,
                relax=True,
            )
        )
        found = [item for item in results.found if item.place.place_id not in self.left_out]
        weighed = [self._weighed(item, wanted) for item in found]
        self.found[wish.id], self.relaxed[wish.id] = tuple(item for item, _ in weighed), results.relaxed
        given_up = _GIVEN_UP * len(results.relaxed)
        return [Candidate(item.place, given_up + malus) for item, malus in weighed]

    def reasons(self, wish_id: str, place_id: str) -> tuple[Reason, ...]:
        """Why a place was found for a wish."""
        found = (found for found in self.found.get(wish_id, ()) if found.place.place_id == place_id)
        return next((one.reasons for one in found), ())

    def _weighed(self, found: Found, wanted: Wanted) -> tuple[Found, float]:
        """What was found with all its reasons, and the s of driving that it is worse than wished."""
        malus = _UNSURE * sum(reason.code in ('unknown', 'hours_unknown', 'price_unknown') for reason in found.reasons)
        more = list(occupancy_reasons(self.occupancy.get(found.place.place_id, UNKNOWN), found.place.kind))
        malus += sum(_FULL for reason in more if reason.code == 'full')
        if wanted.likes and set(wanted.likes) & set(found.place.cuisine.split(';')):
            more.append(Reason('liked'))
        elif wanted.likes:
            malus += _LIKED
        if self.weather.is_raining:
            attributes = load_attributes()
            if attributes.known(_AT_THE_DOOR, attributes.of(found.place.attributes)):
                more.append(Reason('dry'))
            else:
                malus += _DRY
        return replace(found, reasons=(*found.reasons, *more)), malus
