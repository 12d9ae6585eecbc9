import math
from pathlib import Path

import numpy as np
import pytest
from maps import SQUARE
from small_stores import columns, small_batch, write_store

from ipa_agents.errors import StoreBusy
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.store import PlaceStore
from ipa_agents.travel.places.writer import PlaceWriter

OLD = Place('n1', 'Old', '', 'cafe', *SQUARE)


def cafe(number: int, name: str = 'Cafe', **changes: object) -> Place:
    return Place(f'n{number}', name, '', 'cafe', 31.0 + number * 1e-4, 165.0, **changes)


@pytest.mark.parametrize(
    ('latitude', 'longitude', 'fault'),
    [
        (math.nan, 165.0, 'not a number'),
        (31.0, math.inf, 'not a number'),
        (116.4, 39.9, 'swapped'),
        (-91.0, 170.0, 'out of range'),
        (31.0, 1165.0, 'out of range'),
    ],
)
def test_a_place_that_is_nowhere_is_left_out_and_counted(
    latitude: float, longitude: float, fault: str, tmp_path: Path
) -> None:
    wrong = Place('n0', 'Wrong', '', 'cafe', latitude, longitude)
    written = write_store(tmp_path, (wrong, cafe(1, 'Right')))
    assert (written.places, dict(written.rejected)) == (1, {fault: 1})
    assert EmbeddedPlaces(tmp_path).store.place(0).name == 'Right'


def test_a_place_without_a_name_is_left_out_and_counted(tmp_path: Path) -> None:
    written = write_store(tmp_path, (cafe(1), cafe(2, ''), cafe(3)))
    assert (written.places, dict(written.rejected)) == (2, {'nameless': 1})


def test_a_kind_that_is_none_is_left_out_and_counted(tmp_path: Path) -> None:
    written = write_store(tmp_path, batches=[columns(2, kinds=[0, 250])])
    assert (written.places, dict(written.rejected)) == (1, {'of no known kind': 1})


def test_ratings_out_of_range_are_unknown(tmp_path: Path) -> None:
    write_store(tmp_path, batches=[columns(4, ratings=[5.0, 5.1, -1.0, math.inf])])
    store = PlaceStore(tmp_path, load_kinds(), load_attributes())
    assert np.isnan(store.rows(np.arange(4)).ratings).tolist() == [False, True, True, True]


def test_more_places_than_are_in_memory_at_once_are_sorted_the_same(tmp_path: Path) -> None:
    places = [cafe(number * 7919 % 5000, f'Cafe {number}') for number in range(5000)]
    write_store(tmp_path / 'whole', places)
    small = [small_batch(places[start : start + 130]) for start in range(0, 5000, 130)]
    assert write_store(tmp_path / 'parts', batches=small, most=700).places == 5000
    whole, parts = (EmbeddedPlaces(tmp_path / name).store for name in ('whole', 'parts'))
    assert [whole.record(number) for number in range(5000)] == [parts.record(number) for number in range(5000)]
    assert all(parts.place(parts.number_of(f'n{number}')).place_id == f'n{number}' for number in range(0, 5000, 97))


@pytest.mark.parametrize('most', [2, 1000])
def test_the_later_of_two_places_with_one_id_replaces_the_earlier(most: int, tmp_path: Path) -> None:
    first = [cafe(1, 'First'), cafe(2), cafe(3)]
    moved = Place('n1', 'Second', '', 'bar', 40.0, 10.0)
    written = write_store(tmp_path, batches=[small_batch(first), small_batch([moved, cafe(4)])], most=most)
    assert (written.places, written.replaced) == (4, 1)
    places = EmbeddedPlaces(tmp_path)
    assert places.place('n1').name == 'Second'
    assert 'First' not in {place.name for place in map(places.store.place, range(4))}


def test_a_cut_run_leaves_the_old_store_and_nothing_else(tmp_path: Path) -> None:
    write_store(tmp_path, [OLD])
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        _write_cut(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert EmbeddedPlaces(tmp_path).place('n1').name == 'Old'


def _write_cut(folder: Path) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with PlaceWriter(folder, load_kinds(), load_attributes()) as writer:
        writer.add(small_batch([cafe(number) for number in range(50)]))
        writer.finish(index=cut)


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    for left in ('data-killed', 'spool-killed'):
        (tmp_path / left).mkdir()
        (tmp_path / left / 'rows.bin').write_bytes(b'half')
    write_store(tmp_path, [OLD])
    assert not list(tmp_path.glob('*killed'))


def test_a_store_that_is_open_stays_as_it_was(tmp_path: Path) -> None:
    write_store(tmp_path, [OLD])
    places = EmbeddedPlaces(tmp_path)
    write_store(tmp_path, [Place('n1', 'New', '', 'bar', 40.0, 10.0)])
    assert places.place('n1').name == 'Old'
    assert places.search(PlaceQuery(*SQUARE, text='old')).places[0].name == 'Old'
    assert EmbeddedPlaces(tmp_path).place('n1').name == 'New'
    assert len(list(tmp_path.glob('data-*'))) == 1


def test_two_writers_at_once_are_one_too_many(tmp_path: Path) -> None:
    with PlaceWriter(tmp_path, load_kinds(), load_attributes()) as first:
        with pytest.raises(StoreBusy), PlaceWriter(tmp_path, load_kinds(), load_attributes()):
            pass
        first.add(small_batch([OLD]))
        assert first.finish().places == 1
    assert write_store(tmp_path, [OLD, cafe(2)]).places == 2
