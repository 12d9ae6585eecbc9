"""The embedded store of places: files on this machine, read where they are looked at."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np

from ipa_agents.errors import PlaceNotFound
from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.places.areas import area_of
from ipa_agents.travel.places.attributes import Attributes, load_attributes
from ipa_agents.travel.places.detours import with_detours
from ipa_agents.travel.places.found import Found, Results
from ipa_agents.travel.places.interface import Detours, PlacesInfo
from ipa_agents.travel.places.kinds import Kinds, load_kinds
from ipa_agents.travel.places.naming.index import NameIndex
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery, Sort
from ipa_agents.travel.places.reasons import reasons_of
from ipa_agents.travel.places.relaxing import relaxations
from ipa_agents.travel.places.search import Hit, search
from ipa_agents.travel.places.store import PlaceStore
from ipa_agents.travel.places.wish import understood, wish_of

__all__ = ['EmbeddedPlaces']

_TRIED = 3
"""Of how many times as many as wanted the detour is asked for, since another may turn out to be shorter."""


class EmbeddedPlaces:
    """Places out of a folder. Implements Places."""

    def __init__(
        self,
        folder: Path,
        kinds: Kinds | None = None,
        attributes: Attributes | None = None,
        detours: Detours | None = None,
    ) -> None:
        """Raises MapMissing, with the cure, where there is no whole store. `detours` knows the roads."""
        self.store = PlaceStore(folder, kinds or load_kinds(), attributes or load_attributes())
        self._names = NameIndex.open(self.store.data, self.store.names)
        self._detours = detours

    def __len__(self) -> int:
        return len(self.store)

    @property
    def kinds(self) -> Kinds:
        """The catalogue of its kinds and cuisines."""
        return self.store.kinds

    @property
    def info(self) -> PlacesInfo:
        """What it is and can."""
        ids = tuple(attribute.id for attribute in self.store.attributes.entries)
        return PlacesInfo('embedded', self.store.manifest.source, len(self), ids, get_args(Sort))

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
        number = self.store.number_of(place_id)
        if number is None:
            raise PlaceNotFound(f'there is no place {place_id[:40]!r}')
        return self.store.place(number)

    def _found(self, query: PlaceQuery) -> tuple[Found, ...]:
        wish = wish_of(query, self.kinds, self.store.attributes)
        asked = query
        if query.along is not None and self._detours is not None:
            asked = replace(query, limit=query.limit * _TRIED)
        hits: Sequence[Hit] = search(self.store, self._names, asked, wish, area_of(query))
        found = self.store.rows(np.array([hit.number for hit in hits], np.int64))
        away = distance(query.latitude, query.longitude, found.latitudes, found.longitudes)
        places = [self._place(hit, metres) for hit, metres in zip(hits, away.tolist(), strict=True)]
        bits = dict(zip(found.numbers.tolist(), found.attributes.tolist(), strict=True))
        if query.along is not None and self._detours is not None:
            hits, places = with_detours(hits, places, query.along, self._detours)
        return tuple(
            Found(place, hit.cost, reasons_of(hit, place, bits[hit.number], query, self.store.attributes))
            for hit, place in zip(hits[: query.limit], places[: query.limit], strict=True)
        )

    def _place(self, hit: Hit, metres: float) -> Place:
        place = self.store.place(hit.number)
        attributes = (*place.attributes, 'open_now=yes') if hit.is_open else place.attributes
        return replace(place, distance=round(metres, 1), detour=round(hit.detour, 1), attributes=attributes)
