"""What places beside a route cost by road, beside a route that is planned through them."""

import numpy as np
import pytest
from flat_earth import METRE, FlatEarth, place
from maps import SQUARE, find, town

from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.places.query import Along, PlaceQuery
from ipa_agents.travel.routing.detours import RoadDetours
from ipa_agents.travel.routing.position import Position

NORTH = Along(Line([0.0, 10_000 * METRE], [10.0, 10.0]))


def test_a_place_costs_what_a_stop_there_costs() -> None:
    router, goal, here = town().router, find('Port Merrow Airport'), Position(*SQUARE)
    driven = router.plan(here, goal)[0]
    along = Along(Line(driven.latitudes, driven.longitudes))
    places = town().places.search(PlaceQuery(*SQUARE, kind='cafe', along=along, limit=6)).places
    costs = RoadDetours(router)(along, places)
    by_way = [router.plan(here, goal, [place])[0].duration - driven.duration for place in places]
    assert costs == [pytest.approx(seconds, abs=10) for seconds in by_way]
    assert max(by_way) > 15, 'no place that is worth comparing'


def test_what_lies_on_the_route_costs_nothing_and_beside_it_there_and_back() -> None:
    on, beside = place('on', 'cafe', 5000), place('beside', 'cafe', 5000)
    beside = type(beside)(**{**_fields(beside), 'longitude': 10.0 + 1000 * METRE})
    costs = RoadDetours(FlatEarth())(NORTH, [on, beside])
    assert costs == [pytest.approx(0, abs=1), pytest.approx(100, abs=60)]


def test_it_takes_two_questions_however_many_places_there_are() -> None:
    earth = FlatEarth()
    RoadDetours(earth)(NORTH, [place(str(at), 'cafe', 500.0 * at) for at in range(1, 16)])
    assert len(earth.asked) == 2
    assert RoadDetours(earth)(NORTH, []) == []


def test_a_place_that_no_road_leads_to_costs_nobody_knows_what() -> None:
    with np.errstate(invalid='raise'):
        costs = RoadDetours(FlatEarth(shore=6000))(NORTH, [place('here', 'cafe', 1000), place('island', 'cafe', 6500)])
    assert costs[1] is None
    assert np.isfinite(costs[0] or 0.0)


def _fields(place: object) -> dict[str, object]:
    return {name: getattr(place, name) for name in type(place).__dataclass_fields__}  # type: ignore[attr-defined]
