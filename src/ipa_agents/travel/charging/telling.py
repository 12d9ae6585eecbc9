"""Puts what the search found into a plan that can be told."""

import math
from collections.abc import Mapping, Sequence

from ipa_agents.travel.charging.conditioning import Conditioning
from ipa_agents.travel.charging.electric_car import ElectricCar, Terms
from ipa_agents.travel.charging.journey import Journey
from ipa_agents.travel.charging.plan import Charge, ChargePlan, Relaxed, Stop
from ipa_agents.travel.charging.search import Visit
from ipa_agents.travel.charging.usable import Usable, cost_of, wait_at
from ipa_agents.travel.routing.matrix import Costs

__all__ = ['Teller']


class Teller:
    """Drives through the plan in thought, and notes what happens when."""

    def __init__(
        self,
        journey: Journey,
        costs: Costs,
        capacity: float,
        stops: Sequence[Stop],
        usable: Mapping[int, Usable],
        warmed: Mapping[int, Conditioning],
    ) -> None:
        self._journey, self._costs, self._capacity = journey, costs, capacity
        self._stops, self._usable, self._warmed = stops, usable, warmed
        self._point, self._made, self._charge = 0, 0, journey.energy
        self._time = self._metres = 0.0
        self._charges: list[Charge] = []
        self._arriving: list[float] = []
        self._times: list[float] = []

    def tell(self, visits: Sequence[Visit], car: ElectricCar, terms: Terms, relaxed: tuple[Relaxed, ...]) -> ChargePlan:
        """The plan that charges so."""
        for visit in visits:
            self._go(visit.made, visit.point)
            if visit.leaving > visit.arriving:
                self._fill(visit, car, terms)
        self._go(self._journey.stops, self._journey.stops)
        return ChargePlan(
            charges=tuple(self._charges),
            arriving=tuple(self._arriving),
            times=tuple(self._times),
            seconds=self._time,
            metres=self._metres,
            reserve=min(self._journey.first, self._journey.reserve) / self._capacity,
            relaxed=relaxed,
        )

    def _go(self, made: int, point: int) -> None:
        path = [*range(self._made + 1, made + 1)]
        for at in path if path and path[-1] == point else [*path, point]:
            if 1 <= self._point <= self._journey.stops:
                # It stood there, perhaps charging; a stay that is over costs nothing more.
                left = self._times[-1] + self._stops[self._point - 1].stay
                self._time = max(self._time, left)
            self._time += float(self._costs.seconds[self._point, at])
            self._metres += float(self._costs.metres[self._point, at])
            self._charge -= float(self._journey.joules[self._point, at])
            if at <= self._journey.stops:
                self._arriving.append(self._charge / self._capacity)
                self._times.append(self._time)
            self._point = at
        self._made = made

    def _fill(self, visit: Visit, car: ElectricCar, terms: Terms) -> None:
        usable, site = self._usable[visit.point], self._journey.sites[visit.point]
        seconds = site.overhead + float(site.filling.until(visit.leaving) - site.filling.until(visit.arriving))
        bought = (visit.leaving - visit.arriving) / car.efficiency
        paid = cost_of(usable.charger, bought, seconds)
        is_stop = visit.point <= self._journey.stops
        self._charges.append(
            Charge(
                charger=usable.charger,
                outlet=usable.outlet,
                power=usable.power,
                stop=visit.made - 1 if is_stop else visit.made,
                arriving=visit.arriving / self._capacity,
                leaving=visit.leaving / self._capacity,
                begins=self._time,
                wait=wait_at(usable.charger.occupancy, terms),
                seconds=seconds,
                energy=bought,
                cost=paid[0] if paid else math.nan,
                currency=paid[1] if paid else '',
                conditioning=None if self._charges else self._warmed.get(visit.point),
                while_staying=is_stop,
            )
        )
        self._time += seconds
        self._charge = visit.leaving
