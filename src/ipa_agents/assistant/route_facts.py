"""What navigation tells of a route beside the way itself: the other way that it offers, and what the battery does."""

import math
from dataclasses import dataclass

from ipa_agents.language import Words
from ipa_agents.travel.places.place import Place

__all__ = ['ChargeAt', 'Charging', 'Detour']

_NAMELESS = Words('', '')


@dataclass(frozen=True, slots=True)
class Detour:
    """The other way that navigation offers because of the traffic on `road`: how many s it saves."""

    saves: float
    is_closed: bool = False
    road: Words = _NAMELESS


@dataclass(frozen=True, slots=True)
class ChargeAt:
    """A stop to charge: the battery in percent on arrival and on leaving, s of charging, its price and s of waiting."""

    place: Place
    arrival: float
    departure: float
    duration: float
    price: float = math.nan
    currency: str = ''
    wait: float = math.nan


@dataclass(frozen=True, slots=True)
class Charging:
    """Whether the battery lasts: percent now and on arrival, the margin in m over the reserve, where to charge.

    `why_not` says why no charging helps where it does not last; empty else.
    """

    charge: float
    arrival: float
    margin: float
    stops: tuple[ChargeAt, ...] = ()
    duration: float = 0.0
    given_up: tuple[str, ...] = ()
    why_not: Words = _NAMELESS
