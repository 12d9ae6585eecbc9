import math

import numpy as np
import pytest

from ipa_agents.travel.geodesy import Frame, Line, bearing, distance, turn


def test_distance_and_bearing_of_one_degree() -> None:
    assert distance(0.0, 0.0, 0.0, 1.0) == pytest.approx(111_195, abs=1)
    assert distance(60.0, 0.0, 60.0, 1.0) == pytest.approx(55_597, abs=10)
    assert bearing(0.0, 0.0, 0.0, 1.0) == pytest.approx(90)
    assert bearing(10.0, 20.0, 9.0, 20.0) == pytest.approx(180)


def test_turns_are_the_short_way_round() -> None:
    assert turn(350, 10) == 20
    assert turn(10, 350) == -20


def test_a_frame_goes_there_and_back() -> None:
    frame = Frame(31.2, 165.4)
    latitudes, longitudes = frame.to_degrees(np.array([[1000.0, -2000.0]]))
    assert distance(31.2, 165.4, latitudes[0], longitudes[0]) == pytest.approx(math.hypot(1000, 2000), rel=1e-3)
    assert frame.to_metres(latitudes, longitudes) == pytest.approx(np.array([[1000.0, -2000.0]]))


def corner() -> Line:
    """North for about 1,112 m, then east for about 1,112 m."""
    return Line([0.0, 0.01, 0.01], [0.0, 0.0, 0.01])


def test_a_point_is_projected_on_the_nearest_spot() -> None:
    line = corner()
    assert line.length == pytest.approx(2224, abs=1)
    projection = line.project(0.005, 0.0001)
    assert projection.along == pytest.approx(556, abs=1)
    assert projection.offset == pytest.approx(11.1, abs=0.1)
    assert projection.heading == pytest.approx(0)
    assert line.project(0.02, 0.01).along == pytest.approx(line.length)


def test_only_the_part_that_is_asked_for_is_looked_at() -> None:
    there_and_back = Line([0.0, 0.01, 0.0], [0.0, 0.0, 0.0])
    assert there_and_back.project(0.002, 0.0, after=1200).along == pytest.approx(2001, abs=2)
    assert there_and_back.project(0.002, 0.0, before=1000).along == pytest.approx(222, abs=2)
    assert there_and_back.project(0.002, 0.0, after=9999).along == pytest.approx(2001, abs=2)


def test_places_beside_a_line() -> None:
    numbers, along = corner().beside(np.array([0.005, 0.005, 0.012]), np.array([0.001, 0.009, 0.005]), 300.0)
    assert numbers.tolist() == [0, 2]
    assert along == pytest.approx([556, 1668], abs=20)


def test_a_line_needs_two_points() -> None:
    with pytest.raises(ValueError, match='two points'):
        Line([1.0], [2.0])
