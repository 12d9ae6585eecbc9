"""Searches whose places lie in Z-order: understood, ranked, explained and, where nothing fits, relaxed alike."""

from collections.abc import Sequence
from dataclasses import replace

from ipa_agents.errors import PlaceNotFound
from ipa_agents.travel.places.areas import area_of
from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.detours import tried, with_detours
from ipa_agents.travel.places.found import Found, Results
from ipa_agents.travel.places.interface import Detours
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.part import RowSource
from ipa_agents.travel.places.place import Place, Seen
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.reasons import reasons_of
from ipa_agents.travel.places.relaxing import relaxations
from ipa_agents.travel.places.search import Hit, search
from ipa_agents.travel.places.wish import understood, wish_of

__all__ = ['RankedPlaces']

_OPEN = ('open_now=yes',)


class RankedPlaces:
    """The places of a source: what is equal between the stores."""

    def __init__(self, source: RowSource, kinds: Kinds, attributes: Attributes, detours: Detours | None = None) -> None:
        """`detours` knows the roads."""
        self.kinds = kinds
        self.attributes = attributes
        self._source = source
        self._detours = detours

    def search(self, query: PlaceQuery) -> Results:
        """The best places first; raises InvalidQuery."""
        query = understood(query, self.kinds)
        found = self._found(query)
        if found or not query.relax:
            return Results(found)
        for wider, given_up in relaxations(query):
            if found := self._found(wider):
                return Results(found, given_up)
        return Results()

    def place(self, place_id: str) -> Place:
        """The place with this id; raises PlaceNotFound."""
        number = self._source.number_of(place_id)
        if number is None:
            raise PlaceNotFound(f'there is no place {place_id[:40]!r}')
        return self._source.places([number])[0]

    def _found(self, query: PlaceQuery) -> tuple[Found, ...]:
        wish = wish_of(query, self.kinds, self.attributes)
        asked = query
        if query.along is not None and self._detours is not None:
            asked = replace(query, limit=tried(query.limit))
        hits: Sequence[Hit] = search(self._source, asked, wish, area_of(query))
        places = self._source.places([hit.number for hit in hits], map(_seen, hits))
        if query.along is not None and self._detours is not None:
            hits, places = with_detours(hits, places, query.along, self._detours)
        return tuple(
            Found(place, hit.cost, reasons_of(hit, place, query, self.attributes))
            for hit, place in zip(hits[: query.limit], places[: query.limit], strict=True)
        )


def _seen(hit: Hit) -> Seen:
    """What the search makes of the place of a hit."""
    return Seen(round(hit.distance, 1), round(hit.detour, 1), _OPEN if hit.is_open else ())
