"""How full places are as reasons of a search."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ipa_agents.travel.occupancy.occupancy import UNKNOWN, Occupancy
from ipa_agents.travel.places.found import Reason, ReasonCode, Results

__all__ = ['occupancy_reasons', 'with_occupancy']

_COUNTED: Mapping[str, ReasonCode] = {'charging_station': 'free_outlets', 'parking': 'free_spaces'}


def occupancy_reasons(occupancy: Occupancy, kind: str) -> Iterator[Reason]:
    """What an operator tells of a place of a kind; nothing of kinds that nobody waits for."""
    if kind not in _COUNTED:
        return
    if occupancy.free is not None:
        yield Reason(_COUNTED[kind], occupancy.free) if occupancy.free else Reason('full')
    if kind == 'charging_station' and occupancy.wait:
        yield Reason('wait', occupancy.wait)


def with_occupancy(results: Results, occupancy: Mapping[str, Occupancy], *, full_last: bool) -> Results:
    """The results with what operators tell of them; with `full_last` those where nothing is free come last."""
    found = []
    for item in results.found:
        told = occupancy_reasons(occupancy.get(item.place.place_id, UNKNOWN), item.place.kind)
        found.append(replace(item, reasons=(*told, *item.reasons)))
    if full_last:
        found.sort(key=lambda item: any(reason.code == 'full' for reason in item.reasons))
    return replace(results, found=tuple(found))
