import math
from pathlib import Path

import osmium
import pytest
from osmium.osm.mutable import Node, Way

from ipa_agents.errors import ImportFailed
from ipa_agents.language import Words
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.osm import import_places
from ipa_agents.travel.places.place import Place

CAFE = {
    'amenity': 'cafe',
    'name': '灯标咖啡',
    'name:en': 'Beacon Coffee',
    'addr:street': 'Rantatie',
    'addr:housenumber': '7',
    'rating': '4.5',
    'internet_access': 'wlan',
    'roof:colour': 'red',
}


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Place]:
    file = tmp_path / 'small.osm.pbf'
    with osmium.SimpleWriter(str(file)) as writer:
        writer.add_node(Node(id=1, location=(10.0, 50.0), tags=CAFE))
        for number, location in enumerate([(10.001, 50.0), (10.003, 50.0), (10.003, 50.002), (10.001, 50.002)]):
            writer.add_node(Node(id=2 + number, location=location))
        writer.add_node(Node(id=6, location=(10.0, 50.1), tags={'amenity': 'parking', 'rating': 'good'}))
        writer.add_node(Node(id=7, location=(10.0, 50.1), tags={'amenity': 'cafe'}))
        writer.add_node(Node(id=8, location=(10.0, 50.1), tags={'amenity': 'bench', 'name': 'Bench'}))
        tags = {'shop': 'mall', 'name': 'Big Mall', 'cuisine': 'pizza;unheard_of'}
        writer.add_way(Way(id=1, nodes=[2, 3, 4, 5, 2], tags=tags))
        road = {'highway': 'residential', 'name': 'Rantatie', 'name:en': 'Shore Road', 'name:zh': '海岸路'}
        writer.add_way(Way(id=2, nodes=[2, 3], tags=road))
        writer.add_way(Way(id=3, nodes=[3, 4], tags=road))
    imported = import_places(file, load_kinds())
    assert imported.streets == {'Rantatie': Words('Shore Road', '海岸路')}
    return {named.place.place_id: named.place for named in imported.places}


def test_a_point_becomes_a_place_in_both_languages(places: dict[str, Place]) -> None:
    cafe = places['n1']
    assert (cafe.name, cafe.name_zh, cafe.kind) == ('Beacon Coffee', '灯标咖啡', 'cafe')
    assert (cafe.address, cafe.address_zh) == ('7 Shore Road', '海岸路7号')
    assert (cafe.latitude, cafe.longitude, cafe.rating) == (50.0, 10.0, 4.5)
    assert cafe.attributes == ('internet_access=wlan',)


def test_an_outline_becomes_a_place_in_its_middle(places: dict[str, Place]) -> None:
    mall = places['w1']
    assert (mall.latitude, mall.longitude) == (pytest.approx(50.001), pytest.approx(10.002))
    assert mall.cuisine == 'pizza'


def test_a_street_of_many_ways_is_one_place(places: dict[str, Place]) -> None:
    assert [place.name for place in places.values() if place.kind == 'street'] == ['Shore Road']


def test_what_has_no_name_is_a_place_only_where_that_is_usual(places: dict[str, Place]) -> None:
    assert (places['n6'].name, places['n6'].name_zh) == ('Parking', '停车场')
    assert math.isnan(places['n6'].rating)
    assert set(places) == {'n1', 'w1', 'n6', next(key for key, place in places.items() if place.kind == 'street')}


def test_what_is_no_map_is_said(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match='no such file'):
        import_places(tmp_path / 'none.osm.pbf', load_kinds())
    broken = tmp_path / 'broken.osm.pbf'
    broken.write_bytes(b'this is not a map')
    with pytest.raises(ImportFailed, match='cannot be read'):
        import_places(broken, load_kinds())
