"""Which car parks near a destination are best, and why: the walk, the price, the spaces."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.occupancy.telling import occupancy_reasons
from ipa_agents.travel.parking.car_park import CarPark, cost_of_stay
from ipa_agents.travel.places.found import Reason
from ipa_agents.travel.places.opening_hours import parse_opening_hours
from ipa_agents.travel.routing.matrix import Matrix
from ipa_agents.travel.routing.position import Position

__all__ = ['Parking', 'rank_car_parks']

_STROLL = 1.25
"""m/s; a mean pace of adults (R. W. Bohannon, Age and Ageing 26, 1997)."""
_DETOUR = 1.3
"""How much longer than as the crow flies a walk in a town is."""
_WORTH = 120.0
"""s of walking that people do for one unit of money."""
_UNKNOWN_PRICE, _USUAL_STAY = 5.0, 7200.0
"""Money an hour that an unknown price is weighed as, and s."""
_FULL, _NEARLY = 1e6, 600.0
"""s that a full and a nearly full car park are worse."""
_FEW = 5
"""Free spaces that may be gone on arrival."""


@dataclass(frozen=True, slots=True)
class Parking:
    """A car park with the `walk` from it in s, estimated where no footpath is known, and the cost of the stay.

    `cost` is NaN when the price is not known; `reasons` say why it stands where it does.
    """

    park: CarPark
    walk: float
    cost: float
    reasons: tuple[Reason, ...]


def rank_car_parks(
    parks: Sequence[CarPark],
    destination: Position,
    walking: Matrix | None = None,
    stay: float = _USUAL_STAY,
    height: float = math.nan,
    at: datetime | None = None,
) -> tuple[Parking, ...]:
    """The best first; without those that are private, too low for a car of `height` m, or closed `at` a local time."""
    fitting = [park for park in parks if park.is_public and not _is_too_low(park, height) and not _is_closed(park, at)]
    if not fitting:
        return ()
    places = [Position(park.place.latitude, park.place.longitude) for park in fitting]
    known = [math.inf] * len(places)
    if walking is not None:
        known = walking.matrix(places, [destination], on_foot=True).seconds[:, 0].tolist()
    found = []
    for park, place, walk in zip(fitting, places, known, strict=True):
        is_estimated = not math.isfinite(walk)
        if is_estimated:
            apart = distance(place.latitude, place.longitude, destination.latitude, destination.longitude)
            walk = float(apart) * _DETOUR / _STROLL
        cost = cost_of_stay(park, stay)
        reasons = tuple(_reasons(park, walk, is_estimated=is_estimated))
        found.append(Parking(park, walk, math.nan if cost is None else cost, reasons))
    return tuple(sorted(found, key=lambda one: _worse(one, stay)))


def _worse(parking: Parking, stay: float) -> float:
    """s of walking by which it is worse than one right there for nothing."""
    cost = _UNKNOWN_PRICE * stay / 3600 if math.isnan(parking.cost) else parking.cost
    free = parking.park.free
    crowded = 0.0 if free is None or free > _FEW else _FULL if free == 0 else _NEARLY
    return parking.walk + cost * _WORTH + crowded


def _reasons(park: CarPark, walk: float, *, is_estimated: bool) -> Iterator[Reason]:
    yield Reason('walk_about' if is_estimated else 'walk', round(walk))
    if park.is_free_of_charge:
        yield Reason('no_fee')
    elif park.fee is not None and park.fee.unit == 'hour':
        yield Reason('fee', park.fee.amount)
    else:
        yield Reason('fee_unknown')
    yield from occupancy_reasons(Occupancy(park.free), park.place.kind)


def _is_too_low(park: CarPark, height: float) -> bool:
    return park.height is not None and park.height < height


def _is_closed(park: CarPark, at: datetime | None) -> bool:
    hours = parse_opening_hours(park.place.attribute('opening_hours') or '')
    return at is not None and hours is not None and not hours.is_open(at)
