from dataclasses import replace

from maps import town

from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.parking.finding import find_parking
from ipa_agents.travel.places.query import PlaceQuery

SQUARE = PlaceQuery(31.2, 165.4, kind='parking', limit=5)


def test_car_parks_of_the_town_come_with_walk_and_price() -> None:
    found = find_parking(town().places, SQUARE, town().router).found
    assert len(found) == 5
    assert all(item.place.kind == 'parking' and item.place.distance <= 1200 for item in found)
    for item in found:
        codes = [reason.code for reason in item.reasons]
        assert codes[0] in ('walk', 'walk_about')
        assert codes[1] in ('fee', 'fee_unknown', 'no_fee')
    walks = [item.reasons[0].number for item in found]
    assert all(number > item.place.distance / 3 for number, item in zip(walks, found, strict=True))


def test_a_full_one_is_not_the_best_and_says_so() -> None:
    best = find_parking(town().places, SQUARE, town().router).found[0].place.place_id
    found = find_parking(town().places, replace(SQUARE, limit=50), town().router, {best: Occupancy(0)}).found
    assert found[-1].place.place_id == best
    assert 'full' in [reason.code for reason in found[-1].reasons]


def test_nothing_near_is_nothing_found() -> None:
    assert find_parking(town().places, replace(SQUARE, latitude=40.0), town().router).found == ()
