import math

import pytest

from ipa_agents.bridges.map_frame import PROJECTORS, earth_heading, map_frame, map_pose
from ipa_agents.errors import SetupError
from ipa_agents.travel.geodesy import distance

TOKYO = '35.6762,139.6503'


@pytest.mark.parametrize('projector', [name for name in PROJECTORS if name != 'MGRS'])
def test_the_origin_is_zero_and_east_is_x(projector: str) -> None:
    frame = map_frame(projector, TOKYO)
    assert frame.to_metres(35.6762, 139.6503) == pytest.approx((0, 0), abs=1e-6)
    x, y = frame.to_metres(35.6762, 139.6603)
    assert x == pytest.approx(distance(35.6762, 139.6503, 35.6762, 139.6603), rel=3e-3)
    assert abs(y) < 20  # the grid of UTM is turned against the meridian


def test_mgrs_counts_from_the_corner_of_its_square() -> None:
    """The CN Tower is 630084 m east and 4833438 m north in zone 17 (Wikipedia, on UTM)."""
    frame = map_frame('MGRS', '43.7,-79.4')
    assert frame.to_metres(43.6425667, -79.387139) == pytest.approx((30084, 33438), abs=1)


def test_mgrs_does_not_wrap_what_lies_beyond_its_square() -> None:
    x, _ = map_frame('MGRS', TOKYO).to_metres(35.6762, 141.0)
    assert x > 100_000


def test_south_of_the_equator() -> None:
    """Sydney Opera House is 334897 east, 6252274 north in zone 56 south."""
    frame = map_frame('MGRS', '-33.8568,151.2153')
    assert frame.to_metres(-33.85678, 151.21530) == pytest.approx((34897, 52289), abs=25)


@pytest.mark.parametrize(
    ('heading', 'yaw'), [(0.0, math.pi / 2), (90.0, 0.0), (180.0, -math.pi / 2), (270.0, math.pi), (45.0, math.pi / 4)]
)
def test_a_heading_from_north_is_a_yaw_from_x(heading: float, yaw: float) -> None:
    _, _, found = map_pose(map_frame('LocalCartesian', TOKYO), 35.6762, 139.6503, heading)
    assert math.cos(found - yaw) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize('projector', PROJECTORS)
@pytest.mark.parametrize('heading', [0.0, 77.0, 200.0])
def test_a_yaw_is_a_heading_again_also_where_the_grid_is_turned(projector: str, heading: float) -> None:
    frame = map_frame(projector, TOKYO)
    x, y, yaw = map_pose(frame, 36.2, 140.1, heading)
    assert earth_heading(frame, x, y, 90 - math.degrees(yaw)) == pytest.approx(heading, abs=1e-3)


@pytest.mark.parametrize('origin', ['', 'here', '1', '1,2,3', 'nan,24', '91,24', '60,181', '-89,0'])
def test_what_is_no_place_is_said(origin: str) -> None:
    with pytest.raises(SetupError, match='origin'):
        map_frame('MGRS', origin)


def test_an_unknown_projector_is_said() -> None:
    with pytest.raises(SetupError, match='LocalCartesian, LocalCartesianUTM'):
        map_frame('Mercator', TOKYO)
