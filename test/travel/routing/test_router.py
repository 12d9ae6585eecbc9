from pathlib import Path

import pytest
from maps import SQUARE, find, town

from ipa_agents.errors import MapMissing, NoRoute
from ipa_agents.language import Words
from ipa_agents.travel.geodesy import Line, bearing, distance, turn
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.map.folder import load_drawing
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.route import MANEUVER_KINDS
from ipa_agents.travel.routing.router import Router

HERE = Position(*SQUARE)


def test_a_route_leads_to_its_destination_and_measures_itself() -> None:
    goal = find('Northgate Mall')
    route = town().router.plan(HERE, goal)[0]
    line = Line(route.latitudes, route.longitudes)
    assert route.distance == pytest.approx(line.length, abs=0.1)
    assert distance(*SQUARE, route.latitudes[0], route.longitudes[0]) < 60
    assert distance(goal.latitude, goal.longitude, route.latitudes[-1], route.longitudes[-1]) < 120
    assert route.duration == pytest.approx(sum(maneuver.duration for maneuver in route.maneuvers), rel=0.02)
    assert {maneuver.kind for maneuver in route.maneuvers} <= set(MANEUVER_KINDS)
    for maneuver, following in zip(route.maneuvers, route.maneuvers[1:], strict=False):
        assert maneuver.distance + maneuver.length == pytest.approx(following.distance, abs=0.1)


def test_manoeuvres_are_said_in_both_languages_with_the_names_of_the_streets() -> None:
    route = town().router.plan(HERE, find('Port Merrow Airport'))[0]
    turns = [maneuver for maneuver in route.maneuvers if maneuver.kind in ('LEFT', 'RIGHT') and maneuver.street]
    assert turns
    for maneuver in turns:
        assert maneuver.street in maneuver.instruction
        assert maneuver.street_zh in maneuver.instruction_zh
        assert maneuver.street_zh != maneuver.street
    assert 'Port Merrow Airport' in route.maneuvers[-1].instruction
    assert '澜港机场' in route.maneuvers[-1].instruction_zh


def test_stops_are_visited_in_order() -> None:
    stops = (find('Opera House'), find('Merrow Stadium'))
    route = town().router.plan(HERE, find('Northgate Mall'), stops)[0]
    reached = [maneuver for maneuver in route.maneuvers if maneuver.kind == 'DESTINATION']
    assert [stop.name in said.instruction for stop, said in zip(stops, reached, strict=False)] == [True, True]
    line = Line(route.latitudes, route.longitudes)
    for stop, said in zip(stops, reached, strict=False):
        assert line.project(stop.latitude, stop.longitude, said.distance - 5, said.distance + 5).offset < 150


def test_preferences_change_the_route_and_tolls_are_known() -> None:
    start, goal = find('Larkfield Services'), find('Westcliff Beach')
    routes = {
        preference: town().router.plan(Position(start.latitude, start.longitude), goal, preference=preference)[0]
        for preference in ('fastest', 'shortest', 'no_tolls')
    }
    assert routes['fastest'].has_tolls
    assert not routes['no_tolls'].has_tolls
    assert routes['fastest'].duration < routes['no_tolls'].duration
    assert routes['shortest'].distance < routes['fastest'].distance
    with pytest.raises(ValueError, match='scenic'):
        town().router.plan(HERE, goal, preference='scenic')


def test_motorways_can_be_left_out() -> None:
    start, goal = find('Eastwick'), find('Westcliff Beach')
    streets = {
        preference: {maneuver.street for maneuver in route.maneuvers}
        for preference in ('fastest', 'no_motorways')
        for route in town().router.plan(Position(start.latitude, start.longitude), goal, preference=preference)
    }
    assert 'A1' in streets['fastest']
    assert 'A1' not in streets['no_motorways']


def test_what_cannot_be_left_out_is_only_avoided() -> None:
    start = find('Bay Services')
    route = town().router.plan(Position(start.latitude, start.longitude), find('Merrow Beach'), preference='no_tolls')[
        0
    ]
    assert route.has_tolls


def test_alternatives_are_other_ways_to_the_same_place() -> None:
    routes = town().router.plan(HERE, find('Summit Lookout'), alternatives=2)
    assert len(routes) == 3
    assert len({route.latitudes for route in routes}) == 3
    assert len({route.route_id for route in routes}) == 3


def test_over_stops_there_are_other_ways_too() -> None:
    stop = find('Opera House')
    routes = town().router.plan(HERE, find('Summit Lookout'), (stop,), alternatives=2)
    assert len({route.latitudes for route in routes}) == len(routes) == 3
    for route in routes:
        reached = [maneuver for maneuver in route.maneuvers if maneuver.kind == 'DESTINATION']
        assert 'Opera House' in reached[0].instruction
        assert len(reached) == 2
        assert route.duration == pytest.approx(sum(maneuver.duration for maneuver in route.maneuvers), rel=0.02)


def test_a_route_sets_out_the_way_the_car_is_heading() -> None:
    road = town().router.plan(HERE, find('Port Merrow Airport'))[0]
    middle = len(road.latitudes) // 2
    spot = road.latitudes[middle], road.longitudes[middle]
    heading = bearing(*spot, road.latitudes[middle + 1], road.longitudes[middle + 1])
    onward = town().router.plan(Position(*spot, heading), find('Port Merrow Airport'))[0]
    line = Line(onward.latitudes, onward.longitudes)
    assert abs(turn(heading, line.project(*spot).heading)) < 60


def test_no_way_leads_out_to_sea() -> None:
    with pytest.raises(NoRoute, match='Atlantis'):
        town().router.plan(HERE, Place('', 'Atlantis', '', '', 30.0, 160.0))


def test_the_road_under_the_car_has_a_name_and_a_limit() -> None:
    route = town().router.plan(HERE, find('Port Merrow Airport'))[0]
    along = next(maneuver for maneuver in route.maneuvers if maneuver.length > 2000)
    line = Line(route.latitudes, route.longitudes)
    index = next(i for i in range(len(route.latitudes)) if line.along(i) > along.distance + 1000)
    road = town().router.road_at(Position(route.latitudes[index], route.longitudes[index]))
    assert road is not None
    assert road.name == Words(along.street, along.street_zh)
    assert road.speed_limit in (50, 60, 70, 90, 120)
    assert town().router.road_at(Position(10.0, 10.0)) is None


def test_missing_tiles_are_said_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(MapMissing, match='ipa town'):
        Router(tmp_path / 'none', lambda: load_drawing(tmp_path), {}, load_guidance())
