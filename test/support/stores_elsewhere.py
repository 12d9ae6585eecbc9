"""Stores of places on a PostgreSQL server, for tests."""

from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.postgis.publishing import Tables
from ipa_agents.travel.places.postgis.server import Server
from ipa_agents.travel.places.store import PlaceStore

__all__ = ['publish']


def publish(address: str, store: PlaceStore) -> None:
    """Put the places of a folder there."""
    with Server(address).connect(name='a test', seconds=0) as connection:
        Tables(connection, load_kinds(), load_attributes()).publish(store, lambda *_: None)
