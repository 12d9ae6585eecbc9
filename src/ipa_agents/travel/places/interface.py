"""Where places come from: the port that the embedded store, a database and a remote provider answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import Along, PlaceQuery

__all__ = ['Detours', 'Places', 'PlacesInfo']


@dataclass(frozen=True, slots=True)
class PlacesInfo:
    """What a store knows about itself. `count` is None where nobody counts."""

    store: str
    source: str
    count: int | None


class Places(Protocol):
    """A store of places."""

    @property
    def info(self) -> PlacesInfo:
        """What it is."""
        ...

    def search(self, query: PlaceQuery) -> Results:
        """The best places first; raises InvalidQuery, and TravelError where the store cannot be asked."""
        ...

    def place(self, place_id: str) -> Place:
        """The place with this id; raises PlaceNotFound."""
        ...


class Detours(Protocol):
    """Who knows the roads: how many s each place costs on the way, None where no way leads there."""

    def __call__(self, along: Along, places: Sequence[Place]) -> Sequence[float | None]: ...
