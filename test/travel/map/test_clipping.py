import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.travel.map.clipping import area_in, line_in

BOX = (0, 0, 10, 10)
POINTS = st.lists(st.tuples(st.integers(-30, 30), st.integers(-30, 30)), min_size=2, max_size=12).map(np.array)


def parts(*points: tuple[float, float]) -> list[list[list[float]]]:
    return [part.tolist() for part in line_in(np.array(points), BOX)]


def area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())) / 2


def test_a_line_is_cut_at_the_edge() -> None:
    assert parts((2, 2), (5, 5), (20, 5)) == [[[2, 2], [5, 5], [10, 5]]]
    assert parts((-5, 5), (15, 5)) == [[[0, 5], [10, 5]]]
    assert parts((2, -5), (2, 5), (20, 5), (20, 8), (4, 8)) == [[[2, 0], [2, 5], [10, 5]], [[10, 8], [4, 8]]]
    assert parts((-5, -5), (-5, 20), (20, 20)) == []
    assert parts((12, 0), (12, 10)) == []


def test_an_area_is_cut_at_the_edge() -> None:
    around = np.array([(-5, -5), (15, -5), (15, 15), (-5, 15), (-5, -5)])
    assert area(area_in(around, BOX)) == 100
    corner = np.array([(5, 5), (15, 5), (15, 15), (5, 15), (5, 5)])
    assert area(area_in(corner, BOX)) == 25
    assert len(area_in(corner + 20, BOX)) == 0


@given(POINTS)
def test_nothing_of_a_line_is_left_outside_and_nothing_inside_is_lost(points: np.ndarray) -> None:
    kept = list(line_in(points, BOX))
    for part in kept:
        assert part.min() >= -1e-9
        assert part.max() <= 10 + 1e-9
    fine = points[:-1, None] + np.linspace(0, 1, 200)[None, :, None] * np.diff(points, axis=0)[:, None]
    inside = ((fine >= -1e-9) & (fine <= 10 + 1e-9)).all(axis=2)
    steps = np.hypot(*np.diff(points, axis=0).T) / 199
    expected = float((inside.sum(axis=1) * steps).sum())
    length = sum(float(np.hypot(*np.diff(part, axis=0).T).sum()) for part in kept)
    assert length == pytest.approx(expected, abs=float(3 * steps.sum()) + 1e-6)


@given(POINTS)
def test_nothing_of_an_area_is_left_outside(points: np.ndarray) -> None:
    part = area_in(np.vstack([points, points[:1]]), BOX)
    assert len(part) == 0 or (part.min() >= -1e-9 and part.max() <= 10 + 1e-9)
    assert len(part) == 0 or part[0].tolist() == part[-1].tolist()
