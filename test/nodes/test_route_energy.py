"""What a route takes of the battery, beside the route as a message."""

import math

import pytest

from ipa_agents import msg
from ipa_agents.nodes.route_messages import tell_energy
from ipa_agents.travel.charging.consumption import Conditions, load_consumption
from ipa_agents.travel.charging.electric_car import Battery, load_electric_car, load_terms
from ipa_agents.travel.charging.planner import Traveller

CAPACITY = 2.592e8


def route(*maneuvers: msg.Maneuver) -> msg.Route:
    return msg.Route(maneuvers=maneuvers, energy=math.nan, arrival_charge=math.nan)


def traveller(share: float) -> Traveller:
    battery = Battery(share * CAPACITY, CAPACITY, 20.0)
    return Traveller(load_electric_car(), load_consumption(), battery, Conditions(20, 20), load_terms())


WAY = (msg.Maneuver(length=30_000.0, duration=1500.0), msg.Maneuver(length=10_000.0, duration=900.0))


def test_a_route_tells_what_it_takes_and_what_is_left_on_arrival() -> None:
    told = route(*WAY)
    tell_energy(told, traveller(0.5))
    assert 3.0 < told.energy < 10.0
    assert told.arrival_charge == pytest.approx(50 - 100 * told.energy / 72, abs=0.01)


def test_what_is_driven_already_is_taken_already() -> None:
    whole, half = route(*WAY), route(*WAY)
    tell_energy(whole, traveller(0.5))
    tell_energy(half, traveller(0.5), 0.5)
    assert half.energy == whole.energy
    assert half.arrival_charge == pytest.approx((50 + whole.arrival_charge) / 2, abs=0.01)


def test_below_nothing_is_told_where_it_does_not_last() -> None:
    told = route(*WAY)
    tell_energy(told, traveller(0.01))
    assert told.arrival_charge < 0


@pytest.mark.parametrize('told', [route(*WAY), route()])
def test_what_nobody_knows_is_not_made_up(told: msg.Route) -> None:
    tell_energy(told, traveller(math.nan))
    assert math.isnan(told.energy)
    assert math.isnan(told.arrival_charge)
