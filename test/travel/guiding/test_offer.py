import json

import pytest
from driven_car import MALL, PARK, DrivenCar, at

from ipa_agents.errors import RejectedCommand
from ipa_agents.language import Words
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.guiding.offer import Offer
from ipa_agents.travel.routing.avoid import Avoid
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.route import Via


@pytest.fixture
def car(car: DrivenCar) -> DrivenCar:
    car.navigator.start(MALL)
    car.be_at(10, 0)
    car.said.clear()
    return car


def tell(car: DrivenCar, jam: float, east: float = 10) -> None:
    """The traffic becomes another one; then the car is seen."""
    car.roads.jam = jam
    car.navigator.see_traffic()
    car.be_at(east, 0)


def test_a_jam_ahead_makes_the_arrival_later(car: DrivenCar) -> None:
    before = car.navigator.state
    tell(car, 2.0)
    after = car.navigator.state
    assert after.delay == pytest.approx(240, abs=1)
    assert after.progress.time_remaining - before.progress.time_remaining == pytest.approx(240, abs=2)
    assert after.eta - before.eta == pytest.approx(240, abs=3)
    tell(car, 10.0)
    assert car.navigator.state.progress.time_remaining == pytest.approx(before.progress.time_remaining, abs=2)


def test_a_jam_counts_only_as_far_as_it_is_still_ahead(car: DrivenCar) -> None:
    tell(car, 2.0)
    car.drive(20, 0, 1500, 0)
    assert car.navigator.state.delay == pytest.approx(120, abs=2)
    car.drive(1500, 0, 1900, 0)
    assert car.navigator.state.delay == 0


def test_another_way_is_offered_with_numbers_and_not_taken(car: DrivenCar) -> None:
    driven = car.navigator.state.route
    tell(car, 2.0)
    state = car.navigator.state
    assert state.route == driven
    assert state.offer
    assert state.offer.route == state.alternatives[0]
    assert state.offer.saves == pytest.approx(240, abs=5)
    assert car.said == [
        'Traffic on East Road costs 4 minutes. Another way saves 4 minutes: say "take the other route" for it.'
    ]


def test_the_offer_is_taken_by_a_yes(car: DrivenCar) -> None:
    tell(car, 2.0)
    offer = car.navigator.state.offer
    assert offer
    car.navigator.choose_alternative(1)
    state = car.navigator.state
    assert (state.route, state.offer, state.delay) == (offer.route, None, 0.0)


def test_little_is_not_worth_an_offer(car: DrivenCar) -> None:
    tell(car, 5.0)
    assert car.navigator.state.delay == pytest.approx(60, abs=1)
    assert car.navigator.state.offer is None
    assert car.said == []


def test_an_offer_is_said_once_until_it_says_something_else(car: DrivenCar) -> None:
    for jam in (2.0, 2.0, 1.99, 2.0):
        tell(car, jam)
    assert len(car.said) == 1
    tell(car, 1.0)
    assert len(car.said) == 2
    assert '9 minutes' in car.said[1]


def test_an_offer_ends_where_the_car_has_passed_it_by(car: DrivenCar) -> None:
    tell(car, 2.0)
    car.drive(20, 0, 200, 0)
    assert car.navigator.state.offer is None
    assert car.navigator.state.alternatives == ()


def test_a_way_that_became_quicker_by_itself_is_offered_without_blaming_a_road(car: DrivenCar) -> None:
    (route,) = car.navigator.state.alternatives
    said = Offer(route, 180.0, Words('', ''), 0.0, is_closed=False).words(load_guidance())
    assert said.en.startswith('Another way is quicker now, by 3 minutes:')
    assert said.zh.startswith('另一条路线现在更快，可节省3分钟')


def test_a_jam_on_a_road_without_a_name_is_told_in_both_languages(car: DrivenCar) -> None:
    (route,) = car.navigator.state.alternatives
    said = Offer(route, 3900.0, Words('', ''), 4000.0, is_closed=False).words(load_guidance())
    assert said.en.startswith('Traffic on the road costs 1 h 7 min. Another way saves 1 h 5 min:')
    assert said.zh.startswith('道路拥堵，要多花1小时7分钟。另一条路线可节省1小时5分钟')


def test_a_closed_road_ahead_is_told_as_such(car: DrivenCar) -> None:
    driven = car.navigator.state.route
    tell(car, 0.0)
    state = car.navigator.state
    assert state.route == driven
    assert state.offer
    assert state.offer.is_closed
    assert car.said[0].startswith('East Road is closed ahead. Another way takes 6 minutes:')


def test_a_closed_road_without_a_way_around_is_told_once(car: DrivenCar) -> None:
    car.roads.is_without_other_way = True
    tell(car, 0.0)
    tell(car, 0.0)
    assert car.navigator.state.offer is None
    assert car.said == ['East Road is closed ahead, and I know no way around.']


def test_traffic_without_a_route_is_nothing_to_speak_of(car: DrivenCar) -> None:
    car.navigator.cancel()
    tell(car, 0.0)
    assert car.said == []


def test_a_clock_that_is_set_back_stops_no_rerouting(car: DrivenCar) -> None:
    car.drive(20, -200, 20, -250)
    asked = len(car.roads.asked)
    car.now -= 3600
    car.drive(20, -600, 20, -700)
    assert len(car.roads.asked) > asked


def test_what_was_wished_of_the_way_outlives_rerouting_stops_and_restarts() -> None:
    via = Via(Position(*at(500, 0)), 0)
    avoid = Avoid(('tolls',), ('Ring Road',))
    car = DrivenCar()
    car.be_at(0, 0)
    car.navigator.start(MALL, vias=(via,), avoid=avoid)
    car.navigator.add_stop(PARK)
    assert car.roads.wishes[-1][1] == avoid
    other = DrivenCar()
    other.navigator.restore(json.loads(json.dumps(car.navigator.snapshot())))
    other.be_at(0, 0)
    assert other.roads.wishes[-1] == car.roads.wishes[-2]
    car.drive(0, 0, 600, 0)
    car.navigator.avoid(Avoid(('ferries',)))
    assert car.roads.wishes[-1] == ((), Avoid(('ferries',)))


def test_what_cannot_be_avoided_is_refused_in_both_languages(car: DrivenCar) -> None:
    with pytest.raises(RejectedCommand, match='dragons') as caught:
        car.navigator.avoid(Avoid(('dragons',)))
    assert 'dragons' in caught.value.reason_zh
    with pytest.raises(RejectedCommand, match='where the way is to lead'):
        car.navigator.start(MALL, vias=(Via(Position(float('nan'), 0.0)),))
