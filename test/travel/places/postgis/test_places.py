"""The database finds, ranks and explains as the files do."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import numpy as np
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maps import SQUARE, town
from postgres import Cluster
from small_stores import places_of, small_batch, write_store
from stores_elsewhere import publish

from ipa_agents.errors import MapMissing, PlaceNotFound
from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.naming import index
from ipa_agents.travel.places.naming.blocks import Area
from ipa_agents.travel.places.naming.terms import Keys
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.postgis.places import PostgisPlaces
from ipa_agents.travel.places.postgis.postings import Postings
from ipa_agents.travel.places.query import Along, PlaceQuery
from ipa_agents.travel.places.zorder import Box

SAID = (
    'harbor stret',
    'hotel',
    '火车站',
    '咖啡',
    'ka fei',
    'xbk',
    'cafe 17',
    'Northgate Mall',
    '店',
    'qqq www',
    'peach caffe',
)
"""As they are called, in part, in pinyin, misspelt; and what nobody is called."""
WISHES: tuple[Mapping[str, object], ...] = (
    {},
    {'kind': 'cafe', 'attributes': ('wifi',)},
    {'kind': 'food', 'cuisine': 'chinese', 'min_rating': 4.4, 'max_price': 2, 'relax': True},
    {'kind': 'restaurant', 'open_at': datetime(2026, 11, 23, 3, 30)},
    {'kind': 'airport', 'radius': 500.0, 'relax': True},
    {'kind': 'cafe', 'along': Along(Line([31.15, 31.2, 31.25], [165.35, 165.4, 165.45]), 1000.0, 300.0)},
    {'box': Box(31.19, 165.39, 31.21, 165.42), 'kind': 'shop'},
    {'box': Box(-80.0, 170.0, 80.0, -160.0)},
    {'kind': 'hotel', 'sort': 'rating', 'radius': 30_000.0},
    *({'text': text} for text in SAID),
)


@pytest.fixture(scope='module')
def both(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PostgisPlaces, EmbeddedPlaces]]:
    """The demo town and places all over the earth, in the database and in files."""
    folder = tmp_path_factory.mktemp('places')
    rng = np.random.default_rng(9)
    far = [
        Place(f'far{n}', f'Café {n}', f'咖啡馆{n}', 'cafe', *map(float, point), rating=float(stars))
        for n, (*point, stars) in enumerate(rng.uniform((-90, -180, 0), (90, 180, 5), (400, 3)))
    ]
    write_store(folder, batches=[*town().places.store.batches(), small_batch(far)])
    files = EmbeddedPlaces(folder)
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute('CREATE DATABASE town')
    address = server.address.replace('/postgres', '/town')
    publish(address, files.store)
    places = PostgisPlaces(address)
    yield places, files
    places.close()


@settings(max_examples=40, deadline=None)
@given(
    st.one_of(
        st.tuples(st.floats(31.1, 31.3), st.floats(165.3, 165.5)),
        st.sampled_from([(0.0, 180.0), (90.0, 0.0), (-89.9, 17.0), SQUARE]),
    ),
    st.sampled_from(WISHES),
    st.integers(1, 30),
)
def test_a_search_gives_the_same_as_in_files(
    both: tuple[PostgisPlaces, EmbeddedPlaces], point: tuple[float, float], wish: Mapping[str, object], limit: int
) -> None:
    query = PlaceQuery(*point, limit=limit, **wish)  # type: ignore[arg-type]
    places, files = both
    assert repr(places.search(query)) == repr(files.search(query))


@pytest.mark.parametrize('text', SAID)
def test_a_name_is_found_as_in_files(both: tuple[PostgisPlaces, EmbeddedPlaces], text: str) -> None:
    places, files = both
    found = places.search(PlaceQuery(*SQUARE, text=text, limit=50))
    assert repr(found) == repr(files.search(PlaceQuery(*SQUARE, text=text, limit=50)))
    assert bool(found.found) == (text not in ('qqq www', 'xbk'))


@pytest.mark.parametrize('text', ['peach', '港湾', 'gang wan'])
def test_the_directory_tells_which_blocks_are_worth_a_look(
    both: tuple[PostgisPlaces, EmbeddedPlaces], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = both[1].search(PlaceQuery(*SQUARE, text=text))
    asked: list[int] = []
    directory = Postings.directory

    def counted(self: Postings, lows: Keys, highs: Keys) -> Area:
        found = directory(self, lows, highs)
        asked.append(len(found.block.keys))
        return found

    monkeypatch.setattr(index, '_BLOCKS', 0)  # as in a store of very many
    monkeypatch.setattr(Postings, 'directory', counted)
    assert repr(both[0].search(PlaceQuery(*SQUARE, text=text))) == repr(expected)
    assert asked
    assert min(asked) > 0


def test_a_place_is_known_by_its_id(both: tuple[PostgisPlaces, EmbeddedPlaces]) -> None:
    places, files = both
    assert repr(places.place('far7')) == repr(files.place('far7'))
    with pytest.raises(PlaceNotFound):
        places.place('none')
    assert places.info.count == len(files)
    assert places.info.source == 'a test'


def test_an_empty_database_and_other_catalogues_are_said(address: str, tmp_path: Path) -> None:
    places = PostgisPlaces(address)
    with pytest.raises(MapMissing, match='ipa places import'):
        places.search(PlaceQuery(*SQUARE))
    publish(address, places_of(tmp_path, [Place('n1', 'Alpha', '', 'cafe', 31.2, 165.4)]).store)
    assert [place.name for place in places.search(PlaceQuery(*SQUARE)).places] == ['Alpha']
    with psycopg.connect(address) as connection:
        connection.execute("UPDATE ipa_places.manifest SET kinds = '{cafe}', state = gen_random_uuid()")
    with pytest.raises(MapMissing, match='other kinds'):
        places.search(PlaceQuery(*SQUARE))
