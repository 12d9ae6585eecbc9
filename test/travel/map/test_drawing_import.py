from pathlib import Path

import osmium
import pytest
from maps import town_folder
from osmium.osm.mutable import Node, Relation, Way

from ipa_agents.errors import MapMissing
from ipa_agents.language import Words
from ipa_agents.travel.map.drawing import MapDrawing
from ipa_agents.travel.map.drawing_import import import_drawing
from ipa_agents.travel.map.features import load_features
from ipa_agents.travel.map.folder import load_drawing

WORLD = (0, 0, 1 << 30, 1 << 30)
SQUARE = [(10.0, 50.0), (10.004, 50.0), (10.004, 50.004), (10.0, 50.004)]
HOLE = [(10.001, 50.001), (10.003, 50.001), (10.003, 50.003), (10.001, 50.003)]
ELM = {'highway': 'residential', 'name': 'Elm', 'name:zh': '榆树街'}


@pytest.fixture
def drawing(tmp_path: Path) -> MapDrawing:
    file = tmp_path / 'small.osm.pbf'
    with osmium.SimpleWriter(str(file)) as writer:
        for number, location in enumerate([*SQUARE, *HOLE], start=1):
            writer.add_node(Node(id=number, location=location))
        writer.add_node(Node(id=9, location=(10.01, 50.01), tags={'amenity': 'fuel', 'name': '<script>x</script>'}))
        writer.add_way(Way(id=1, nodes=[1, 2], tags=ELM))
        writer.add_way(Way(id=2, nodes=[3, 2], tags=ELM))
        writer.add_way(Way(id=3, nodes=[3, 4], tags=ELM | {'bridge': 'yes'}))
        writer.add_way(Way(id=4, nodes=[4, 77], tags=ELM))  # its other end is not in the extract
        writer.add_way(Way(id=5, nodes=[1, 2, 3, 4, 1], tags={}))
        writer.add_way(Way(id=6, nodes=[5, 6, 7, 8, 5], tags={}))
        writer.add_way(Way(id=7, nodes=[5, 6, 7, 8, 5], tags={'building': 'yes', 'location': 'underground'}))
        writer.add_way(Way(id=8, nodes=[1, 4], tags={'highway': 'motorway', 'ref': 'A 8;E 52'}))
        writer.add_way(Way(id=9, nodes=[5, 6], tags={'highway': 'primary', 'name': 'Ring', 'ref': 'B 9'}))
        tags = {'type': 'multipolygon', 'natural': 'water', 'name': 'Lake'}
        writer.add_relation(Relation(id=1, members=[('w', 5, 'outer'), ('w', 6, 'inner')], tags=tags))
    import_drawing(file, load_features(), tmp_path / 'drawing')
    return MapDrawing.read(tmp_path / 'drawing')


def test_pieces_of_a_street_are_one_line_and_a_bridge_is_its_own(drawing: MapDrawing) -> None:
    streets = drawing.within(WORLD, {'street'})
    assert sorted(zip(streets.levels.tolist(), np_counts(streets.ends), strict=True)) == [(0, 3), (1, 2)]
    assert {drawing.names[number] for number in streets.names} == {Words('Elm', '榆树街')}


def test_roads_are_found_by_their_names_and_their_numbers(drawing: MapDrawing) -> None:
    names = {ref: [drawing.names[number].en for number in numbers] for ref, numbers in drawing.refs.items()}
    assert names == {'A 8': ['A 8;E 52'], 'E 52': ['A 8;E 52'], 'B 9': ['Ring']}
    found = drawing.named(drawing.refs['B 9'], {'primary', 'street'})
    assert [drawing.kinds[kind] for kind in found.kinds] == ['primary']
    assert len(drawing.named(drawing.refs['B 9'], {'street'})) == 0


def np_counts(ends: 'object') -> list[int]:
    before = 0
    counts = []
    for end in list(ends):  # type: ignore[call-overload]
        counts.append(int(end) - before)
        before = int(end)
    return counts


def test_a_lake_has_its_island_on_a_slit(drawing: MapDrawing) -> None:
    lake = drawing.within(WORLD, {'water'})
    assert len(lake) == 1
    assert len(lake.points) == 11
    assert lake.points[0].tolist() == lake.points[4].tolist() == lake.points[-1].tolist()
    assert lake.points[5].tolist() == lake.points[9].tolist()
    middle = drawing.within(WORLD, {'water_name'})
    assert drawing.names[middle.names[0]].en == 'Lake'


def test_what_is_underground_is_not_drawn_and_a_name_stays_as_it_is(drawing: MapDrawing) -> None:
    assert len(drawing.within(WORLD, {'building'})) == 0
    fuel = drawing.within(WORLD, {'fuel'})
    assert drawing.names[fuel.names[0]] == Words('<script>x</script>', '<script>x</script>')


def test_the_town_has_sea_river_parks_and_streets() -> None:
    town = load_drawing(town_folder())
    for kind in ('sea', 'water', 'park', 'street', 'motorway', 'suburb', 'charging', 'building'):
        assert len(town.within(WORLD, {kind})) > 0, kind


def test_what_is_no_map_is_said(tmp_path: Path) -> None:
    broken = tmp_path / 'broken.osm.pbf'
    broken.write_bytes(b'this is not a map')
    with pytest.raises(MapMissing, match='cannot be read'):
        import_drawing(broken, load_features(), tmp_path / 'drawing')
    empty = tmp_path / 'empty.osm.pbf'
    with osmium.SimpleWriter(str(empty)) as writer:
        writer.add_node(Node(id=1, location=(10.0, 50.0)))
    with pytest.raises(MapMissing, match='nothing on it to draw'):
        import_drawing(empty, load_features(), tmp_path / 'drawing')
