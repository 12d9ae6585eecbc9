"""Places on a PostgreSQL server with PostGIS: searched and ranked as those in files are."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.interface import Detours, PlacesInfo
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.postgis.schema import Contents, read_contents, state_of
from ipa_agents.travel.places.postgis.server import Server
from ipa_agents.travel.places.postgis.source import PostgisSource
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.ranked import RankedPlaces

if TYPE_CHECKING:
    from psycopg import Connection

__all__ = ['PostgisPlaces']


class PostgisPlaces:
    """Places behind a `postgresql://` address. Implements Places, from any thread.

    Whatever is asked raises StoreUnreachable while the server does not answer, and is answered again once it does.
    """

    def __init__(self, address: str, detours: Detours | None = None) -> None:
        """Raises SetupError for an address that is none, or without psycopg; the server is not asked yet."""
        self.kinds = load_kinds()
        self.attributes = load_attributes()
        self._detours = detours
        self._server = Server(address)
        self._lock = threading.Lock()
        self._contents: Contents | None = None

    @property
    def info(self) -> PlacesInfo:
        """What it is; raises StoreUnreachable."""
        with self._lock:
            contents = self._server.ask(self._read)
        return PlacesInfo('postgis', contents.source, contents.count)

    def search(self, query: PlaceQuery) -> Results:
        """The best places first; raises InvalidQuery and StoreUnreachable."""
        return self._asked(lambda ranked: ranked.search(query))

    def place(self, place_id: str) -> Place:
        """The place with this id; raises PlaceNotFound and StoreUnreachable."""
        return self._asked(lambda ranked: ranked.place(place_id))

    def close(self) -> None:
        """Let go of the server."""
        with self._lock:
            self._server.close()

    def _asked[T](self, question: Callable[[RankedPlaces], T]) -> T:
        def ask(connection: 'Connection[Any]') -> T:
            source = PostgisSource(connection, self._read(connection), self.kinds)
            return question(RankedPlaces(source, self.kinds, self.attributes, self._detours))

        with self._lock:
            return self._server.ask(ask)

    def _read(self, connection: 'Connection[Any]') -> Contents:
        # Asked each time: the first look at the manifest also keeps an import from exchanging the tables meanwhile.
        state = state_of(connection)
        if self._contents is None or self._contents.state != state:
            self._contents = read_contents(connection, self.kinds, self.attributes)
        return self._contents
