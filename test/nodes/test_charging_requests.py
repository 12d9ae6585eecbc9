"""Whether the battery lasts and where to charge, asked of the demo town by messages."""

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest
from charged import charged
from maps import SQUARE, find, town

from ipa_agents import srv
from ipa_agents.errors import RejectedCommand
from ipa_agents.nodes.charging_requests import answer_charging
from ipa_agents.nodes.state_messages import place_message
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.routing.position import Position

HERE = Position(*SQUARE)


def ask(
    charge: float,
    name: str = 'Summit Lookout',
    told: Mapping[str, Occupancy] | None = None,
    **wishes: object,
) -> srv.PlanCharging.Response:
    request = srv.PlanCharging.Request(destination=place_message(find(name)), **wishes)
    response = srv.PlanCharging.Response()
    answer_charging(request, response, town(), HERE, None, charged(charge), told or {})
    return response


def test_enough_is_told_with_what_is_to_spare() -> None:
    answer = ask(60.0)
    assert answer.success
    assert not answer.stops
    assert 55 < answer.arrival < 60
    assert answer.charge == pytest.approx(60)
    assert answer.arrival == pytest.approx(60 - answer.energy / 0.72, abs=0.01)
    assert 200_000 < answer.margin < 500_000


def test_there_and_back_takes_more() -> None:
    once, twice = ask(60.0), ask(60.0, there_and_back=True)
    assert twice.energy > 1.7 * once.energy
    assert twice.margin < once.margin


def test_what_is_not_enough_is_charged_on_the_way() -> None:
    answer = ask(12.0, reserve=10.0, arrival_charge=30.0)
    assert answer.success
    assert answer.margin < ask(60.0).margin
    (stop,) = answer.stops
    assert stop.place.kind == 'charging_station'
    assert stop.departure_charge > 30 > stop.arrival_charge >= 10
    assert answer.duration > stop.charging_time > 240
    assert math.isnan(stop.price) == (stop.currency == '')
    assert math.isnan(stop.wait)


def test_where_one_must_wait_is_passed_by_and_what_is_told_of_the_other_is_shown() -> None:
    wishes = {'reserve': 10.0, 'arrival_charge': 30.0}
    (usual,) = ask(12.0, **wishes).stops
    full = {usual.place.place_id: Occupancy(0, 36_000.0)}
    (other,) = ask(12.0, told=full, **wishes).stops
    assert other.place.place_id != usual.place.place_id
    (same,) = ask(12.0, told={usual.place.place_id: Occupancy(3)}, **wishes).stops
    assert (same.place.place_id, same.wait) == (usual.place.place_id, 0.0)


def test_what_could_not_be_kept_is_said() -> None:
    assert list(ask(5.0, reserve=10.0).given_up) == ['reserve']


@pytest.mark.parametrize(('charge', 'reason'), [(0.0, 'empty'), (math.nan, 'does not tell')])
def test_an_empty_battery_and_an_unknown_one_are_refused_with_the_reason(charge: float, reason: str) -> None:
    with pytest.raises(RejectedCommand, match=reason):
        ask(charge)


class NoChargers:
    def search(self, query: PlaceQuery) -> Results:
        return Results()


def test_where_no_charger_is_known_that_is_said_in_both_languages() -> None:
    bare = replace(town(), places=NoChargers())  # type: ignore[arg-type]
    request = srv.PlanCharging.Request(destination=place_message(find('Summit Lookout')), arrival_charge=30.0)
    with pytest.raises(RejectedCommand, match='no charger is known') as refused:
        answer_charging(request, srv.PlanCharging.Response(), bare, HERE, None, charged(12.0), {})
    assert '没有已知的充电站' in refused.value.reason_zh


def test_without_a_route_a_place_is_needed_and_a_position_too() -> None:
    for here, reason in ((HERE, 'no route'), (None, 'where the car is')):
        with pytest.raises(RejectedCommand, match=reason):
            answer_charging(srv.PlanCharging.Request(), srv.PlanCharging.Response(), town(), here, None, {}, {})
