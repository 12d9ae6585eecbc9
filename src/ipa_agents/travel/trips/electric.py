"""A trip that the battery lasts for: where it would not, stops to charge are put in."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipa_agents.travel.charging.charger import CHARGING, Charger, charger_of
from ipa_agents.travel.charging.electric_car import filling
from ipa_agents.travel.charging.plan import Charge, NoPlan, Relaxed, WhyNot
from ipa_agents.travel.charging.plan import Stop as Halt
from ipa_agents.travel.charging.planner import Traveller, plan_charging
from ipa_agents.travel.charging.usable import usable_chargers, wait_at
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.routing.matrix import Matrix
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.trips.changes import put_in
from ipa_agents.travel.trips.trip import Stop, Trip

__all__ = ['UNKNOWN', 'Charged', 'Level', 'charged', 'told_wait']


@dataclass(frozen=True, slots=True)
class Level:
    """How full the battery is at a stop, as shares of it; NaN: not known.

    It is to be warmed `conditioning` s before the arrival; 0: it need not be.
    """

    arriving: float = math.nan
    leaving: float = math.nan
    conditioning: float = 0.0


UNKNOWN = Level()


@dataclass(frozen=True, slots=True)
class Charged:
    """A trip with its stops to charge, and a level for each of its stops.

    `relaxed` is what could not be kept to for that; `why_not` says why there is no plan: then nothing was put in.
    """

    trip: Trip
    levels: tuple[Level, ...]
    relaxed: tuple[Relaxed, ...] = ()
    why_not: WhyNot | None = None


def charged(
    trip: Trip,
    traveller: Traveller,
    start: Position,
    chargers: Callable[[], Sequence[Charger]],
    matrix: Matrix,
    occupancy: Mapping[str, Occupancy] | None = None,
) -> Charged:
    """Put in stops to charge where the battery would not last from `start`, and take out those put in before.

    `occupancy` by place_id, of the stops that are chargers themselves.
    """
    trip = replace(trip, stops=tuple(stop for stop in trip.stops if not stop.is_added))
    if not trip.stops:
        return Charged(trip, ())
    halts = [Halt(stop.goal, stop.stay, _charger_at(stop, occupancy)) for stop in trip.stops]
    plan = plan_charging(traveller, start, halts, chargers, matrix)
    if isinstance(plan, NoPlan):
        return Charged(trip, (UNKNOWN,) * len(trip.stops), why_not=plan.reason)
    stops, levels, gained = trip.stops, [], 0.0
    added: list[Stop] = []
    for number, stop in enumerate(stops):
        for charge in (one for one in plan.charges if one.stop == number and not one.while_staying):
            new = Stop('charging', charge.charger.place, charge.seconds, is_added=True)
            added = put_in(added, new, taken=stops)
            levels.append(_level(charge, charge.arriving + gained))
            gained = levels[-1].leaving - charge.leaving
        added.append(stop)
        arriving = plan.arriving[number] + gained
        meanwhile = next((one for one in plan.charges if one.stop == number and one.while_staying), None)
        needed = meanwhile.leaving if meanwhile else arriving
        leaving = max(needed, _after(stop, arriving, traveller, occupancy))
        warming = meanwhile.conditioning.seconds if meanwhile and meanwhile.conditioning else 0.0
        levels.append(Level(arriving, leaving, warming))
        gained = leaving - (meanwhile.leaving if meanwhile else plan.arriving[number])
    return Charged(replace(trip, stops=tuple(added)), tuple(levels), plan.relaxed)


def told_wait(stop: Stop, traveller: Traveller, occupancy: Mapping[str, Occupancy] | None) -> float:
    """s that one would wait to charge at a stop, by what its operator tells; 0 where nobody tells."""
    charger = _charger_at(stop, occupancy)
    if charger is None or not charger.occupancy.is_known:
        return 0.0
    return wait_at(charger.occupancy, traveller.terms)


def _charger_at(stop: Stop, occupancy: Mapping[str, Occupancy] | None) -> Charger | None:
    return charger_of(stop.goal, occupancy) if stop.goal.kind == CHARGING else None


def _level(charge: Charge, arriving: float) -> Level:
    warming = charge.conditioning.seconds if charge.conditioning else 0.0
    return Level(arriving, max(arriving, charge.leaving), warming)


def _after(stop: Stop, arriving: float, traveller: Traveller, occupancy: Mapping[str, Occupancy] | None) -> float:
    """The share after a stay: as long as people are there, the car charges where it can."""
    charger = _charger_at(stop, occupancy)
    fitting = usable_chargers([charger], traveller.car, traveller.terms) if charger else []
    if not fitting or arriving <= 0:
        return arriving
    battery, terms = traveller.battery, traveller.terms
    full = filling(traveller.car, battery, fitting[0].power, battery.temperature)
    seconds = stop.stay - terms.handling - wait_at(fitting[0].charger.occupancy, terms)
    begun = float(full.until(arriving * battery.capacity))
    reached = float(np.interp(begun + max(0.0, seconds), full.seconds, full.energies)) / battery.capacity
    return max(arriving, min(terms.limit, reached))
