import numpy as np
import pytest
from small_map import small_router, spot

from ipa_agents.errors import NoRoute
from ipa_agents.travel.geodesy import distance

HERE = spot(100, 0)


def farthest(limit: float, unit: str) -> float:
    reach = small_router().reach(HERE, limit, unit)  # type: ignore[arg-type]
    corners = np.array([corner for area in reach.areas for corner in area[0]])
    return float(distance(HERE.latitude, HERE.longitude, *corners.T).max())


def test_by_metres_the_road_is_as_long_as_said() -> None:
    assert farthest(1000, 'metres') == pytest.approx(1000, abs=250)
    assert farthest(3000, 'metres') == pytest.approx(3000, abs=400)


def test_by_minutes_further_in_more_time() -> None:
    assert 300 < farthest(1, 'minutes') < farthest(2, 'minutes') < farthest(3, 'minutes') < 4500


def test_each_ring_is_closed_and_has_the_car_in_it() -> None:
    reach = small_router().reach(HERE, 2, 'minutes')
    rings = [ring for area in reach.areas for ring in area]
    assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings)
    low, high = np.min(rings[0], axis=0), np.max(rings[0], axis=0)
    assert (low < (HERE.latitude, HERE.longitude)).all()
    assert (high > (HERE.latitude, HERE.longitude)).all()


@pytest.mark.parametrize('limit', [0.0, -5.0, 1e9, float('nan')])
def test_a_limit_that_cannot_be_is_refused(limit: float) -> None:
    with pytest.raises(ValueError, match='minutes'):
        small_router().reach(HERE, limit, 'minutes')


def test_far_from_all_roads_nothing_is_reached() -> None:
    with pytest.raises(NoRoute):
        small_router().reach(spot(0, 60_000), 5, 'minutes')
