import pytest

from ipa_agents.vehicle.simulator.geometry import heading_between, moved, next_point, offset, turned


@pytest.mark.parametrize('heading', [0, 45, 90, 200, 359])
def test_moving_and_measuring_agree(heading: float) -> None:
    latitude, longitude = moved(31.2, 121.4, heading, 1000)
    east, north = offset(31.2, 121.4, latitude, longitude)
    assert (east**2 + north**2) ** 0.5 == pytest.approx(1000, rel=1e-6)
    assert heading_between(31.2, 121.4, latitude, longitude) == pytest.approx(heading, abs=0.01)


def test_turns_to_the_left_are_positive() -> None:
    assert turned(10, 350) == 20
    assert turned(350, 10) == -20


def test_the_next_point_ends_the_nearest_leg() -> None:
    corners = [moved(31.2, 121.4, 90, way) for way in (0, 100, 200, 300)]
    latitudes, longitudes = zip(*corners, strict=True)
    here = moved(*moved(31.2, 121.4, 90, 130), 0, 20)
    assert next_point(*here, latitudes, longitudes, 500) == 2
    assert next_point(*here, latitudes, longitudes, 50) == 1
