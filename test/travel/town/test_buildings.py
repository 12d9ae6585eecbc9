from functools import cache
from itertools import pairwise

import numpy as np
from maps import planned_town as town

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.travel.town.plan import Plan
from ipa_agents.travel.town.sketch import Floats, crossings


@cache
def houses() -> Floats:
    """Their corners: house, corner, east and north."""
    return np.array([outline.points for outline in town().outlines if 'building' in outline.tags])


def test_there_are_houses_all_over_the_town() -> None:
    assert len(houses()) > 5000
    assert {tuple(np.sign(middle)) for middle in houses().mean(axis=1)} == {(-1, -1), (-1, 1), (1, -1), (1, 1)}


def test_a_house_is_closed_and_of_a_size_for_people() -> None:
    assert np.array_equal(houses()[:, 0], houses()[:, -1])
    sides = np.hypot(*np.moveaxis(np.diff(houses(), axis=1), 2, 0))
    assert sides.min() > 5
    assert sides.max() < 120


def test_no_house_is_in_the_water_or_in_a_park() -> None:
    plan = Plan(load_yaml(config_folder() / 'town' / 'layout.yaml', 'town_layout').data)
    assert plan.buildable(houses().reshape(-1, 2)).all()


def test_no_street_goes_through_a_house() -> None:
    segments = [
        (start, end)
        for way in town().ways
        if way.tags['highway'] not in ('motorway', 'motorway_link')
        for start, end in pairwise(way.nodes)
    ]
    starts, ends = (town().points[list(side)] for side in zip(*segments, strict=True))
    some = houses()[:: len(houses()) // 150]
    for house in some:
        near = np.hypot(*((starts + ends) / 2 - house.mean(axis=0)).T) < 150
        for side in pairwise(house):
            corners = (np.tile(corner, (int(near.sum()), 1)) for corner in side)
            _, meet = crossings(starts[near], ends[near], *corners)
            assert not meet.any()
