import struct
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ipa_agents.errors import ConfigError, ImportFailed
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.importing import import_file
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.overture import OvertureFile, load_categories
from ipa_agents.travel.places.place import NamedPlace
from ipa_agents.travel.places.source import Refused

NAMES = pa.struct([('primary', pa.string()), ('common', pa.map_(pa.string(), pa.string()))])
CATEGORIES = pa.struct([('primary', pa.string()), ('alternate', pa.list_(pa.string()))])
ADDRESSES = pa.list_(pa.struct([('freeform', pa.string()), ('locality', pa.string())]))
BRAND = pa.struct([('wikidata', pa.string()), ('names', NAMES)])
SCHEMA = pa.schema(
    {
        'id': pa.string(),
        'geometry': pa.binary(),
        'names': NAMES,
        'categories': CATEGORIES,
        'confidence': pa.float64(),
        'websites': pa.list_(pa.string()),
        'phones': pa.list_(pa.string()),
        'addresses': ADDRESSES,
        'brand': BRAND,
    }
)


def point(longitude: float, latitude: float, order: str = '<') -> bytes:
    return struct.pack(f'{order}BIdd', order == '<', 1, longitude, latitude)


def row(place_id: str, name: str | None, category: str | None, geometry: bytes | None, **more: Any) -> dict[str, Any]:
    names = None if name is None else {'primary': name, 'common': more.pop('common', None)}
    categories = {'primary': category, 'alternate': more.pop('alternate', None)}
    return {'id': place_id, 'geometry': geometry, 'names': names, 'categories': categories, **more}


def parquet(file: Path, rows: list[dict[str, Any]]) -> Path:
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA), file)
    return file


ROWS = [
    row(
        'a',
        '海底捞火锅',
        'chinese_restaurant',
        point(116.4, 39.9),
        common=[('en', 'Haidilao Hot Pot'), ('ja', 'ハイディラオ')],
        alternate=['hot_pot_restaurant'],
        confidence=0.9,
        phones=['+86 10 1234'],
        websites=['https://example.org', 'https://example.com'],
        addresses=[{'freeform': '1 Wangfujing St', 'locality': 'Beijing'}],
        brand={'names': {'primary': 'Haidilao'}},
    ),
    row('b', 'Plug', 'ev_charging_station', point(-0.1, 51.5, '>')),
    row('c', None, 'cafe', point(0, 0)),
    row('d', 'Swapped', 'cafe', point(39.9, 116.4)),
    row('e', 'Nowhere', 'cafe', None),
    row('f', 'Broken', 'cafe', point(1, 1)[:9]),
    row('g', 'Line', 'cafe', struct.pack('<BIdd', 1, 2, 1.0, 1.0)),
    row('h', 'Moon', 'cafe', point(500, 39.9)),
    row('i', 'Rumour', 'cafe', point(1, 1), confidence=0.1),
    row('j', 'Plumber', 'plumbing', point(1, 1)),
    row('k', 'What', None, point(1, 1)),
]


def test_a_row_becomes_a_place_in_both_languages(tmp_path: Path) -> None:
    found = list(OvertureFile(parquet(tmp_path / 'a.parquet', ROWS[:2]), load_kinds()).places())
    assert all(isinstance(item, NamedPlace) for item in found)
    first, second = (item for item in found if isinstance(item, NamedPlace))
    place = first.place
    assert (place.name, place.name_zh, place.kind) == ('Haidilao Hot Pot', '海底捞火锅', 'restaurant')
    assert place.cuisine == 'chinese;hot_pot'
    assert (place.latitude, place.longitude, place.address) == (39.9, 116.4, '1 Wangfujing St, Beijing')
    assert set(place.attributes) == {'phone=+86 10 1234', 'website=https://example.org', 'brand=Haidilao'}
    assert set(first.names) == {'海底捞火锅', 'Haidilao Hot Pot', 'ハイディラオ', 'Haidilao'}
    assert (second.place.kind, second.place.latitude, second.place.name_zh) == ('charging_station', 51.5, 'Plug')


def test_what_cannot_be_a_place_is_counted_for_its_reason(tmp_path: Path) -> None:
    file = parquet(tmp_path / 'a.parquet', ROWS)
    done = import_file(file, tmp_path / 'store', load_kinds(), load_attributes())
    assert done.places == 2
    assert done.refused == {
        'nameless': 1,
        'swapped': 1,
        'not a number': 3,
        'out of range': 1,
        'doubtful': 1,
        'of no known kind': 2,
    }
    assert len(done.samples) == 5


def test_rows_keep_their_order_so_that_an_import_can_go_on(tmp_path: Path) -> None:
    file = parquet(tmp_path / 'a.parquet', ROWS)
    steps: list[None] = []
    ids = [
        item.place_id if isinstance(item, Refused) else item.place.place_id
        for item in OvertureFile(file, load_kinds()).places(lambda: steps.append(None))
    ]
    assert ids == [row['id'] for row in ROWS]
    assert len(steps) == OvertureFile(file, load_kinds()).survey() == len(ROWS)


def test_columns_that_are_missing_are_named(tmp_path: Path) -> None:
    file = tmp_path / 'a.parquet'
    pq.write_table(pa.table({'id': ['a'], 'names': [None]}), file)
    with pytest.raises(ImportFailed, match='lacks geometry, categories'):
        OvertureFile(file, load_kinds())


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    file = parquet(tmp_path / 'a.parquet', ROWS * 500)
    content = bytearray(file.read_bytes())
    content[4:20_000] = b'\xff' * (20_000 - 4)
    file.write_bytes(content)
    with pytest.raises(ImportFailed, match='damaged'):
        list(OvertureFile(file, load_kinds()).places())


def test_categories_of_unknown_kinds_are_a_fault_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / 'overture.yaml'
    file.write_text('least_confidence: 0.5\nendings: {}\nkinds:\n  spaceport: [rocket_pad]\n', encoding='utf-8')
    with pytest.raises(ConfigError, match='spaceport'):
        load_categories(file)
