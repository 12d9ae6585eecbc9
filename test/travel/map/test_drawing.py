from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipa_agents.errors import MapMissing
from ipa_agents.language import Words
from ipa_agents.travel.map.drawing import Drawn, MapDrawing

KINDS = ('street', 'water', 'cafe')
EXTENT = (0, 0, 10_000, 10_000)


def street(*points: tuple[int, int], name: str = '', level: int = 0) -> Drawn:
    return Drawn('street', np.array(points, np.int32), level, Words(name, f'{name}路') if name else None)


def drawing(things: list[Drawn], folder: Path) -> MapDrawing:
    MapDrawing.write(things, KINDS, EXTENT, folder)
    return MapDrawing.read(folder)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    things = [street((1, 1), (5, 9), name='Elm', level=1), Drawn('cafe', np.array([[7000, 7000]], np.int32))]
    read = drawing(things, tmp_path / 'new')
    assert (len(read), read.kinds, read.extent) == (2, KINDS, EXTENT)
    found = read.within((0, 0, 10, 10), {'street'})
    assert found.points.tolist() == [[1, 1], [5, 9]]
    assert (found.levels.tolist(), found.ends.tolist()) == ([1], [2])
    assert read.names[found.names[0]] == Words('Elm', 'Elm路')
    assert read.within((6999, 6999, 7001, 7001), {'cafe'}, smallest=50).points.tolist() == [[7000, 7000]]


def test_only_what_is_wanted_is_found(tmp_path: Path) -> None:
    read = drawing([street((0, 0), (3, 3)), street((0, 0), (300, 0)), street((500, 500), (501, 501))], tmp_path / 'new')
    assert len(read.within((0, 0, 10, 10), {'street'})) == 2
    assert len(read.within((0, 0, 10, 10), {'street'}, smallest=50)) == 1
    assert len(read.within((0, 0, 10, 10), {'water'})) == 0
    assert len(read.within((8000, 0, 8010, 10), {'street'})) == 0


@settings(max_examples=30)
@given(
    st.lists(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=1, max_size=4), max_size=200),
    st.tuples(*[st.integers(0, 10_000)] * 2),
)
def test_a_box_finds_what_a_look_at_everything_finds(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[tuple[int, int]]], corner: tuple[int, int]
) -> None:
    read = drawing([street(*line) for line in lines], tmp_path_factory.mktemp('drawing') / 'new')
    west, north, east, south = box = (*corner, corner[0] + 1500, corner[1] + 1500)
    found = read.within(box, {'street'})
    points = [found.points[start:end].tolist() for start, end in pairwise([0, *found.ends.tolist()])]
    expected = [
        [list(point) for point in line]
        for line in lines
        if max(x for x, _ in line) >= west
        and min(x for x, _ in line) <= east
        and max(y for _, y in line) >= north
        and min(y for _, y in line) <= south
    ]
    assert sorted(points) == sorted(expected)


@pytest.mark.parametrize('broken', ['about.json', 'points.npy', 'kinds.npy'])
@pytest.mark.parametrize('content', [b'', b'{"version": 1}', b'\x93NUMPY'])
def test_what_is_not_whole_is_said_with_the_cure(tmp_path: Path, broken: str, content: bytes) -> None:
    folder = tmp_path / 'new'
    MapDrawing.write([street((0, 0), (3, 3))], KINDS, EXTENT, folder)
    (folder / broken).write_bytes(content)
    with pytest.raises(MapMissing, match='ipa town --if-missing'):
        MapDrawing.read(folder)
    (folder / broken).unlink()
    with pytest.raises(MapMissing, match='ipa town --if-missing'):
        MapDrawing.read(folder)
