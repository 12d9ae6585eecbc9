"""The trip of the navigation: asked for, changed and driven by messages, in the demo town."""

import json
import math
import time
from typing import Any

import pytest
from charged import charged
from desk import Desk
from maps import SQUARE, find, town

from ipa_agents import msg, srv
from ipa_agents.errors import RejectedCommand
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.state_messages import place_message
from ipa_agents.nodes.trip_messages import after_trip_request, held_from
from ipa_agents.nodes.trip_requests import Trips
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.trips.guide import TripGuide
from ipa_agents.travel.trips.held import HeldTrip

DINNER = msg.TripWish(wish_id='dinner', name='dinner', name_zh='晚饭', kind='restaurant')
FILM = msg.TripWish(wish_id='film', name='film', name_zh='电影', kind='cinema')
CHARGE = msg.TripWish(wish_id='charging', name='charging', name_zh='充电', kind='charging_station')


class Car:
    """Trips of a car that stands in the square; `shown` are the messages of the trip."""

    def __init__(self, desk: Desk, charge: float = 60.0) -> None:
        self.desk = desk
        self.navigator = Navigator(town().router, load_guidance())
        self.navigator.see_position(*SQUARE, None, 0.0, time.time())
        self.trips = Trips(desk.node, Health(desk.node))
        self.trips.configure(town(), self.navigator, charged(charge), {})
        self.shown = desk.listen('navigation/trip', msg.Trip, qos.STATE)
        self.planner = desk.node.create_client(srv.PlanTrip, 'navigation/plan_trip', qos_profile=qos.SERVICES)
        self._sent = 0

    def do(self, action: str, **change: Any) -> HeldTrip:
        """The trip after a command."""
        self._sent += 1
        command_id = f'c{self._sent}'
        self.trips.take(msg.NavigationCommand(command_id=command_id, action=action, trip=msg.TripChange(**change)))
        self.trips.step()
        shown = self.desk.wait(
            lambda: next((trip for trip in self.shown if trip.command_id == command_id), None), command_id
        )
        return held_from(shown)

    def ask(self, **request: Any) -> Any:
        future = self.planner.call_async(srv.PlanTrip.Request(**request))
        return self.desk.wait(lambda: future.done() and future.result(), 'a planned trip')


@pytest.fixture
def car(desk: Desk) -> Car:
    return Car(desk)


def ids(held: HeldTrip) -> list[str]:
    return [entry.visit.stop.id for entry in held.itinerary.entries]


def test_a_trip_is_made_of_wishes_with_reasons_times_and_the_battery(car: Car) -> None:
    held = car.do('PLAN_TRIP', wishes=[DINNER, FILM], people=4)
    assert (held.phase, held.number, ids(held)) == ('planned', 0, ['dinner', 'film'])
    dinner, film = held.itinerary.entries
    assert dinner.visit.stop.place.kind == 'restaurant'
    assert dinner.visit.stop.why
    assert dinner.visit.stop.stay == 5400.0
    assert time.time() - 60 < dinner.visit.arrival < dinner.visit.ends < film.visit.arrival < film.visit.ends
    assert 0.6 > dinner.level.arriving > film.level.arriving > 0.5
    assert held.itinerary.trip.people == 4
    assert car.navigator.state.status == 'IDLE'


def test_a_trip_is_driven_changed_and_ended(car: Car) -> None:
    held = car.do('PLAN_TRIP', wishes=[DINNER, FILM])
    dinner = held.itinerary.entries[0].visit.stop.place
    assert car.do('DRIVE_TRIP').phase == 'driving'
    assert car.navigator.errand
    assert car.navigator.errand.destination.place_id == dinner.place_id
    held = car.do('SHIFT_STOP', stop='晚饭', later=1800.0)
    assert held.itinerary.entries[0].visit.starts > time.time() + 1700
    assert car.do('STAY', stop='dinner', stay=600.0).itinerary.entries[0].visit.stop.stay == 600.0
    assert ids(car.do('MOVE_STOP', stop='dinner', other='film', after=True)) == ['film', 'dinner']
    assert car.do('REPLACE_STOP', stop='dinner').itinerary.entries[1].visit.stop.place.place_id != dinner.place_id
    assert ids(car.do('LEAVE_OUT', stop='电影院')) == ['dinner']
    assert car.navigator.errand.destination.kind == 'restaurant'
    assert car.do('END_TRIP').phase is None
    assert car.navigator.state.status == 'IDLE'


def test_a_stop_is_added_where_it_is_least_out_of_the_way_or_where_it_is_wanted(car: Car) -> None:
    car.do('PLAN_TRIP', wishes=[DINNER, FILM])
    groceries = msg.TripWish(kind='supermarket')
    assert set(ids(car.do('ADD_TO_TRIP', wishes=[groceries]))) == {'dinner', 'film', 'supermarket'}
    named = msg.TripWish(wish_id='home', place=place_message(find('Town Hall')))
    held = car.do('ADD_TO_TRIP', wishes=[named], other='film', after=True)
    assert ids(held).index('home') == ids(held).index('film') + 1
    assert held.itinerary.entries[ids(held).index('home')].visit.stop.place.name == 'Town Hall'


def test_the_charger_beside_a_stop_is_changed_and_left_out_without_the_stop(car: Car) -> None:
    charging = msg.TripWish(wish_id='charging', kind='charging_station')
    (film,) = car.do('PLAN_TRIP', wishes=[FILM, charging]).itinerary.trip.stops
    assert film.parks_at
    (elsewhere,) = car.do('REPLACE_STOP', stop='charging station').itinerary.trip.stops
    assert elsewhere.place.place_id == film.place.place_id
    assert elsewhere.parks_at
    assert elsewhere.parks_at.place_id != film.parks_at.place_id
    (alone,) = car.do('LEAVE_OUT', stop='充电').itinerary.trip.stops
    assert (alone.place.place_id, alone.parks_at) == (film.place.place_id, None)


def test_a_battery_that_would_not_last_is_charged_on_the_way_and_that_is_said(desk: Desk) -> None:
    far = msg.TripWish(wish_id='airport', place=place_message(find('Port Merrow Airport')))
    held = Car(desk, charge=11.0).do('PLAN_TRIP', wishes=[DINNER, far])
    assert 'charging' in ids(held)
    added = held.itinerary.entries[ids(held).index('charging')]
    assert added.visit.stop.is_added
    assert added.level.leaving > added.level.arriving


def test_an_unknown_battery_is_not_made_up(desk: Desk) -> None:
    held = Car(desk, charge=math.nan).do('PLAN_TRIP', wishes=[DINNER])
    assert math.isnan(held.itinerary.entries[0].level.arriving)
    assert held.warning.en == ''


def test_the_service_plans_without_holding_anything(car: Car) -> None:
    answer = car.ask(wishes=[DINNER, FILM, CHARGE], people=2)
    assert answer.success
    assert 2 <= len(answer.trip.stops) <= 3
    assert car.trips.held is None
    times = car.ask(trip=answer.trip)
    assert [stop.stop_id for stop in times.trip.stops] == [stop.stop_id for stop in answer.trip.stops]


def test_when_one_is_home_after_the_trip_is_told_by_the_same_service(car: Car) -> None:
    held = car.do('PLAN_TRIP', wishes=[DINNER])
    request = after_trip_request(held, find('Town Hall'))
    answer = car.ask(trip=request.trip, leaves=request.leaves)
    *_, last = held_from(answer.trip).itinerary.entries
    assert last.visit.stop.place.name == 'Town Hall'
    assert last.visit.arrival > held.itinerary.entries[-1].visit.ends


@pytest.mark.parametrize(
    ('action', 'change', 'reason'),
    [
        ('DRIVE_TRIP', {}, 'no trip'),
        ('LEAVE_OUT', {'stop': 'dinner'}, 'no trip'),
        ('PLAN_TRIP', {}, 'Nothing was wished'),
        ('PLAN_TRIP', {'wishes': [msg.TripWish()]}, 'needs a place'),
        ('PLAN_TRIP', {'wishes': [msg.TripWish(text='长' * 300)]}, 'too long'),
        ('PLAN_TRIP', {'wishes': [DINNER] * 9}, 'at most'),
        ('PLAN_TRIP', {'wishes': [msg.TripWish(kind='volcano')]}, 'cannot be planned'),
        ('PLAN_TRIP', {'wishes': [msg.TripWish(kind='cafe', attributes=['moat'])]}, 'cannot be planned'),
        ('PLAN_TRIP', {'wishes': [msg.TripWish(text='zzyzx qqq')]}, 'found nothing for zzyzx'),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(car: Car, action: str, change: dict[str, Any], reason: str) -> None:
    with pytest.raises(RejectedCommand, match=reason) as refused:
        car.do(action, **change)
    assert refused.value.reason_zh
    assert car.trips.held is None


@pytest.mark.parametrize(
    ('action', 'change', 'reason'),
    [
        ('LEAVE_OUT', {'stop': 'museum'}, 'which stop'),
        ('LEAVE_OUT', {'stop': 'dinner'}, 'Nothing would be left'),
        ('STAY', {'stay': math.nan}, 'a minute to a day'),
        ('SHIFT_STOP', {'begins': math.inf}, 'no time'),
        ('SHIFT_STOP', {'later': math.nan}, 'no time'),
        ('ADD_TO_TRIP', {}, 'needs a place'),
    ],
)
def test_a_change_that_cannot_be_leaves_the_trip_as_it_is(
    car: Car, action: str, change: dict[str, Any], reason: str
) -> None:
    car.do('PLAN_TRIP', wishes=[DINNER])
    before = car.trips.held
    with pytest.raises(RejectedCommand, match=reason):
        car.do(action, **change)
    assert car.trips.held == before


def test_a_broken_request_of_the_service_is_answered(car: Car) -> None:
    for request in ({}, {'trip': msg.Trip(stops=[msg.TripStop()] * 9)}, {'wishes': [msg.TripWish(kind='volcano')]}):
        answer = car.ask(**request)
        assert not answer.success
        assert answer.message
        assert answer.message_zh


def test_the_trip_outlives_the_process(car: Car) -> None:
    car.do('PLAN_TRIP', wishes=[DINNER, FILM])
    car.do('DRIVE_TRIP')
    assert car.trips.held
    kept = json.loads(json.dumps({'trip': car.trips.held.plain(), **car.navigator.snapshot()}))
    navigator = Navigator(town().router, load_guidance())
    car.trips.configure(town(), navigator, charged(55.0), {})
    assert car.trips.held is None
    navigator.restore(kept)
    car.trips.hold(TripGuide.read(kept['trip']))
    car.shown.clear()
    navigator.see_position(*SQUARE, None, 0.0, time.time())
    car.trips.step()
    shown = held_from(car.desk.wait(lambda: car.shown and car.shown[-1], 'the trip'))
    assert (shown.phase, ids(shown)) == ('driving', ['dinner', 'film'])
    assert shown.itinerary.entries[0].visit.stop.why
