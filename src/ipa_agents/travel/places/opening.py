"""Which store answers, by its address."""

from pathlib import Path

from ipa_agents.travel.places.interface import Detours, Places

__all__ = ['is_postgis', 'is_remote', 'open_places']


def is_postgis(store: str) -> bool:
    """Whether this is the address of a PostgreSQL server."""
    return store.startswith(('postgresql://', 'postgres://'))


def is_remote(store: str) -> bool:
    """Whether this is the address of a provider over MCP."""
    return store.startswith('mcp+')


def open_places(store: str, detours: Detours | None = None) -> Places:
    """The store at `postgresql://...`, `mcp+http://...` or `mcp+stdio:COMMAND`, or in a folder.

    Raises SetupError for an address that is none, or without its library; MapMissing for a folder without a store.
    A server is not asked before the first search.
    """
    # Each brings a library that takes long to load, or is not installed: only the one that is needed.
    if is_postgis(store):
        from ipa_agents.travel.places.postgis.places import PostgisPlaces

        return PostgisPlaces(store, detours)
    if is_remote(store):
        from ipa_agents.travel.places.remote.places import RemotePlaces

        return RemotePlaces(store, detours)
    from ipa_agents.travel.places.embedded import EmbeddedPlaces

    return EmbeddedPlaces(Path(store), detours)
