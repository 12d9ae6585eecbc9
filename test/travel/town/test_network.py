import numpy as np

from ipa_agents.travel.town.network import join
from ipa_agents.travel.town.reachable import reachable
from ipa_agents.travel.town.sketch import Level, Street


def street(*points: tuple[float, float], level: Level = 'ground', oneway: bool = False) -> Street:
    return Street(np.array(points, float), 'residential', 'grid', tags={'oneway': 'yes'} if oneway else {}, level=level)


def shared(one: int, other: int, *streets: Street) -> set[int]:
    paths = join(streets).paths
    return set(paths[one].nodes) & set(paths[other].nodes)


def test_streets_on_the_ground_meet_where_they_cross() -> None:
    network = join([street((-50, 0), (50, 0)), street((0, -50), (0, 50))])
    (node,) = set(network.paths[0].nodes) & set(network.paths[1].nodes)
    assert network.points[node].tolist() == [0, 0]


def test_an_end_is_joined_to_a_street_close_by() -> None:
    assert len(shared(0, 1, street((-50, 0), (50, 0)), street((10, 15), (10, 80)))) == 1
    assert len(shared(0, 1, street((-50, 0), (50, 0)), street((10, 30), (10, 80)))) == 0


def test_an_end_that_goes_too_far_leaves_no_spike() -> None:
    network = join([street((-50, 0), (50, 0)), street((10, -4), (10, 80))])
    last = network.points[list(network.paths[1].nodes)]
    assert last[:, 1].min() > -5
    assert len(set(network.paths[1].nodes)) == len(network.paths[1].nodes)


def test_a_motorway_crosses_above_and_a_ramp_joins_both() -> None:
    road, motorway = street((0, -300), (0, 300)), street((-500, 0), (500, 0), level='motorway')
    ramp = street((-400, 0), (0, -160), level='link', oneway=True)
    assert shared(0, 1, road, motorway, ramp) == set()
    assert len(shared(1, 2, road, motorway, ramp)) == 1
    assert len(shared(0, 2, road, motorway, ramp)) == 1


def test_a_one_way_street_that_is_a_trap_is_opened_and_an_island_is_left_out() -> None:
    main = street((-100, 0), (100, 0))
    trap = street((0, 0), (0, 90), oneway=True)
    island = street((500, 500), (600, 500))
    network = join([main, trap, island])
    served = reachable(network, network.paths[0].nodes[0])
    assert len(served.paths) == 2
    assert all('oneway' not in path.street.tags for path in served.paths)
