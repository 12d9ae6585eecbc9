"""What a search for places gives: the places, why each was chosen, and what was given up to find any."""

import math
from dataclasses import dataclass
from typing import Literal

from ipa_agents.travel.places.place import Place

__all__ = ['Found', 'Reason', 'ReasonCode', 'Results']

ReasonCode = Literal[
    'ahead',
    'detour',
    'detour_about',
    'distance',
    'drive',
    'dry',
    'fee',
    'fee_unknown',
    'free_outlets',
    'free_spaces',
    'full',
    'has',
    'hours_unknown',
    'liked',
    'name_misspelt',
    'name_part',
    'name_pinyin',
    'name_same',
    'no_fee',
    'open_always',
    'open_until',
    'power',
    'power_unknown',
    'price',
    'price_unknown',
    'rating',
    'rating_unknown',
    'unknown',
    'wait',
    'walk',
    'walk_about',
    'without_attribute',
    'without_drive',
    'without_hours',
    'without_power',
    'without_price',
    'without_radius',
    'without_rating',
    'without_route',
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: `number` is what the code counts (m, s, stars, minutes, money an hour, spaces), `attribute` an id."""

    code: ReasonCode
    number: float = math.nan
    attribute: str = ''


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was found. `cost`: by how many m of driving it is worse than a usual one right here."""

    place: Place
    cost: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The best first; `relaxed` is what was wanted and given up, empty when all was kept or nothing was found."""

    found: tuple[Found, ...] = ()
    relaxed: tuple[Reason, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """The places alone."""
        return tuple(item.place for item in self.found)
