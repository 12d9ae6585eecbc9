"""A road that a report closes while a car is guided over it, with real routes."""

from collections.abc import Iterator

import pytest
from small_map import leads_by, small_router, spot, spot_place

from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.traffic.report import Incident, Report, Where
from ipa_agents.travel.traffic.traffic import Traffic

NOW = 1_000_000.0
TUNNEL, AROUND = (Incident(road, Where(road), None) for road in ('Hill Tunnel', 'Hill Road'))


@pytest.fixture
def navigator() -> Iterator[Navigator]:
    navigator = Navigator(small_router(), load_guidance(), alternatives=1)
    see(navigator, spot(100, 0), NOW)
    navigator.start(spot_place('town', 1900, 0))
    yield navigator
    small_router().live.show({})


def see(navigator: Navigator, here: Position, now: float) -> list[str]:
    return [words.en for words in navigator.see_position(here.latitude, here.longitude, 90.0, 10.0, now)]


def told(navigator: Navigator, *incidents: Incident) -> list[str]:
    """What is said after a report, while the car is on its way to the tunnel."""
    traffic = Traffic()
    traffic.take(Report(NOW, incidents), NOW)
    assert traffic.step(NOW, small_router().roads, small_router().live)
    navigator.see_traffic()
    return see(navigator, spot(150, 0), NOW + 5)


def test_a_way_around_is_offered_and_taken_when_people_say_so(navigator: Navigator) -> None:
    driven = navigator.state.route
    assert driven
    assert not leads_by(driven, 1000, 800)
    said = told(navigator, TUNNEL)
    assert any(text.startswith('Hill Tunnel is closed ahead. Another way takes') for text in said)
    assert navigator.state.route == driven
    navigator.choose_alternative(1)
    assert navigator.state.route
    assert leads_by(navigator.state.route, 1000, 800)


def test_where_there_is_no_way_around_that_is_said_and_the_route_stays(navigator: Navigator) -> None:
    driven = navigator.state.route
    said = told(navigator, TUNNEL, AROUND)
    assert 'Hill Tunnel is closed ahead, and I know no way around.' in said
    assert (navigator.state.route, navigator.state.offer) == (driven, None)
