import math
from datetime import datetime
from pathlib import Path

import pytest
from maps import SQUARE
from small_stores import places_of

from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.relaxing import relaxations

NIGHT = datetime(2026, 11, 23, 3, 30)
PLACES = (
    Place('near', 'No Wi-Fi', '', 'cafe', *SQUARE, rating=3.0, attributes=('internet_access=no', 'price_level=4')),
    Place('far', 'Closed', '', 'bar', 31.3, 165.4, attributes=('opening_hours=Mo-Su 10:00-20:00',)),
)


@pytest.mark.parametrize(
    ('wish', 'given_up', 'found'),
    [
        ({'kind': 'cafe', 'attributes': ('wifi',)}, ['without_attribute'], 'near'),
        ({'kind': 'cafe', 'attributes': ('wifi', 'wheelchair')}, ['without_attribute'], 'near'),
        ({'kind': 'cafe', 'min_rating': 4.5}, ['without_rating'], 'near'),
        ({'kind': 'cafe', 'max_price': 2}, ['without_price'], 'near'),
        ({'kind': 'bar', 'open_at': NIGHT}, ['without_hours'], 'far'),
        ({'kind': 'bar', 'radius': 500.0}, ['without_radius'], 'far'),
        ({'kind': 'cafe', 'min_rating': 4.5, 'max_price': 2}, ['without_price', 'without_rating'], 'near'),
        ({'kind': 'bar', 'radius': 500.0, 'open_at': NIGHT}, ['without_hours', 'without_radius'], 'far'),
        ({'kind': 'cafe', 'attributes': ('wheelchair',)}, [], 'near'),
    ],
)
def test_as_little_as_possible_is_given_up_and_said(
    wish: dict[str, object], given_up: list[str], found: str, tmp_path: Path
) -> None:
    places = places_of(tmp_path, PLACES)
    results = places.search(PlaceQuery(*SQUARE, relax=True, **wish))
    assert [reason.code for reason in results.relaxed] == given_up
    assert [place.place_id for place in results.places] == [found]
    if given_up:
        assert places.search(PlaceQuery(*SQUARE, **wish)).found == ()


def test_what_is_looked_for_is_never_given_up(tmp_path: Path) -> None:
    results = places_of(tmp_path, PLACES).search(PlaceQuery(*SQUARE, kind='hotel', attributes=('wifi',), relax=True))
    assert (results.found, results.relaxed) == ((), ())


def test_the_attribute_that_was_given_up_is_named() -> None:
    query = PlaceQuery(*SQUARE, kind='cafe', attributes=('wifi', 'quiet'), relax=True)
    first, second, both = relaxations(query)
    assert [reason.attribute for reason in first[1]] == ['quiet']
    assert first[0].attributes == ('wifi',)
    assert second[0].attributes == ('quiet',)
    assert both[0].attributes == ()
    assert {reason.attribute for reason in both[1]} == {'wifi', 'quiet'}


def test_a_search_everywhere_cannot_be_wider() -> None:
    assert list(relaxations(PlaceQuery(*SQUARE, kind='cafe', radius=math.inf))) == []
