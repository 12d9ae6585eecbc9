from collections.abc import Iterator

import pytest
from small_map import small_router, spot, spot_place

from ipa_agents.language import Words
from ipa_agents.travel.routing.live_speeds import CLOSED
from ipa_agents.travel.routing.router import Router
from ipa_agents.travel.routing.survey import Lag, Survey

START, EAST = spot(100, 0), spot_place('east', 4000, -300)


@pytest.fixture
def router() -> Iterator[Router]:
    yield small_router()
    small_router().live.show({})


def test_tolls_and_tunnels_are_where_they_are(router: Router) -> None:
    survey = router.survey(router.plan(START, EAST)[0])
    (toll,), (tunnel,) = survey.tolls, survey.tunnels
    assert (tunnel.begins, tunnel.ends) == (pytest.approx(400, abs=5), pytest.approx(1400, abs=5))
    assert (toll.begins, toll.ends) == (pytest.approx(1900, abs=5), pytest.approx(3900, abs=5))
    assert survey.lags == ()


def test_what_the_traffic_costs_on_a_route_is_what_it_costs_the_router(router: Router) -> None:
    free = router.plan(START, EAST)[0]
    router.live.show({edge.edge_id: 40.0 for edge in router.roads.called('Hill Tunnel')})
    delay = router.survey(free).delay(0.0)
    assert delay > 20
    assert router.plan(START, EAST)[0].duration == pytest.approx(free.duration + delay, rel=0.02)


def test_a_closed_road_on_the_way_is_found_with_its_name(router: Router) -> None:
    route = router.plan(START, EAST)[0]
    router.live.show({edge.edge_id: CLOSED for edge in router.roads.called('Hill Tunnel')})
    closure = router.survey(route).closure(0.0)
    assert closure
    assert closure.road == Words('Hill Tunnel', '山洞')
    assert router.survey(route).closure(1500.0) is None


def test_a_delay_counts_what_is_still_ahead() -> None:
    name = Words('A', '甲')
    survey = Survey(lags=(Lag(0, 100, 60, False, name), Lag(200, 300, 30, False, name), Lag(300, 400, 0, True, name)))
    assert [survey.delay(at) for at in (-10.0, 0.0, 50.0, 150.0, 250.0, 350.0, 500.0)] == [90, 90, 60, 30, 15, 0, 0]
    assert survey.worst(150.0) == survey.lags[1]
    assert survey.worst(320.0) is None
    assert survey.closure(0.0) == survey.lags[2]
