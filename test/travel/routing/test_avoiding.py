"""What a way does not lead over, on roads that leave a choice."""

import pytest
from small_map import leads_by, small_router, spot, spot_place

from ipa_agents.errors import NoRoute, UnknownRoad
from ipa_agents.travel.routing.avoid import NOTHING, Avoid
from ipa_agents.travel.routing.route import Via

START = spot(100, 0)
EAST, TOWN, QUAY = spot_place('east', 4000, -300), spot_place('town', 1900, 0), spot_place('quay', 6500, 0)
TUNNEL, AROUND, LANE = (1000, 0), (1000, 800), (3000, 1500)


def test_a_tunnel_is_driven_around() -> None:
    through = small_router().plan(START, TOWN)[0]
    around = small_router().plan(START, TOWN, avoid=Avoid(('tunnels',)))[0]
    assert leads_by(through, *TUNNEL)
    assert leads_by(around, *AROUND)
    assert (around.avoid, around.given_up) == (Avoid(('tunnels',)), NOTHING)


@pytest.mark.parametrize('name', ['Hill Tunnel', 'hill tunnel', '山洞'])
def test_a_road_is_avoided_by_its_name_in_either_language(name: str) -> None:
    route = small_router().plan(START, TOWN, avoid=Avoid(roads=(name,)))[0]
    assert not leads_by(route, *TUNNEL)


@pytest.mark.parametrize('number', ['T7', 't 7', 'E9'])
def test_a_road_is_avoided_by_its_number(number: str) -> None:
    assert not small_router().plan(START, EAST, avoid=Avoid(roads=(number,)))[0].has_tolls


def test_a_road_that_is_not_on_the_map_is_told() -> None:
    with pytest.raises(UnknownRoad, match='Broadway'):
        small_router().plan(START, EAST, avoid=Avoid(roads=('Broadway',)))


def test_several_at_once() -> None:
    route = small_router().plan(START, EAST, avoid=Avoid(('tunnels', 'tolls')))[0]
    assert leads_by(route, *AROUND)
    assert leads_by(route, *LANE)
    assert not route.has_tolls
    assert route.given_up == NOTHING


def test_of_what_cannot_all_be_avoided_as_little_as_possible_is_given_up_and_said() -> None:
    route = small_router().plan(START, EAST, avoid=Avoid(('unpaved', 'tunnels', 'tolls')))[0]
    assert leads_by(route, *AROUND)
    assert route.given_up in (Avoid(('tolls',)), Avoid(('unpaved',)))
    assert route.has_tolls == (route.given_up == Avoid(('tolls',)))


def test_the_only_way_is_taken_and_nothing_more_is_given_up() -> None:
    route = small_router().plan(START, QUAY, avoid=Avoid(('ferries', 'tunnels')))[0]
    assert route.given_up == Avoid(('ferries',))
    assert leads_by(route, *AROUND)


def test_a_place_on_a_road_that_is_to_be_avoided_is_not_left_out_for_it() -> None:
    on_toll_road = spot_place('booth', 3000, 0)
    route = small_router().plan(START, on_toll_road, avoid=Avoid(('tolls',)))[0]
    assert route.given_up == Avoid(('tolls',))
    assert route.longitudes[-1] == pytest.approx(on_toll_road.longitude, abs=1e-4)
    assert route.latitudes[-1] == pytest.approx(on_toll_road.latitude, abs=1e-4)


def test_no_compromise_leads_to_an_island() -> None:
    with pytest.raises(NoRoute, match='island'):
        small_router().plan(START, spot_place('island', 500, 5000), avoid=Avoid(('tolls', 'tunnels')))


def test_what_is_avoided_by_name_is_open_again_for_the_next() -> None:
    before = small_router().plan(START, TOWN)[0]
    small_router().plan(START, TOWN, avoid=Avoid(roads=('Hill Tunnel',)))
    after = small_router().plan(START, TOWN)[0]
    assert after.longitudes == before.longitudes


def test_a_point_is_passed_without_a_stop() -> None:
    via = Via(spot(1000, 800))
    route = small_router().plan(START, TOWN, vias=(via,))[0]
    assert leads_by(route, *AROUND)
    assert [maneuver.kind for maneuver in route.maneuvers].count('DESTINATION') == 1
    assert route.vias == (via,)


def test_a_point_is_passed_after_the_stop_that_it_comes_after() -> None:
    stop = spot_place('stop', 1700, 0)
    route = small_router().plan(START, EAST, (stop,), vias=(Via(spot(3000, 1500), 1),))[0]
    assert leads_by(route, *TUNNEL)
    assert leads_by(route, *LANE)
    assert [maneuver.kind for maneuver in route.maneuvers].count('DESTINATION') == 2


def test_what_is_no_kind_of_way_is_an_error() -> None:
    with pytest.raises(ValueError, match='dragons'):
        small_router().plan(START, TOWN, avoid=Avoid(('dragons',)))
