from pathlib import Path

import numpy as np
import pytest
from maps import town_folder

from ipa_agents.errors import MapMissing
from ipa_agents.travel.guiding.start import Start, start_on
from ipa_agents.travel.map.drawing import DRAWING, Drawn, MapDrawing
from ipa_agents.travel.map.mercator import to_world

KINDS = ('primary', 'street', 'path')
DEMO_TOWN = (31.2, 165.4)


def line(kind: str, *places: tuple[float, float], level: int = 0) -> Drawn:
    return Drawn(kind, to_world(*np.transpose(places)), level)


def helsinki(folder: Path, *things: Drawn) -> Path:
    (west, south), (east, north) = to_world([60.1, 60.3], [24.8, 25.1]).tolist()
    MapDrawing.write(things, KINDS, (west, north, east, south), folder / DRAWING)
    return folder


def started(folder: Path) -> tuple[float, float, float]:
    start = start_on(folder, *DEMO_TOWN)
    assert start is not None
    return round(start.latitude, 5), round(start.longitude, 5), round(start.heading)


def test_a_car_from_elsewhere_begins_in_the_middle_of_the_large_roads(tmp_path: Path) -> None:
    folder = helsinki(
        tmp_path,
        line('primary', (60.16, 24.94), (60.17, 24.94), (60.18, 24.94)),
        line('street', (60.25, 25.0), (60.26, 25.0), (60.27, 25.0), (60.28, 25.0), (60.29, 25.0)),
        line('path', (60.17, 24.93), (60.17, 24.95)),
    )
    assert started(folder) == (60.17, 24.94, 0)


def test_bridges_and_tunnels_are_no_place_to_begin(tmp_path: Path) -> None:
    folder = helsinki(
        tmp_path,
        line('primary', (60.17, 24.9), (60.17, 24.94), (60.17, 25.0), level=1),
        line('primary', (60.18, 24.94), (60.18, 24.93), (60.18, 24.92)),
    )
    assert started(folder) == (60.18, 24.93, 270)


def test_streets_serve_where_there_is_no_large_road(tmp_path: Path) -> None:
    folder = helsinki(
        tmp_path, line('primary', (60.17, 24.9), (60.17, 24.94), level=-1), line('street', (60.2, 24.9), (60.2, 24.92))
    )
    start = started(folder)
    assert (start[0], start[2]) == (60.2, 90)


def test_the_end_of_a_road_points_along_it_too(tmp_path: Path) -> None:
    folder = helsinki(
        tmp_path,
        line('street', (60.2, 24.9), (60.2, 24.92)),
        line('street', (60.1, 24.91), (60.198, 24.91)),
        line('street', (60.29, 24.911), (60.28, 24.911)),
    )
    assert started(folder) == (60.198, 24.91, 0)


def test_a_car_that_is_on_the_map_stays_and_where_no_road_is_it_does_too(tmp_path: Path) -> None:
    assert start_on(town_folder(), *DEMO_TOWN) is None
    assert isinstance(start_on(town_folder(), 60.17, 24.94), Start)
    assert start_on(helsinki(tmp_path, line('path', (60.17, 24.93), (60.17, 24.95))), *DEMO_TOWN) is None


def test_a_folder_without_a_map_is_said(tmp_path: Path) -> None:
    with pytest.raises(MapMissing):
        start_on(tmp_path, *DEMO_TOWN)
