"""Places of a provider that offers the tool `search_places` over MCP: checked, ranked and explained as our own."""

from collections import OrderedDict
from dataclasses import replace

from ipa_agents.errors import PlaceNotFound, StoreUnreachable
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.detours import tried
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.interface import Detours, PlacesInfo
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.ranked import RankedPlaces
from ipa_agents.travel.places.remote.contract import TOOL, arguments_of, line, places_from
from ipa_agents.travel.places.remote.link import Link
from ipa_agents.travel.places.remote.listed import ListedSource
from ipa_agents.travel.places.wish import understood, wish_of

__all__ = ['RemotePlaces']

_REMEMBERED = 1000


class RemotePlaces:
    """Places behind an `mcp+http://` address, or a command after `mcp+stdio:`. Implements Places.

    A search raises StoreUnreachable while the provider does not answer as it should; the next one tries again.
    """

    def __init__(self, address: str, detours: Detours | None = None) -> None:
        """Raises SetupError for an address that is none, or without mcp; the provider is not asked yet."""
        self.kinds = load_kinds()
        self.attributes = load_attributes()
        self._address = address
        self._detours = detours
        self._link = Link(address)
        self._seen: OrderedDict[str, Place] = OrderedDict()

    @property
    def info(self) -> PlacesInfo:
        """What it is; how many places a provider has is not asked."""
        return PlacesInfo('remote', self._address, None)

    def search(self, query: PlaceQuery) -> Results:
        """The best places first; raises InvalidQuery and StoreUnreachable."""
        meant = understood(query, self.kinds)
        wish_of(meant, self.kinds, self.attributes)  # raises for what cannot be, before anybody is asked
        answer = self._link.ask(TOOL, arguments_of(self._wide(meant)))
        if answer.is_error:
            said = ' '.join(getattr(part, 'text', '') for part in answer.content)
            raise StoreUnreachable(f'the provider of places says: {line(said)[:200]}')
        places = places_from(answer.structured_content, self.kinds)
        for place in places:
            self._seen[place.place_id] = place
            self._seen.move_to_end(place.place_id)
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        source = ListedSource(places, self.kinds, self.attributes)
        return RankedPlaces(source, self.kinds, self.attributes, self._detours).search(meant)

    def place(self, place_id: str) -> Place:
        """One of the places that were found lately; raises PlaceNotFound."""
        if place_id not in self._seen:
            raise PlaceNotFound(f'there is no place {place_id[:40]!r}')
        return self._seen[place_id]

    def _wide(self, query: PlaceQuery) -> PlaceQuery:
        """More than are wanted where the roads decide which of them are the best."""
        is_by_road = query.along is not None and self._detours is not None
        return replace(query, limit=tried(query.limit)) if is_by_road else query

    def close(self) -> None:
        """End the conversation with the provider."""
        self._link.close()
