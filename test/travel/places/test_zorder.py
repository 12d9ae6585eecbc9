import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.places.zorder import Box, boxes_around, codes, covering, on_earth, units

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


def code(latitude: float, longitude: float) -> int:
    return int(codes(units([latitude]), units([longitude]))[0])


def is_covered(box: Box, latitude: float, longitude: float) -> bool:
    at = code(latitude, longitude)
    return any(first <= at <= last for first, last in covering(box.rows()).tolist())


def test_the_code_weaves_the_bits_of_both() -> None:
    north, east = 2**31 + 0b1011, 2**31 + 0b0110
    woven = sum((north >> bit & 1) << (2 * bit + 1) | (east >> bit & 1) << (2 * bit) for bit in range(32))
    assert code(0b1011 * 1e-7, 0b0110 * 1e-7) == woven


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES, st.floats(0, 1), st.floats(0, 1))
@example(-90.0, -180.0, 90.0, 180.0, 1.0, 1.0)
@example(10.0, 179.9, 10.1, -179.9, 0.5, 0.9)
@example(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
def test_every_point_of_a_box_is_in_its_runs(
    south: float, west: float, north: float, east: float, up: float, across: float
) -> None:
    south, north = min(south, north), max(south, north)
    width = (east - west) % 360 if east != west else 0.0
    latitude = min(north, south + up * (north - south))
    longitude = (west + across * width + 180) % 360 - 180
    box = Box(south, west, north, east)
    if box.holds(np.array([latitude]), np.array([longitude]))[0]:
        assert is_covered(box, latitude, longitude)


@given(LATITUDES, LONGITUDES, st.floats(1, 3e6), st.floats(0, 360), st.floats(0, 0.999))
@example(89.99, 0.0, 50_000.0, 10.0, 0.9)
@example(-90.0, 0.0, 50_000.0, 10.0, 0.9)
@example(0.0, 180.0, 50_000.0, 90.0, 0.9)
@example(65.0, -179.99, 90_000.0, 270.0, 0.99)
def test_what_is_near_a_point_is_in_the_boxes_around_it(
    latitude: float, longitude: float, reach: float, direction: float, share: float
) -> None:
    angle, phi, towards = share * reach / 6_371_008.8, math.radians(latitude), math.radians(direction)
    there = math.asin(
        min(1.0, max(-1.0, math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(towards)))
    )
    across = math.atan2(
        math.sin(towards) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * math.sin(there)
    )
    north, east = math.degrees(there), (longitude + math.degrees(across) + 180) % 360 - 180
    if distance(latitude, longitude, north, east) > reach:
        return  # by rounding
    boxes = boxes_around(latitude, longitude, reach)
    assert any(Box(*box).holds(np.array([north]), np.array([east]))[0] for box in boxes)
    assert any(is_covered(Box(*box), north, east) for box in boxes)


def test_a_box_is_few_runs_and_not_much_more_than_itself() -> None:
    box = Box(31.0, 121.0, 31.1, 121.2)
    runs = covering(box.rows())
    assert len(runs) <= 8
    area = sum(last - first + 1 for first, last in runs.tolist())
    assert area < 4 * 1_000_000 * 2_000_000


def test_runs_are_ascending_and_apart() -> None:
    boxes = [(31.0, 121.0, 31.1, 121.1), (31.05, 121.05, 31.2, 121.2), (-1.0, -2.0, 0.0, 0.0)]
    runs = covering(np.array(boxes))
    flat = runs.ravel().tolist()
    assert flat == sorted(flat)
    assert all(next_first - last > 1 for last, next_first in zip(flat[1::2], flat[2::2], strict=False))


def test_a_box_across_180_degrees_has_two_parts() -> None:
    parts = [[0.0, 170.0, 1.0, 180.0], [0.0, -180.0, 1.0, -170.0]]
    assert Box(0.0, 170.0, 1.0, -170.0).rows().tolist() == parts
    assert on_earth(np.array([[0.0, 170.0, 1.0, 190.0]])).tolist() == parts
    assert on_earth(np.array([[0.0, -190.0, 1.0, -170.0]])).tolist() == parts
    points = np.array([0.5, 0.5, 0.5]), np.array([175.0, -175.0, 0.0])
    assert Box(0.0, 170.0, 1.0, -170.0).holds(*points).tolist() == [True, True, False]


@pytest.mark.parametrize('latitude', [90.0, -90.0, 89.9999])
def test_around_a_pole_all_meridians_are_near(latitude: float) -> None:
    ((south, west, north, east),) = boxes_around(latitude, 20.0, 1000.0).tolist()
    assert (west, east) == (-180.0, 180.0)
    assert max(abs(south), abs(north)) == 90.0
