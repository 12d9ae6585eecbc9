import math
from pathlib import Path

import numpy as np
import pytest
from maps import town

from ipa_agents.errors import MapMissing
from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.osm import NamedPlace
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.store import PlaceStore


def test_places_come_back_as_they_were_written(tmp_path: Path) -> None:
    places = [
        Place('n1', 'Café', '咖啡', 'cafe', -0.004, 0.002, '1 A', 'A1号', '', 4.5, math.nan, ('fee=no',)),
        Place('n2', 'B', '乙', 'restaurant', 0.013, -0.017, cuisine='italian;pizza'),
    ]
    file = tmp_path / 'places.npz'
    assert PlaceStore.write([NamedPlace(place, (place.name,)) for place in places], load_kinds(), file) == 2
    store = PlaceStore.read(file, load_kinds())
    back = {place.place_id: place for place in map(store.place, range(len(store)))}
    assert repr(back['n1']) == repr(places[0])
    assert repr(back['n2']) == repr(places[1])
    assert store.cuisine_bits('pizza') & store.cuisines[[*back].index('n2')]


@pytest.mark.parametrize('radius', [50.0, 700.0, 4000.0, math.inf])
def test_near_is_what_a_look_at_every_place_finds(radius: float) -> None:
    store = town().places
    for latitude, longitude in ((31.2, 165.4), (31.2399, 165.4601), (0.0, 0.0)):
        numbers, apart = store.near(latitude, longitude, radius)
        every = distance(latitude, longitude, store.latitudes, store.longitudes)
        assert sorted(numbers.tolist()) == np.flatnonzero(every <= radius).tolist()
        assert apart == pytest.approx(every[numbers])


def test_a_missing_or_foreign_file_is_said_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(MapMissing, match='ipa town'):
        PlaceStore.read(tmp_path / 'none.npz', load_kinds())
    (tmp_path / 'broken.npz').write_bytes(b'no')
    with pytest.raises(MapMissing, match='ipa town'):
        PlaceStore.read(tmp_path / 'broken.npz', load_kinds())
