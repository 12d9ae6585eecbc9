"""A car park, as far as a map and its operator tell of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ipa_agents.travel.fees import Fee, parse_fee
from ipa_agents.travel.occupancy.occupancy import UNKNOWN, Occupancy
from ipa_agents.travel.places.place import Place

__all__ = ['CarPark', 'car_park_of', 'cost_of_stay']

_PRIVATE = ('private', 'no', 'permit')
_METRES = re.compile(r'^(\d+(?:\.\d+)?)\s*m?$')


@dataclass(frozen=True, slots=True)
class CarPark:
    """`free` spaces are what an operator tells now, never the `capacity` of the map; None: not known.

    `is_free_of_charge` is None when it is not known whether it costs anything; `height` m is the highest car.
    """

    place: Place
    capacity: int | None = None
    free: int | None = None
    fee: Fee | None = None
    is_free_of_charge: bool | None = None
    height: float | None = None
    is_public: bool = True


def car_park_of(place: Place, occupancy: Mapping[str, Occupancy] | None = None) -> CarPark:
    """The car park that a place of kind parking is; `occupancy` by place_id."""
    capacity, fee, height = (
        place.attribute('capacity') or '',
        place.attribute('fee'),
        place.attribute('maxheight') or '',
    )
    highest = _METRES.match(height)
    return CarPark(
        place=place,
        capacity=int(capacity) if capacity.isdecimal() else None,
        free=(occupancy or {}).get(place.place_id, UNKNOWN).free,
        fee=parse_fee(place.attribute('charge') or ''),
        is_free_of_charge=None if fee is None else fee == 'no',
        height=float(highest[1]) if highest else None,
        is_public=place.attribute('access') not in _PRIVATE,
    )


def cost_of_stay(park: CarPark, stay: float) -> float | None:
    """Money for `stay` s, each hour that is begun in full; None when it is not known."""
    fee = park.fee
    if park.is_free_of_charge:
        return 0.0
    if fee is None or fee.unit == 'kWh':
        return None
    hours = -(-stay // 3600)
    return fee.amount * {'hour': hours, 'day': -(-hours // 24), 'once': 1.0}[fee.unit]
