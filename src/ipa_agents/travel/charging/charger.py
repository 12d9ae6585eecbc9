"""A charger, as far as a map and an operator tell of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ipa_agents.travel.charging.electric_car import ElectricCar, Terms
from ipa_agents.travel.fees import Fee, parse_fee
from ipa_agents.travel.occupancy.occupancy import UNKNOWN, Occupancy
from ipa_agents.travel.places.place import Place

__all__ = ['CHARGING', 'Charger', 'Outlet', 'charger_of', 'usable_outlet']

CHARGING = 'charging_station'
"""The kind of a place to charge at."""
_PRIVATE = ('private', 'no')
_POWER = re.compile(r'(\d+(?:\.\d+)?)\s*(k?)W?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A kind of plug at a charger, named as in OSM's socket:*; `power` in W, None when it is not known."""

    plug: str
    power: float | None


@dataclass(frozen=True, slots=True)
class Charger:
    """`fee` is None when the price is not known; `is_free` is None when it is not known whether it costs anything."""

    place: Place
    outlets: tuple[Outlet, ...]
    fee: Fee | None = None
    is_free: bool | None = None
    is_public: bool = True
    occupancy: Occupancy = UNKNOWN


def charger_of(place: Place, occupancy: Mapping[str, Occupancy] | None = None) -> Charger:
    """The charger that a place of kind charging_station is; `occupancy` by place_id."""
    known = dict(attribute.split('=', 1) for attribute in place.attributes if '=' in attribute)
    outlets = tuple(
        Outlet(plug, _power(known.get(f'{key}:output', '')))
        for key, count in known.items()
        if key.startswith('socket:')
        and (plug := key.removeprefix('socket:')).count(':') == 0
        and count not in ('no', '0')
    )
    fee = known.get('fee')
    return Charger(
        place=place,
        outlets=outlets,
        fee=parse_fee(known.get('charge', '')),
        is_free=None if fee is None else fee == 'no',
        is_public=known.get('access') not in _PRIVATE,
        occupancy=(occupancy or {}).get(place.place_id, UNKNOWN),
    )


def usable_outlet(charger: Charger, car: ElectricCar, terms: Terms) -> tuple[Outlet, float] | None:
    """The outlet that charges this car fastest, and at how many W; None when no plug of it is known to fit.

    An outlet whose power is not known counts as what is usual for its plug.
    """
    fitting = [
        (outlet, min(outlet.power or terms.powers.get(outlet.plug, 0.0), car.plugs[outlet.plug]))
        for outlet in charger.outlets
        if outlet.plug in car.plugs
    ]
    working = [found for found in fitting if found[1] > 0]
    return max(working, key=lambda found: found[1]) if working else None


def _power(text: str) -> float | None:
    """W of a value such as "150 kW", "22" (kW) or "11 kW;22 kW", of which the last word is the largest."""
    found = [
        float(number) * 1000 if unit or float(number) < 1000 else float(number) for number, unit in _POWER.findall(text)
    ]
    return max(found, default=None)
