"""Speeds that change under a router that runs."""

from collections.abc import Iterator

import pytest
from small_map import leads_by, small_router, spot, spot_place

from ipa_agents.errors import NoRoute
from ipa_agents.travel.routing.live_speeds import CLOSED
from ipa_agents.travel.routing.router import Router

START, TOWN = spot(100, 0), spot_place('town', 1900, 0)


@pytest.fixture
def router() -> Iterator[Router]:
    yield small_router()
    small_router().live.show({})


def tunnel(router: Router, speed: float) -> dict[int, float]:
    return {edge.edge_id: speed for edge in router.roads.called('Hill Tunnel')}


def test_a_slower_road_takes_longer_at_once(router: Router) -> None:
    before = router.plan(START, TOWN)[0]
    router.live.show(tunnel(router, 40.0))
    after = router.plan(START, TOWN)[0]
    assert leads_by(after, 1000, 0)
    slower = 1000 * 3.6 * (1 / 40 - 1 / router.roads.called('Hill Tunnel')[0].speed)
    assert after.duration - before.duration == pytest.approx(slower, rel=0.03)


def test_much_slower_than_the_way_around_it_is_left(router: Router) -> None:
    router.live.show(tunnel(router, 5.0))
    assert leads_by(router.plan(START, TOWN)[0], 1000, 800)


def test_a_closed_road_is_not_driven_and_opens_again(router: Router) -> None:
    before = router.plan(START, TOWN)[0]
    router.live.show(tunnel(router, CLOSED))
    assert leads_by(router.plan(START, TOWN)[0], 1000, 800)
    router.live.show({})
    assert router.plan(START, TOWN)[0].duration == before.duration


def test_where_all_is_closed_no_way_leads(router: Router) -> None:
    names = ('Hill Tunnel', 'Hill Road')
    router.live.show({edge.edge_id: CLOSED for name in names for edge in router.roads.called(name)})
    with pytest.raises(NoRoute):
        router.plan(START, TOWN)


def test_one_direction_may_be_closed_alone(router: Router) -> None:
    eastwards = router.roads.along(
        *zip(*((spot(x, 0).latitude, spot(x, 0).longitude) for x in (500, 1500)), strict=True), both_ways=False
    )
    router.live.show({edge.edge_id: CLOSED for edge in eastwards})
    assert leads_by(router.plan(START, TOWN)[0], 1000, 800)
    assert leads_by(router.plan(spot(1900, 0), spot_place('back', 100, 0))[0], 1000, 0)


def test_matrix_and_reach_heed_it(router: Router) -> None:
    goal = spot(1900, 0)
    before, around = router.matrix([START], [goal]), router.reach(START, 2.0, 'minutes')
    router.live.show(tunnel(router, CLOSED))
    after = router.matrix([START], [goal])
    assert after.seconds[0, 0] > before.seconds[0, 0] + 30
    assert router.reach(START, 2.0, 'minutes') != around


def test_the_slowest_speed_is_not_taken_for_closed(router: Router) -> None:
    router.live.show({edge.edge_id: 1.0 for name in ('Hill Tunnel', 'Hill Road') for edge in router.roads.called(name)})
    assert router.plan(START, TOWN)[0].duration > 1000


def test_edges_of_another_map_are_left_out(router: Router) -> None:
    router.live.show({1: 5.0, (1 << 46) - 1: 5.0})
    assert not router.live.is_any


def test_the_file_is_gone_from_the_disk_as_soon_as_it_is_open(router: Router) -> None:
    assert not router.live.file.exists()
