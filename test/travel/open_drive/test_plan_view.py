import math
from xml.etree import ElementTree

import numpy as np
import pytest

from ipa_agents.errors import MapMissing
from ipa_agents.travel.open_drive.plan_view import reference_line


def line(*geometries: str) -> np.ndarray:
    return reference_line(ElementTree.fromstring(f'<planView>{"".join(geometries)}</planView>'))


def geometry(shape: str, length: float, x: float = 0, y: float = 0, hdg: float = 0) -> str:
    return f'<geometry s="0" x="{x}" y="{y}" hdg="{hdg}" length="{length}">{shape}</geometry>'


def test_a_line_has_two_ends() -> None:
    points = line(geometry('<line/>', 10, x=1, y=2, hdg=math.pi / 2))
    assert points == pytest.approx(np.array([[1, 2], [1, 12]]))


def test_an_arc_is_a_part_of_a_circle() -> None:
    points = line(geometry(f'<arc curvature="{1 / 50}"/>', 25 * math.pi))
    assert points[-1] == pytest.approx([50, 50], abs=0.01)
    assert np.hypot(*(points - [0, 50]).T) == pytest.approx(np.full(len(points), 50.0), abs=0.01)
    right = line(geometry(f'<arc curvature="{-1 / 50}"/>', 25 * math.pi))
    assert right[-1] == pytest.approx([50, -50], abs=0.01)


def test_a_spiral_begins_straight_and_ends_as_its_arc() -> None:
    length, curvature = 60.0, 1 / 40
    points = line(geometry(f'<spiral curvStart="0" curvEnd="{curvature}"/>', length))
    # Fresnel's integrals by their series: it turns by half of length and curvature.
    turned = length * curvature / 2
    ahead = length * (1 - turned**2 / 10 + turned**4 / 216)
    left = length * (turned / 3 - turned**3 / 42 + turned**5 / 1320)
    assert points[-1] == pytest.approx([ahead, left], abs=0.02)
    steps = np.diff(points, axis=0)
    assert math.atan2(*steps[0][::-1]) == pytest.approx(0, abs=0.01)
    assert math.atan2(*steps[-1][::-1]) == pytest.approx(turned, abs=0.03)


def test_cubics() -> None:
    one = line(geometry('<poly3 a="0" b="0" c="0.01" d="0"/>', 10))
    assert one[-1] == pytest.approx([10, 1])
    of_u, of_v = 'aU="0" bU="20" cU="0" dU="0"', 'aV="0" bV="0" cV="4" dV="0"'
    both = line(geometry(f'<paramPoly3 {of_u} {of_v} pRange="normalized"/>', 20.5))
    assert both[-1] == pytest.approx([20, 4])
    by_length = line(
        geometry(f'<paramPoly3 {of_u.replace("20", "1")} {of_v.replace("4", "0.01")} pRange="arcLength"/>', 20)
    )
    assert by_length[-1] == pytest.approx([20, 4])


def test_pieces_are_joined_without_a_point_twice() -> None:
    points = line(geometry('<line/>', 10), geometry('<line/>', 5, x=10, hdg=math.pi / 2))
    assert points == pytest.approx(np.array([[0, 0], [10, 0], [10, 5]]))


@pytest.mark.parametrize(
    ('geometries', 'reason'),
    [
        ('', 'no <geometry>'),
        (geometry('', 10), 'no shape'),
        (geometry('<wave/>', 10), 'a wave of 10 m'),
        (geometry('<line/>', -1), 'a line of -1 m'),
        (geometry('<line/>', 1e9), 'of 1e'),
        (geometry('<line/>', math.nan), "length is 'nan'"),
        (geometry('<arc/>', 10), 'curvature is None'),
        (geometry('<arc curvature="sharp"/>', 10), "curvature is 'sharp'"),
    ],
)
def test_what_is_no_line_says_why(geometries: str, reason: str) -> None:
    with pytest.raises(MapMissing, match=reason):
        line(geometries)
