from pathlib import Path

import numpy as np
import pytest
from crossings import crossing

from ipa_agents.errors import MapMissing
from ipa_agents.travel.map import folder
from ipa_agents.travel.map.folder import import_open_drive, load_map
from ipa_agents.travel.open_drive.geo_reference import GeoReference
from ipa_agents.travel.open_drive.town import open_drive_town
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.position import Position

PLACE = GeoReference(49, 8)


def test_roads_meet_where_they_are_joined() -> None:
    town = open_drive_town(crossing())
    assert len(town.ways) == 8  # the second lane of a turn is no way of its own
    assert {node for way in town.ways for node in way.nodes} == set(range(len(town.points)))
    latitudes, longitudes = town.frame.to_degrees(town.points)
    metres = np.array([PLACE.to_metres(*place) for place in zip(latitudes, longitudes, strict=True)])
    assert metres.min(axis=0) == pytest.approx([-110, -110], abs=0.01)
    assert metres.max(axis=0)[0] == pytest.approx(110, abs=0.01)
    ends = {way.nodes[0] for way in town.ways} | {way.nodes[-1] for way in town.ways}
    assert sorted(metres[sorted(ends)].round().tolist()) == [
        [-110, 0],
        [-10, 0],
        [0, -110],
        [0, -10],
        [10, 0],
        [110, 0],
    ]
    streets = [way.tags for way in town.ways if 'name' in way.tags]
    assert [tags['name'] for tags in streets] == ['Main Street', 'Main Street', 'High Street']
    assert [tags.get('maxspeed') for tags in streets] == ['48', '48', None]
    assert not any('oneway' in tags for tags in streets)
    assert all(way.tags['oneway'] == 'yes' for way in town.ways if 'name' not in way.tags)


def test_a_document_that_says_no_place_lies_about_0_0() -> None:
    latitudes, longitudes = open_drive_town(crossing('')).frame.to_degrees(open_drive_town(crossing('')).points)
    assert abs(latitudes).max() < 0.01
    assert abs(longitudes).max() < 0.01


@pytest.mark.parametrize(('reference', 'is_said'), [('', True), ('+proj=tmerc +lat_0=49 +lon_0=8', False)])
def test_that_a_town_lies_nowhere_is_said(
    reference: str, is_said: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, '_build', lambda _, write, *rest: write(tmp_path / 'town.osm.pbf'))
    file = tmp_path / 'crossing.xodr'
    file.write_text(crossing(reference), encoding='utf-8')
    said: list[str] = []
    import_open_drive(tmp_path / 'town', file, said.append)
    assert any('names no place' in text for text in said) == is_said


def test_roads_beyond_the_earth_are_no_town() -> None:
    with pytest.raises(MapMissing, match='beyond the earth'):
        open_drive_town(crossing(reference='+proj=tmerc +lat_0=49 +lon_0=8 +x_0=1e9'))


def test_the_map_of_it_can_be_driven_on(tmp_path: Path) -> None:
    file = tmp_path / 'crossing.xodr'
    file.write_text(crossing(), encoding='utf-8')
    stamp = import_open_drive(tmp_path / 'town', file, lambda text: None)
    assert (stamp.source, stamp.streets) == ('crossing.xodr', 2)
    router = load_map(tmp_path / 'town').router
    west, south = PLACE.to_degrees(-100, 0), PLACE.to_degrees(0, -100)
    (route, *_) = router.plan(Position(*south), Place('', '', '', '', *west))
    assert route.distance == pytest.approx(90 + 15.7 + 90, abs=4)
    assert [part.kind for part in route.maneuvers][:2] == ['START', 'LEFT']
    assert route.maneuvers[1].street == 'Main Street'


@pytest.mark.parametrize('content', [b'', b'\xff\xfe', b'<OpenDRIVE/>'])
def test_a_file_that_is_none_leaves_the_map_that_was_there(tmp_path: Path, content: bytes) -> None:
    town, file = tmp_path / 'town', tmp_path / 'broken.xodr'
    town.mkdir()
    (town / 'stamp.json').write_text('{}', encoding='utf-8')
    file.write_bytes(content)
    with pytest.raises(MapMissing):
        import_open_drive(town, file, lambda text: None)
    assert (town / 'stamp.json').exists()
