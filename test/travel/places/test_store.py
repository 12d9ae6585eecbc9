import math
from pathlib import Path

import numpy as np
import pytest
from maps import town
from small_stores import columns, write_store

from ipa_agents.errors import MapMissing, PlaceNotFound
from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.store import PlaceStore
from ipa_agents.travel.places.zorder import Box, Boxes, boxes_around

EVERY = np.arange(256) < 255
PLACES = (
    Place(
        'n1',
        'Café',
        '咖啡',
        'cafe',
        -0.004,
        0.002,
        '1 A',
        'A1号',
        '',
        4.5,
        math.nan,
        ('fee=no', 'price_level=3'),
        price=3,
    ),
    Place('n2', 'B', '乙', 'restaurant', 0.013, -0.017, cuisine='italian;pizza'),
)


def opened(folder: Path) -> PlaceStore:
    return PlaceStore(folder, load_kinds(), load_attributes())


def within(store: PlaceStore, boxes: Boxes, kinds: np.ndarray = EVERY) -> list[int]:
    rows = store.rows(store.of_kinds(store.part(boxes).runs, kinds))
    held = np.zeros(len(rows), bool)
    for box in boxes:
        held |= Box(*box).holds(rows.latitudes, rows.longitudes)
    return rows.numbers[held].tolist()


def test_places_come_back_as_they_were_written(tmp_path: Path) -> None:
    assert write_store(tmp_path, PLACES).places == 2
    store = opened(tmp_path)
    back = {place.place_id: place for place in map(store.place, range(len(store)))}
    assert repr(back['n1']) == repr(PLACES[0])
    assert repr(back['n2']) == repr(PLACES[1])


def test_what_a_search_looks_at_is_what_was_written(tmp_path: Path) -> None:
    write_store(tmp_path, PLACES)
    store = opened(tmp_path)
    cafe, restaurant = (store.number_of(place_id) for place_id in ('n1', 'n2'))
    assert cafe is not None
    assert restaurant is not None
    rows = store.rows(np.array([cafe, restaurant]))
    assert rows.ratings.tolist() == pytest.approx([4.5, math.nan], nan_ok=True)
    assert rows.prices.tolist() == [3, 0]
    assert store.attributes.known('free', int(rows.attributes[0])) is True
    assert store.attributes.known('free', int(rows.attributes[1])) is None
    assert int(rows.cuisines[1]) == store.kinds.cuisine_bits(['italian', 'pizza'])


@pytest.mark.parametrize('radius', [50.0, 700.0, 4000.0, 3e7])
def test_a_circle_holds_what_a_look_at_every_place_finds(radius: float) -> None:
    store = town().places.store
    rows = store.rows(np.arange(len(store)))
    for latitude, longitude in ((31.2, 165.4), (31.2399, 165.4601), (0.0, 0.0)):
        found = store.rows(np.array(within(store, boxes_around(latitude, longitude, radius)), np.int64))
        near = distance(latitude, longitude, found.latitudes, found.longitudes) <= radius
        every = distance(latitude, longitude, rows.latitudes, rows.longitudes) <= radius
        assert found.numbers[near].tolist() == np.flatnonzero(every).tolist()


def test_only_the_wanted_kinds_come() -> None:
    store = town().places.store
    wanted = np.zeros(256, bool)
    wanted[[number for number, kind in enumerate(store.kinds.kinds) if kind.id in ('cafe', 'airport')]] = True
    kinds = store.kinds_of(np.arange(len(store)))
    found = within(store, boxes_around(31.2, 165.4, 50_000), wanted)
    assert found == np.flatnonzero(wanted[kinds]).tolist()
    assert len(set(kinds[found].tolist())) == 2


def test_a_place_is_found_by_its_id(tmp_path: Path) -> None:
    write_store(tmp_path, PLACES)
    places = EmbeddedPlaces(tmp_path)
    assert places.place('n2').name == 'B'
    with pytest.raises(PlaceNotFound, match='n3'):
        places.place('n3')


def test_a_store_can_be_written_again_from_itself(tmp_path: Path) -> None:
    write_store(tmp_path / 'old', PLACES)
    old = opened(tmp_path / 'old')
    write_store(tmp_path / 'new', batches=old.batches(1))
    new = opened(tmp_path / 'new')
    assert [repr(new.place(number)) for number in range(2)] == [repr(old.place(number)) for number in range(2)]
    assert new.number_of('n1') == old.number_of('n1')


def test_a_store_without_places_finds_none(tmp_path: Path) -> None:
    assert write_store(tmp_path, ()).places == 0
    store = opened(tmp_path)
    assert within(store, boxes_around(0.0, 0.0, 3e7)) == []
    assert store.number_of('n1') is None


def test_places_without_records_have_a_position_and_a_kind(tmp_path: Path) -> None:
    write_store(tmp_path, batches=[columns(3)])
    place = opened(tmp_path).place(1)
    assert place.kind in {kind.id for kind in load_kinds().kinds}
    assert place.name == ''


@pytest.mark.parametrize('name', ['rows.bin', 'records.bin', 'block_codes.bin'])
def test_a_truncated_or_missing_file_is_said_with_the_cure(name: str, tmp_path: Path) -> None:
    write_store(tmp_path, PLACES)
    (file,) = tmp_path.glob(f'data-*/{name}')
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(MapMissing, match=rf'{name}: .*damaged.*`ipa town'):
        opened(tmp_path)
    file.unlink()
    with pytest.raises(MapMissing, match=rf'{name}: .*missing.*`ipa town'):
        opened(tmp_path)


@pytest.mark.parametrize('text', ['', '{', '[]', '{"format": "other", "version": 1}', '{"format": "ipa places"}'])
def test_a_foreign_store_is_said_with_the_cure(text: str, tmp_path: Path) -> None:
    (tmp_path / 'store.json').write_text(text, encoding='utf-8')
    with pytest.raises(MapMissing, match='ipa town'):
        opened(tmp_path)


def test_no_store_and_an_older_one_are_said_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(MapMissing, match=r'no places there.*`ipa town'):
        opened(tmp_path)
    write_store(tmp_path, PLACES)
    file = tmp_path / 'store.json'
    file.write_text(file.read_text(encoding='utf-8').replace('"version": 2', '"version": 1'), encoding='utf-8')
    with pytest.raises(MapMissing, match=r'another version.*`ipa town'):
        opened(tmp_path)


def test_other_catalogues_are_said_with_the_cure(tmp_path: Path) -> None:
    write_store(tmp_path, PLACES)
    fewer = load_attributes().entries[1:]
    with pytest.raises(MapMissing, match='other kinds or attributes'):
        PlaceStore(tmp_path, load_kinds(), type(load_attributes())(fewer))


def test_a_changed_byte_is_found_by_who_looks_for_it(tmp_path: Path) -> None:
    write_store(tmp_path, PLACES)
    store = opened(tmp_path)
    assert store.manifest.damaged(tmp_path) == ()
    (file,) = tmp_path.glob('data-*/rows.bin')
    file.write_bytes(b'\xff' + file.read_bytes()[1:])
    assert store.manifest.damaged(tmp_path) == ('rows.bin',)
