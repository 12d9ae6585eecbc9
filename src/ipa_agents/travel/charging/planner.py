"""Plans the charging of a trip."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipa_agents.travel.charging.charger import Charger
from ipa_agents.travel.charging.conditioning import Conditioning, conditioning
from ipa_agents.travel.charging.consumption import Conditions, Consumption, leg_energies, soak_energy
from ipa_agents.travel.charging.electric_car import Battery, ElectricCar, Terms
from ipa_agents.travel.charging.journey import Journey, hops_from
from ipa_agents.travel.charging.plan import ChargePlan, NoPlan, Relaxed, Stop
from ipa_agents.travel.charging.reach import Reach, reach
from ipa_agents.travel.charging.search import cheapest
from ipa_agents.travel.charging.shortlist import shortlist
from ipa_agents.travel.charging.telling import Teller
from ipa_agents.travel.charging.usable import Usable, site_of, usable_chargers
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.matrix import Costs, Matrix, along
from ipa_agents.travel.routing.position import Position

__all__ = ['Traveller', 'plan_charging', 'reach_of']

_LESS = (0.05, 0.0)
"""Shares of the battery that are left at least when the reserve cannot be."""


@dataclass(frozen=True, slots=True)
class Traveller:
    """A car and how it is just now, and the terms of its people."""

    car: ElectricCar
    consumption: Consumption
    battery: Battery
    conditions: Conditions
    terms: Terms

    @property
    def is_known(self) -> bool:
        """Whether there is a number for all that a plan begins with."""
        battery, air = self.battery, self.conditions
        numbers = (battery.energy, battery.capacity, battery.temperature, air.outside, air.cabin, air.wish or 0.0)
        return all(map(math.isfinite, numbers)) and battery.capacity > 0


def plan_charging(
    traveller: Traveller,
    start: Position,
    stops: Sequence[Stop],
    chargers: Callable[[], Sequence[Charger]],
    matrix: Matrix,
) -> ChargePlan | NoPlan:
    """The plan of least time, with what money is worth in it, over `stops`, of which the last is the destination.

    `chargers` are looked for only where the battery does not last. Where no plan keeps to the terms, it says what it
    relaxed. ValueError for no stops.
    """
    if not stops:
        raise ValueError('a plan needs a destination')
    if not traveller.is_known:
        return NoPlan('state_unknown')
    if traveller.battery.energy <= 0:
        return NoPlan('battery_empty')
    way = [start, *(_position(stop.place) for stop in stops)]
    costs = along(matrix, way)
    if not np.isfinite(np.diagonal(costs.seconds, 1)).all():
        return NoPlan('no_way')
    direct = _Task(traveller, stops, {}, costs)
    plan = direct.plan(traveller.terms, traveller.terms.reserve, ())
    if plan:
        return plan
    known = chargers()
    usable = usable_chargers(known, traveller.car, traveller.terms)
    beside = {
        number: found[0]
        for number, stop in enumerate(stops[:-1], 1)
        if stop.charger and (found := usable_chargers([stop.charger], traveller.car, traveller.terms))
    }
    if not usable and not beside:
        is_any = known or any(stop.charger for stop in stops)
        return NoPlan('no_plug' if is_any else 'no_charger', direct.missing())
    near = shortlist(usable, way, traveller.terms.most)
    points = [*way, *(_position(one.charger.place) for one in near)]
    task = _Task(traveller, stops, beside | dict(enumerate(near, len(way))), matrix.matrix(points, points))
    for relaxed, terms, first in _relaxations(traveller.terms):
        plan = task.plan(terms, first, relaxed)
        if plan:
            return plan
    missing = task.missing()
    return NoPlan('none_in_reach', missing) if missing > 0 or math.isnan(missing) else NoPlan('too_far')


def reach_of(traveller: Traveller, start: Position, stops: Sequence[Stop], matrix: Matrix) -> Reach | None:
    """How the way over `stops` ends without charging; None where no way leads there or a number is missing."""
    way = [start, *(_position(stop.place) for stop in stops)]
    costs = along(matrix, way)
    if not traveller.is_known:
        return None
    metres = float(np.diagonal(costs.metres, 1).sum())
    return reach(traveller.battery, _Task(traveller, stops, {}, costs).energy, metres, traveller.terms.reserve)


class _Task:
    """One trip with the chargers that are weighed for it, for any terms."""

    def __init__(self, traveller: Traveller, stops: Sequence[Stop], usable: Mapping[int, Usable], costs: Costs) -> None:
        self._traveller, self._stops, self._usable, self._costs = traveller, stops, usable, costs
        car, battery, conditions = traveller.car, traveller.battery, traveller.conditions
        self._joules = leg_energies(traveller.consumption, costs.metres, costs.seconds, conditions)
        self._warmed: dict[int, Conditioning] = {}
        for point, one in usable.items():
            driving = float(costs.seconds[0, point])
            if math.isfinite(driving) and (warmed := conditioning(car, battery, one.power, driving)):
                self._warmed[point] = warmed
                if point > len(stops):
                    self._joules[: len(stops) + 1, point] += warmed.energy
        soaked = [soak_energy(traveller.consumption, conditions, seconds) for seconds in costs.seconds[0]]
        self._joules[0] += np.where(np.isfinite(self._joules[0]), soaked, 0.0)

    @property
    def energy(self) -> float:
        """J from the start over all stops, without charging."""
        return float(np.diagonal(self._joules, 1)[: len(self._stops)].sum())

    def plan(self, terms: Terms, first: float, relaxed: tuple[Relaxed, ...]) -> ChargePlan | None:
        """The best plan by these terms, with a share of `first` left until the first charger."""
        journey = self._journey(terms, first)
        found = cheapest(journey)
        if found is None:
            return None
        teller = Teller(journey, self._costs, self._traveller.battery.capacity, self._stops, self._usable, self._warmed)
        return teller.tell(found[1], self._traveller.car, terms, relaxed)

    def missing(self) -> float:
        """J that lack for the nearest charger, or for the destination, with an empty battery on arrival; else <= 0."""
        journey = self._journey(replace(self._traveller.terms, reserve=0.0, arrival=0.0), 0.0)
        needs = hops_from(journey, 0, 0).needs
        return float(needs.min()) - journey.energy if len(needs) else math.nan

    def _journey(self, terms: Terms, first: float) -> Journey:
        car, battery = self._traveller.car, self._traveller.battery
        stays = {number: stop.stay for number, stop in enumerate(self._stops, 1)}
        return Journey(
            seconds=self._costs.seconds,
            joules=self._joules,
            stops=len(self._stops),
            sites={
                point: site_of(one, car, battery, terms, self._warmed.get(point), stays.get(point, 0.0))
                for point, one in self._usable.items()
            },
            energy=battery.energy,
            first=first * battery.capacity,
            reserve=terms.reserve * battery.capacity,
            arrival=max(terms.reserve, terms.arrival) * battery.capacity,
            limit=terms.limit * battery.capacity,
            step=terms.step * battery.capacity,
        )


def _relaxations(terms: Terms) -> Iterator[tuple[tuple[Relaxed, ...], Terms, float]]:
    """The terms, and then ever less of them; with the share that is left until the first charger."""
    yield (), terms, terms.reserve
    less = [share for share in _LESS if share < terms.reserve]
    # First only on the way to the first charger: a car that is nearly empty need not stay so.
    yield from ((('reserve',), terms, share) for share in less)
    relaxed: tuple[Relaxed, ...] = ()
    if terms.arrival > terms.reserve:
        relaxed, terms = ('arrival',), replace(terms, arrival=terms.reserve)
        yield relaxed, terms, terms.reserve
    if terms.limit < 1:
        relaxed, terms = (*relaxed, 'limit'), replace(terms, limit=1.0)
        yield relaxed, terms, terms.reserve
    yield from (((*relaxed, 'reserve'), replace(terms, reserve=share, arrival=share), share) for share in less)


def _position(place: Place) -> Position:
    return Position(place.latitude, place.longitude)
