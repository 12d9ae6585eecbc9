"""The places that a search found, as the trace tells them, in the order in which people choose from them."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ipa_agents.cabin.events import Stage
from ipa_agents.language import Words

__all__ = ['FoundPlace', 'found_places', 'is_of_view']

_SEARCH = 'search'
_MOST = 12
_LONGEST_NAME = 80
_MOST_REASONS = 6


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place as it was listed: `number` from 1, in degrees WGS 84; `why` it was chosen, in both languages."""

    number: int
    name: Words
    latitude: float
    longitude: float
    why: tuple[Words, ...] = ()


def found_places(stage: Stage) -> tuple[FoundPlace, ...] | None:
    """The places of a stage that is a search, those that are none left out; None for any other stage."""
    if stage.stage != _SEARCH:
        return None
    listed = stage.detail.get('places')
    return tuple(_places(listed)) if isinstance(listed, list | tuple) else ()


def is_of_view(stage: Stage) -> bool:
    """Whether a search looked only at what people see of the map."""
    return stage.detail.get('where') == 'view'


def _places(listed: 'list[Any] | tuple[Any, ...]') -> Iterator[FoundPlace]:
    for number, entry in enumerate(listed[:_MOST], start=1):
        if isinstance(entry, Mapping):
            latitude, longitude = _degrees(entry.get('latitude'), 90), _degrees(entry.get('longitude'), 180)
            name, name_zh = (str(entry.get(key) or '')[:_LONGEST_NAME] for key in ('name', 'name_zh'))
            if latitude is not None and longitude is not None:
                names = Words(name or name_zh, name_zh or name)
                yield FoundPlace(number, names, latitude, longitude, tuple(_reasons(entry)))


def _reasons(entry: Mapping[Any, Any]) -> Iterator[Words]:
    both = [entry.get(key) for key in ('reasons', 'reasons_zh')]
    if all(isinstance(texts, list | tuple) for texts in both):
        for en, zh in islice(zip(*both, strict=False), _MOST_REASONS):
            yield Words(str(en)[:_LONGEST_NAME], str(zh)[:_LONGEST_NAME])


def _degrees(value: Any, most: float) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) and abs(value) <= most else None
