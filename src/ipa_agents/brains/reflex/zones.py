"""Which seats are meant: "here", "the passenger side", "后排", seen from the seat of whoever speaks."""

import re
from collections.abc import Iterable
from functools import cache

from ipa_agents.brains.reflex.words import alternatives, load_words
from ipa_agents.language import Language
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import SEATS, Seat

__all__ = ['named_seats', 'seats_for', 'zones_in']

_FRONT: frozenset[Seat] = frozenset({'row1_driver', 'row1_passenger'})
_REAR: frozenset[Seat] = frozenset({'row2_driver', 'row2_passenger'})
_LEFT: frozenset[Seat] = frozenset({'row1_driver', 'row2_driver'})
_RIGHT: frozenset[Seat] = frozenset({'row1_passenger', 'row2_passenger'})
_AREAS = {'front': _FRONT, 'rear': _REAR, 'front_both': _FRONT, 'all': frozenset(SEATS)}


def named_seats(zones: Iterable[str], speaker: Seat, plural: bool = False) -> tuple[Seat, ...]:
    """The seats that the zone words mean together, in the order of SEATS; the car is left-hand drive.

    "The left window" is in the row of the speaker; `plural`: "the left windows" are in both.
    """
    said = set(zones)
    row = frozenset(SEATS) if plural else _FRONT if speaker in _FRONT else _REAR
    sides = {'left': _LEFT, 'right': _RIGHT}
    named_rows = said & {'front', 'rear'}
    meant: set[Seat] = set()
    for zone in said:
        if zone in SEATS:
            meant.add(zone)
        elif zone == 'here':
            meant.add(speaker)
        elif zone == 'others':
            meant |= (_FRONT if speaker in _FRONT else _REAR) - {speaker}
        elif zone in sides:
            rows = frozenset().union(*(_AREAS[name] for name in named_rows)) if named_rows else row
            meant |= sides[zone] & rows
        elif zone in named_rows and said & set(sides):
            continue
        else:
            meant |= _AREAS[zone]
    return tuple(seat for seat in SEATS if seat in meant)


def seats_for(function: Function, zones: Iterable[str], speaker: Seat, plural: bool = False) -> tuple[Seat | None, ...]:
    """The zones of `function` that are meant, (None,) where it has none; empty when it is not there."""
    zones = tuple(zones)
    if not function.zones:
        return (None,)
    if zones and set(zones) != {'here'}:
        return tuple(seat for seat in named_seats(zones, speaker, plural) if seat in function.zones)
    if function.zone_default == 'all' and not zones or plural and not zones:
        return function.zones
    if speaker in function.zones:
        return (speaker,)
    same_side = [seat for seat in function.zones if seat.endswith(speaker.removeprefix('row1').removeprefix('row2'))]
    return tuple(same_side) or function.zones


def zones_in(text: str, language: Language) -> tuple[str, ...]:
    """The zone words of `text`, in their order; the longest win where they overlap."""
    pattern, zones = _zone_words(language)
    return tuple(zones[found.casefold()] for found in pattern.findall(text))


@cache
def _zone_words(language: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    zones = {name.casefold(): zone for zone, names in load_words(language).zones.items() for name in names}
    edge = r'\b' if language == 'en' else ''
    return re.compile(f'{edge}(?:{alternatives(zones)}){edge}', re.IGNORECASE), zones
