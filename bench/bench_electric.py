"""The charging of five stops in the demo town, where they are known; beside it, the matrices alone."""

import time
from collections.abc import Sequence
from dataclasses import replace

from maps import SQUARE, find, town
from measuring import Bench
from table import Row, at

from ipa_agents.travel.charging.charger import Charger, charger_of
from ipa_agents.travel.charging.consumption import Conditions, load_consumption
from ipa_agents.travel.charging.electric_car import Battery, load_electric_car, load_terms
from ipa_agents.travel.charging.plan import ChargePlan, Stop
from ipa_agents.travel.charging.planner import Traveller, plan_charging
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.routing.matrix import Costs
from ipa_agents.travel.routing.position import Position

_STOPS = ('Port Merrow Airport', 'Northgate Mall', 'Westcliff Beach', 'Old Lighthouse', 'Summit Lookout')
_CAPACITY = 2.592e8


class _Timed:
    """The router, with the time that its matrices take."""

    seconds = 0.0

    def matrix(self, starts: Sequence[Position], goals: Sequence[Position], *, on_foot: bool = False) -> Costs:
        began = time.perf_counter()
        costs = town().router.matrix(starts, goals, on_foot=on_foot)
        self.seconds += time.perf_counter() - began
        return costs


def _chargers() -> list[Charger]:
    query = PlaceQuery(*SQUARE, kind='charging_station', limit=200)
    return [charger_of(place) for place in town().places.search(query).places]


def bench_charging(bench: Bench) -> None:
    """From the search for chargers to the plan, with ever another charge of the battery, each too low for the trip."""
    stops = [Stop(find(name), 3600.0) for name in _STOPS]
    start = Position(*SQUARE)
    usual = Traveller(
        load_electric_car(), load_consumption(), Battery(0, _CAPACITY, 20), Conditions(20, 20, 22), load_terms()
    )
    whole, matrices = [], []
    rounds = bench.of(100, 2)
    for number in range(rounds + 1):
        bench.at('charge plans', number, rounds)
        charge = (0.11 + 0.08 * number / rounds) * _CAPACITY
        router = _Timed()
        began = time.perf_counter()
        traveller = replace(usual, battery=Battery(charge, _CAPACITY, 20))
        plan = plan_charging(traveller, start, stops, _chargers, router)
        if number:  # the first one reads files
            whole.append((time.perf_counter() - began) * 1000)
            matrices.append(router.seconds * 1000)
        if not isinstance(plan, ChargePlan) or not plan.charges:
            raise RuntimeError(f'nothing is charged with {charge / _CAPACITY:.0%}: {plan}')
    bench.add(
        Row.compared('charging planned for five stops, p50', at(whole, 50), at(matrices, 50), 'ms'),
        Row.alone('charging planned for five stops, p95', at(whole, 95), 'ms'),
    )
