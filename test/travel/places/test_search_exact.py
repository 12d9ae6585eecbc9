"""The store finds what a look at every place finds: in the demo town, and for places anywhere on the earth."""

import math
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from maps import SQUARE, town, town_folder
from naive_places import naive_search
from small_stores import columns, places_of, write_store

from ipa_agents.travel.geodesy import Line, distance
from ipa_agents.travel.places import search
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.batch import Batch
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.osm import import_places
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import Along, PlaceQuery
from ipa_agents.travel.places.rows import Rows
from ipa_agents.travel.places.zorder import Box

NOON, NIGHT = datetime(2026, 11, 23, 12, 0), datetime(2026, 11, 23, 3, 30)
EDGE = (31.2399, 165.4601)

WISHES: tuple[Mapping[str, object], ...] = (
    {'kind': 'cafe', 'attributes': ('wifi',), 'radius': 900.0},
    {'kind': 'food', 'cuisine': 'chinese', 'attributes': ('wheelchair', 'outdoor_seating'), 'radius': 5000.0},
    {'kind': 'restaurant', 'min_rating': 4.4, 'max_price': 2, 'limit': 25},
    {'kind': 'restaurant', 'open_at': NIGHT, 'attributes': ('takeaway',), 'radius': 3000.0},
    {'kind': 'bank', 'open_at': NOON, 'limit': 3},
    {'kind': 'parking', 'attributes': ('free',), 'limit': 1},
    {'kind': 'airport'},
    {'limit': 60, 'radius': 400.0},
    {'box': Box(31.19, 165.39, 31.21, 165.42), 'kind': 'shop', 'limit': 20},
    {'box': Box(31.0, 165.0, 31.5, 166.0), 'attributes': ('charging',), 'limit': 40},
    {'kind': 'charging_station', 'attributes': ('gb_dc', 'public'), 'radius': 20_000.0},
)


@cache
def every_place() -> tuple[Place, ...]:
    """The demo town read from its file, without the store."""
    return tuple(named.place for named in import_places(town_folder() / 'map.osm.pbf', load_kinds()).places)


def assert_same(places: EmbeddedPlaces, every: tuple[Place, ...], query: PlaceQuery) -> None:
    expected = naive_search(every, query, load_kinds(), load_attributes())
    found = places.search(query).found
    assert len(found) == min(query.limit, len(expected))
    costs = {place_id: cost for cost, place_id in expected}
    for item, (cost, _) in zip(found, expected, strict=False):
        assert item.cost == pytest.approx(cost, abs=0.5)
        assert costs[item.place.place_id] == pytest.approx(item.cost, abs=0.5)
    assert len({item.place.place_id for item in found}) == len(found)


@pytest.mark.parametrize(('point', 'wish'), product((SQUARE, EDGE, (31.0, 165.0)), WISHES))
def test_the_town_is_searched_as_by_a_look_at_every_place(
    point: tuple[float, float], wish: Mapping[str, object]
) -> None:
    assert_same(town().places, every_place(), PlaceQuery(*point, **wish))


def test_along_a_route_the_same_is_found_as_by_a_look_at_every_place() -> None:
    line = Line([31.15, 31.2, 31.22, 31.25], [165.35, 165.4, 165.38, 165.45])
    places = EmbeddedPlaces(town_folder() / 'places')  # which knows no roads
    found = places.search(PlaceQuery(*SQUARE, kind='cafe', along=Along(line, 1000.0, 300.0), limit=500)).found
    width, corner = 300.0 * 11 / 2.6, 75.0  # the line is followed in steps of 150 m, which cuts its corners
    expected = {}
    for place in every_place():
        beside = line.project(place.latitude, place.longitude, after=1000.0)
        if place.kind == 'cafe' and beside.offset < width - corner and beside.along > 1000.0 + corner:
            expected[place.place_id] = beside
    by_id = {item.place.place_id: {reason.code: reason.number for reason in item.reasons} for item in found}
    assert expected
    assert expected.keys() <= by_id.keys()
    for place_id, beside in expected.items():
        assert by_id[place_id]['detour_about'] == pytest.approx(2.6 * beside.offset / 11, abs=2.6 * corner / 11)
    assert len(by_id) < 1.3 * len(expected)
    costs = [item.cost for item in found]
    assert costs == sorted(costs)


PLACES = st.lists(
    st.tuples(
        st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 89.999, 90.0, 0.0])),
        st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 179.9999, 180.0, 0.0])),
        st.sampled_from(['cafe', 'bar', 'hotel']),
        st.sampled_from([math.nan, 2.0, 4.0, 5.0]),
        st.sampled_from([(), ('internet_access=wlan',), ('internet_access=no',)]),
    ),
    min_size=1,
    max_size=90,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    PLACES,
    st.sampled_from([(0.0, 180.0), (90.0, 0.0), (-89.99, 17.0), (51.0, -179.9), (0.0, 0.0)]),
    st.sampled_from([5_000.0, 3e5, 4e6, math.inf]),
    st.integers(1, 12),
)
def test_places_anywhere_are_found(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[tuple[float, float, str, float, tuple[str, ...]]],
    point: tuple[float, float],
    radius: float,
    limit: int,
) -> None:
    every = tuple(
        Place(f'n{at}', f'Place {at}', '', kind, round(north, 7), round(east, 7), rating=stars, attributes=known)
        for at, (north, east, kind, stars, known) in enumerate(entries)
    )
    places = places_of(tmp_path_factory.mktemp('places'), every)
    for wish in ({'kind': 'cafe'}, {'attributes': ('wifi',)}, {}):
        assert_same(places, every, PlaceQuery(*point, radius=radius, limit=limit, **wish))
    west = point[1] - 8 if point[1] - 8 > -180 else point[1] + 352
    east = point[1] + 8 if point[1] + 8 < 180 else point[1] - 352
    box = Box(max(-90.0, point[0] - 8), west, min(90.0, point[0] + 8), east)
    assert_same(places, every, PlaceQuery(*point, box=box, limit=limit))


def test_places_at_the_same_point_come_in_the_same_order_and_no_more_than_wanted(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    every = tuple(Place(f'n{at}', f'Twin {at}', '', 'cafe', 31.2, 165.4) for at in range(200))
    places = places_of(tmp_path_factory.mktemp('places'), every)
    found = [place.place_id for place in places.search(PlaceQuery(*SQUARE, kind='cafe', limit=7)).places]
    assert found == [f'n{at}' for at in range(7)]
    assert len(places.search(PlaceQuery(*SQUARE, limit=500)).places) == 200


@pytest.fixture(scope='module')
def dense(tmp_path_factory: pytest.TempPathFactory) -> tuple[EmbeddedPlaces, Batch]:
    """Cafés so thick that a search ends long before it has seen them all."""
    rng = np.random.default_rng(5)
    wifi = np.uint64(load_attributes().yes('wifi'))
    known = np.where(rng.random(20_000) < 0.02, wifi, np.where(rng.random(20_000) < 0.1, wifi << np.uint64(1), 0))
    latitudes, longitudes = (middle + rng.normal(0, 0.05, 20_000) for middle in SQUARE)
    stars = np.where(rng.random(20_000) < 0.5, rng.uniform(2, 5, 20_000), np.nan)
    batch = columns(20_000, latitudes=latitudes, longitudes=longitudes, ratings=stars, attributes=known)
    folder = tmp_path_factory.mktemp('dense')
    write_store(folder, batches=[batch])
    return EmbeddedPlaces(folder), batch


@pytest.mark.parametrize('wish', [{}, {'attributes': ('wifi',)}, {'min_rating': 4.8}, {'sort': 'rating'}])
@pytest.mark.parametrize('limit', [1, 10, 200])
def test_a_search_that_ends_early_has_found_the_best(
    wish: Mapping[str, object], limit: int, dense: tuple[EmbeddedPlaces, Batch]
) -> None:
    places, batch = dense
    query = PlaceQuery(*SQUARE, kind='cafe', radius=20_000.0, limit=limit, **wish)
    costs = distance(*SQUARE, batch.latitudes, batch.longitudes)
    costs = np.where(costs <= 20_000, costs, np.inf)
    stars = np.round(batch.ratings.astype(float) * 50) / 50
    rated = np.where(np.isnan(stars), 4.0, stars)
    costs += 1e8 * (5 - rated) if query.sort == 'rating' else -500 * (rated - 4)
    if query.attributes:
        bits = batch.attributes & np.uint64(3 * load_attributes().yes('wifi'))
        wifi = np.uint64(load_attributes().yes('wifi'))
        costs += np.where(bits == wifi, 0, np.where(bits == 0, 2000, np.inf))
    if query.min_rating:
        costs += np.where(np.isnan(stars), 2000, np.where(stars < query.min_rating - 1e-6, np.inf, 0))
    found = [item.cost for item in places.search(query).found]
    assert found == pytest.approx(np.sort(costs)[:limit].tolist(), abs=200.0 if query.sort == 'rating' else 0.2)


@pytest.mark.parametrize('wish', [{}, {'attributes': ('wifi',)}, {'min_rating': 4.8}, {'sort': 'distance'}])
@pytest.mark.parametrize('limit', [1, 10, 200])
def test_a_search_that_begins_at_the_road_finds_what_one_of_all_beside_it_finds(
    wish: Mapping[str, object], limit: int, dense: tuple[EmbeddedPlaces, Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line([31.15, 31.2, 31.22, 31.25], [165.35, 165.4, 165.38, 165.45])
    query = PlaceQuery(*SQUARE, kind='cafe', along=Along(line, 500.0), limit=limit, **wish)
    with monkeypatch.context() as every:
        every.setattr(search, '_ALL', math.inf)
        every.setattr(search, '_FEW_BESIDE', math.inf)
        found = dense[0].search(query).found
    assert dense[0].search(query).found == found
    monkeypatch.setattr(search, '_FEW_BESIDE', 0)
    assert dense[0].search(query).found == found
    assert len(found) == limit


def test_a_search_in_a_dense_city_does_not_look_at_all_of_it(
    dense: tuple[EmbeddedPlaces, Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    places, batch = dense
    looked: list[int] = []
    rows = places.store.rows

    def counted(numbers: np.ndarray) -> Rows:
        looked.append(len(numbers))
        return rows(numbers)

    monkeypatch.setattr(places.store, 'rows', counted)
    assert len(places.search(PlaceQuery(*SQUARE, kind='cafe')).found) == 10
    assert sum(looked) < len(batch) / 4


@pytest.fixture(scope='module')
def branches(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedPlaces:
    """Many branches of a bank around the square, the bank itself 6 km away, and a rare name on the way there."""
    rng = np.random.default_rng(6)
    norths, easts = (middle + rng.normal(0, 0.02, 1500) for middle in SQUARE)
    spots = enumerate(zip(norths.tolist(), easts.tolist(), strict=True))
    every = [Place(f'b{at}', f'Blue Crane {at}', '', 'bank', north, east) for at, (north, east) in spots]
    every += [Place('whole', 'Blue Crane', '', 'bank', SQUARE[0] + 0.055, SQUARE[1])]
    every += [Place(f'r{at}', f'Rare Crane {at}', '', 'bank', SQUARE[0] + 0.05 * at, SQUARE[1]) for at in range(3)]
    return places_of(tmp_path_factory.mktemp('branches'), every)


@pytest.mark.parametrize('text', ['blue crane', 'crane', 'rare crane', 'blue crain', 'blue'])
@pytest.mark.parametrize('limit', [1, 10])
@pytest.mark.parametrize('farther', [{}, {'sort': 'distance'}, {'open_at': NOON}, {'radius': 20_000.0}])
def test_a_common_name_is_found_near_as_if_all_with_it_had_been_looked_at(
    text: str,
    limit: int,
    farther: Mapping[str, object],
    branches: EmbeddedPlaces,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    query = PlaceQuery(*SQUARE, text=text, limit=limit, **farther)
    found = [(item.place.place_id, item.cost) for item in branches.search(query).found]
    looked = []
    named = search._named
    monkeypatch.setattr(search, '_MANY', 0)
    monkeypatch.setattr(search, '_FEW', 100)
    monkeypatch.setattr(search, '_named', lambda *given: looked.append(given[-1]) or named(*given))
    assert [(item.place.place_id, item.cost) for item in branches.search(query).found] == found
    assert (looked[0] == 5000) == (text != 'rare crane' and text != 'blue crain')


def test_a_place_with_just_that_name_is_found_beyond_the_near_ones(
    branches: EmbeddedPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, '_MANY', 0)
    monkeypatch.setattr(search, '_FEW', 100)
    assert 'whole' not in [place.place_id for place in branches.search(PlaceQuery(*SQUARE, text='blue crane')).places]
    some = branches.search(PlaceQuery(*SQUARE, text='blue crane', limit=1000)).places
    assert 'whole' in [place.place_id for place in some]
