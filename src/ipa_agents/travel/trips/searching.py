"""Places for the wishes of a trip, out of a store of places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ipa_agents.travel.places.found import Found, Reason
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.trips.making import Candidate, Wish

__all__ = ['PlaceFinder', 'Wanted']

_AROUND = 12_000.0
"""m around the stop before in which people look for the next."""
_LIMIT = 6
_UNSURE, _GIVEN_UP = 240.0, 900.0
"""s of driving that people accept to be sure of one wish more, and to have it fulfilled."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wish and what the place is to be like; `attributes` are ids of the catalogue."""

    wish: Wish
    text: str = ''
    kind: str = ''
    cuisine: str = ''
    attributes: tuple[str, ...] = ()
    min_rating: float = 0.0
    max_price: int = 0


@dataclass
class PlaceFinder:
    """A Finder for `wanted`, by the ids of their wishes. Keeps what was found, and what was given up for it."""

    places: Places
    wanted: Mapping[str, Wanted]
    found: dict[str, tuple[Found, ...]] = field(default_factory=dict)
    relaxed: dict[str, tuple[Reason, ...]] = field(default_factory=dict)

    def __call__(self, wish: Wish, around: Position) -> Sequence[Candidate]:
        """The best places for a wish around a point."""
        wanted = self.wanted[wish.id]
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
                radius=_AROUND,
                limit=_LIMIT,
                relax=True,
            )
        )
        self.found[wish.id], self.relaxed[wish.id] = results.found, results.relaxed
        given_up = _GIVEN_UP * len(results.relaxed)
        return [Candidate(found.place, given_up + _UNSURE * _unsure(found)) for found in results.found]

    def reasons(self, wish_id: str, place_id: str) -> tuple[Reason, ...]:
        """Why a place was found for a wish."""
        found = (found for found in self.found.get(wish_id, ()) if found.place.place_id == place_id)
        return next((one.reasons for one in found), ())


def _unsure(found: Found) -> int:
    return sum(reason.code in ('unknown', 'hours_unknown', 'price_unknown') for reason in found.reasons)
