"""The exact detours of the best places beside a route, from who knows the roads."""

from collections.abc import Sequence
from dataclasses import replace

from ipa_agents.travel.places.areas import detour_metres
from ipa_agents.travel.places.interface import Detours
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import Along
from ipa_agents.travel.places.search import Hit

__all__ = ['tried', 'with_detours']

_TRIED, _MOST_TRIED = 3, 15


def tried(limit: int) -> int:
    """For how many places the detour is asked for where `limit` are wanted, as another may turn out to be shorter."""
    return max(limit, min(limit * _TRIED, _MOST_TRIED))


def with_detours(
    hits: Sequence[Hit], places: Sequence[Place], along: Along, detours: Detours
) -> tuple[list[Hit], list[Place]]:
    """Hits and their places in the order of what they really cost; without those that are too far off by road."""
    found = []
    for hit, place, seconds in zip(hits, places, detours(along, places), strict=True):
        if seconds is not None and seconds <= along.detour:
            cost = hit.cost + detour_metres(seconds) - detour_metres(hit.detour)
            exact = replace(hit, cost=cost, detour=seconds, is_exact=True)
            found.append((exact, replace(place, detour=round(seconds, 1))))
    found.sort(key=lambda both: (both[0].cost, both[0].number))
    return [hit for hit, _ in found], [place for _, place in found]
