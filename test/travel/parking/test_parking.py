"""Car parks around one destination."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from ipa_agents.travel.fees import Fee
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.parking.car_park import CarPark, car_park_of, cost_of_stay
from ipa_agents.travel.parking.ranking import Parking, rank_car_parks
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.reasons import reason_words
from ipa_agents.travel.routing.matrix import Costs
from ipa_agents.travel.routing.position import Position

GOAL = Position(31.2, 165.4)
HOUR = Fee(4.0, 'CNY', 'hour')


def place(name: str, north: float, *attributes: str) -> Place:
    """A car park so many m north of the destination."""
    return Place(name, name, name, 'parking', 31.2 + north / 111_195, 165.4, attributes=attributes)


def park(name: str, north: float = 100, **known: object) -> CarPark:
    return replace(CarPark(place(name, north), is_free_of_charge=True), **known)  # type: ignore[arg-type]


def names(found: Sequence[Parking]) -> list[str]:
    return [one.park.place.name for one in found]


def codes(found: Parking) -> list[str]:
    return [reason.code for reason in found.reasons]


class Footpaths:
    """1 m/s as the crow flies; no path from beyond 1 km."""

    def matrix(self, starts: Sequence[Position], goals: Sequence[Position], *, on_foot: bool = False) -> Costs:
        assert on_foot
        metres = np.array([[abs(a.latitude - b.latitude) * 111_195 for b in goals] for a in starts])
        metres = np.where(metres > 1000, math.inf, metres)
        return Costs(metres, metres)


def test_a_car_park_is_read_from_the_tags_of_the_map() -> None:
    tags = ('capacity=120', 'fee=yes', 'charge=4 CNY/hour', 'maxheight=2.1 m', 'access=customers')
    found = car_park_of(place('a', 0, *tags), {'a': Occupancy(7)})
    assert found == CarPark(found.place, 120, 7, HOUR, False, 2.1, True)
    unknown = place('b', 0, 'capacity=many', 'access=private')
    assert car_park_of(unknown) == CarPark(unknown, is_public=False)


def test_the_capacity_of_the_map_is_not_taken_for_free_spaces() -> None:
    (found,) = rank_car_parks([car_park_of(place('a', 100, 'capacity=120'))], GOAL)
    assert found.park.free is None
    assert 'free_spaces' not in codes(found)


@pytest.mark.parametrize(
    ('fee', 'stay', 'cost'),
    [
        (HOUR, 3600, 4),
        (HOUR, 3601, 8),
        (Fee(20, '', 'day'), 90_000, 40),
        (Fee(5, '', 'once'), 9999, 5),
        (None, 60, None),
    ],
)
def test_a_stay_costs_each_hour_that_is_begun(fee: Fee | None, stay: float, cost: float | None) -> None:
    assert cost_of_stay(park('a', fee=fee, is_free_of_charge=None), stay) == cost
    assert cost_of_stay(park('a', fee=fee, is_free_of_charge=True), stay) == 0


def test_the_nearest_is_best_of_equals_and_a_cheap_one_is_worth_a_walk() -> None:
    assert names(rank_car_parks([park('far', 600), park('near', 100)], GOAL, Footpaths())) == ['near', 'far']
    dear = park('dear', 100, fee=Fee(30, 'CNY', 'hour'), is_free_of_charge=False)
    assert names(rank_car_parks([dear, park('free', 600)], GOAL, Footpaths())) == ['free', 'dear']


def test_a_full_one_comes_last_and_a_nearly_full_one_late() -> None:
    parks = [
        park('full', 10, free=0),
        park('last space', 20, free=1),
        park('spaces', 300, free=50),
        park('unknown', 350),
    ]
    found = rank_car_parks(parks, GOAL, Footpaths())
    assert names(found) == ['spaces', 'unknown', 'last space', 'full']
    assert [codes(one)[-1] for one in found] == ['free_spaces', 'no_fee', 'free_spaces', 'full']


def test_an_unknown_price_is_neither_free_nor_made_up() -> None:
    unknown = park('unknown', 100, is_free_of_charge=None)
    found = rank_car_parks([unknown, park('free', 150)], GOAL, Footpaths())
    assert names(found) == ['free', 'unknown']
    assert math.isnan(found[1].cost)
    assert 'fee_unknown' in codes(found[1])


def test_a_walk_without_a_footpath_is_estimated_and_said_to_be() -> None:
    known, estimated = rank_car_parks([park('near', 400), park('far', 2000)], GOAL, Footpaths())
    assert known.walk == pytest.approx(400, rel=0.01)
    assert estimated.walk == pytest.approx(2000 * 1.3 / 1.25, rel=0.01)
    assert (codes(known)[0], codes(estimated)[0]) == ('walk', 'walk_about')
    assert codes(rank_car_parks([park('near', 400)], GOAL)[0])[0] == 'walk_about'


def test_private_low_and_closed_ones_are_left_out() -> None:
    parks = [
        park('private', is_public=False),
        park('low', height=2.0),
        replace(park('closed'), place=place('closed', 100, 'opening_hours=Mo-Fr 06:00-20:00')),
        park('open', 900),
    ]
    night = datetime(2026, 11, 22, 22, 0)
    assert names(rank_car_parks(parks, GOAL, height=2.1, at=night)) == ['open']
    assert 'low' in names(rank_car_parks(parks, GOAL, at=night))
    assert rank_car_parks(parks[:1], GOAL) == ()


def test_the_reasons_have_words_in_both_languages() -> None:
    (found,) = rank_car_parks([park('a', 300, fee=HOUR, is_free_of_charge=False, free=12)], GOAL, Footpaths())
    assert [reason_words(reason).en for reason in found.reasons] == ['5 min walk', '4 an hour', '12 spaces are free']
    assert [reason_words(reason).zh for reason in found.reasons] == ['步行5分钟', '每小时4元', '有12个空位']
