import numpy as np
import pytest

from ipa_agents.travel.town.sketch import bezier, crossings, lengths_along, parts, resample, smooth, thinned

CORNER = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0]])


def test_resampling_keeps_the_line_and_bounds_the_steps() -> None:
    line = resample(CORNER, 30.0)
    assert np.diff(lengths_along(line)).max() <= 30.0
    assert line[[0, -1]].tolist() == CORNER[[0, -1]].tolist()


def test_smoothing_keeps_the_ends_and_rounds_the_corner() -> None:
    line = smooth(CORNER, 5.0)
    assert line[[0, -1]].tolist() == CORNER[[0, -1]].tolist()
    assert np.hypot(*(line - CORNER[1]).T).min() > 5


def test_thinning_keeps_corners_and_drops_the_rest() -> None:
    assert thinned(resample(CORNER, 10.0), 1.0, 1000.0) == pytest.approx(CORNER)
    assert np.diff(lengths_along(thinned(CORNER, 1.0, 40.0))).max() <= 40.0


def test_the_parts_of_a_line_inside_a_region_end_at_its_edge() -> None:
    line = resample(np.array([[-100.0, 0.0], [100.0, 0.0]]), 10.0)
    left, right = parts(line, lambda points: np.abs(points[:, 0]) > 33.0)
    assert left[-1, 0] == pytest.approx(-33, abs=1)
    assert right[0, 0] == pytest.approx(33, abs=1)
    assert list(parts(line, lambda points: np.abs(points[:, 0]) < 5.0, shortest=30.0)) == []


def test_segments_cross_or_do_not() -> None:
    start, end = np.array([[0.0, 0.0]] * 3), np.array([[10.0, 0.0]] * 3)
    other_start, other_end = (
        np.array([[4.0, -1.0], [4.0, 1.0], [0.0, 1.0]]),
        np.array([[4.0, 1.0], [4.0, 2.0], [10.0, 1.0]]),
    )
    share, meet = crossings(start, end, other_start, other_end)
    assert meet.tolist() == [True, False, False]
    assert share[0] == pytest.approx(0.4)


def test_a_curve_starts_and_ends_where_it_should() -> None:
    curve = bezier(CORNER[0], CORNER[1], CORNER[2], 10.0)
    assert curve[0].tolist() == [0, 0]
    assert curve[-1].tolist() == [100, 100]
