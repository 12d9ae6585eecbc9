"""A value holds until it changes; a car that drives cannot stay where it is."""

import pytest

from ipa_agents.bridges.kuksa.freshness import Freshness
from ipa_agents.bridges.kuksa.signals import load_rules

SPEED, LATITUDE, HEADING = 'Vehicle.Speed', 'Vehicle.CurrentLocation.Latitude', 'Vehicle.CurrentLocation.Heading'


@pytest.fixture
def freshness() -> Freshness:
    return Freshness({SPEED: 5.0, LATITUDE: 8.0})


def test_of_a_car_that_drives_what_cannot_stay_is_believed_for_a_while(freshness: Freshness) -> None:
    for path, value in ((SPEED, 50.0), (LATITUDE, 60.2), (HEADING, 90.0)):
        freshness.hear(path, value, 100.0)
    assert freshness.stale(105.0) == ()
    assert freshness.stale(105.1) == (SPEED,)
    assert freshness.stale(1000.0) == (SPEED, LATITUDE)
    freshness.hear(SPEED, 50.0, 106.0)
    assert freshness.stale(107.0) == ()


def test_of_a_car_that_stands_all_is_believed_until_it_drives(freshness: Freshness) -> None:
    freshness.hear(LATITUDE, 60.2, 100.0)
    freshness.hear(SPEED, 0.0, 100.0)
    assert freshness.stale(100_000.0) == ()
    freshness.hear(SPEED, 0.4, 100_001.0)
    assert freshness.stale(100_001.0) == (LATITUDE,)
    freshness.begin()
    freshness.hear(LATITUDE, 60.2, 0.0)
    assert freshness.stale(9.0) == (LATITUDE,), 'whether it stands is not known any more'


def test_what_was_old_when_it_came_is_no_fresher(freshness: Freshness) -> None:
    freshness.hear(SPEED, 80.0, 40.0)
    assert freshness.stale(100.0) == (SPEED,)
    assert freshness.knows(SPEED)
    assert not freshness.knows(LATITUDE)


def test_only_what_cannot_stay_as_it_is_has_a_limit() -> None:
    assert load_rules().fresh.keys() == {SPEED, LATITUDE, 'Vehicle.CurrentLocation.Longitude'}
