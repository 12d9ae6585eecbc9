import math
from datetime import datetime

import pytest
from maps import SQUARE, find, town

from ipa_agents.errors import InvalidQuery
from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.places.opening_hours import parse_opening_hours
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import Along, PlaceQuery
from ipa_agents.travel.routing.position import Position

NOON, NIGHT = datetime(2026, 11, 23, 12, 0), datetime(2026, 11, 23, 3, 30)


def search(**wanted: object) -> list[Place]:
    return list(town().places.search(PlaceQuery(*SQUARE, **wanted)).places)


@pytest.mark.parametrize(
    ('text', 'name'),
    [
        *(
            ('Northgate Mall', 'Northgate Mall'),
            ('northgate mal', 'Northgate Mall'),
            ('北门购物中心', 'Northgate Mall'),
        ),
        *(('the opera', 'Opera House'), ('歌剧院', 'Opera House'), ('genral hospital', 'Port Merrow General Hospital')),
        *(('Merow Arport', 'Port Merrow Airport'), ('Harbour Street', 'Harbour Street'), ('港湾街', 'Harbour Street')),
        ('山顶', 'Summit Road'),
    ],
)
def test_names_are_found_in_both_languages_whole_in_part_and_misspelt(text: str, name: str) -> None:
    assert search(text=text, limit=3)[0].name == name


@pytest.mark.parametrize(
    ('wanted', 'kinds'),
    [
        ({'kind': 'parking'}, {'parking'}),
        ({'text': '充电桩'}, {'charging_station'}),
        ({'text': 'coffee'}, {'cafe'}),
        ({'kind': 'food'}, {'restaurant', 'fast_food'}),
        ({'text': 'Sichuan restaurant'}, {'restaurant'}),
    ],
)
def test_kinds_are_found_near_the_point(wanted: dict[str, str], kinds: set[str]) -> None:
    found = search(**wanted, limit=8)
    assert len(found) == 8
    assert {place.kind for place in found} <= kinds
    assert all(place.distance < 4000 for place in found)


def test_a_cuisine_takes_in_its_regional_ones_and_no_others() -> None:
    assert {place.cuisine for place in search(cuisine='italian')} == {'italian'}
    chinese = {place.cuisine for place in search(cuisine='chinese', limit=40)}
    assert {'chinese', 'sichuan'} <= chinese
    assert 'thai' not in chinese
    assert search(kind='cafe', cuisine='italian') == []


def test_near_comes_before_far_and_good_before_poor() -> None:
    found = search(kind='restaurant', limit=40)
    costs = [place.distance - 500 * ((4 if math.isnan(place.rating) else place.rating) - 4) for place in found]
    assert costs == sorted(costs)
    assert [place.distance for place in found] != sorted(place.distance for place in found)


def test_the_radius_holds() -> None:
    assert all(place.distance <= 400 for place in search(kind='cafe', radius=400, limit=50))
    assert search(kind='airport', radius=400) == []


def test_what_is_known_to_be_closed_is_left_out_and_unknown_is_kept() -> None:
    for at in (NOON, NIGHT):
        for place in search(kind='restaurant', open_at=at, limit=40):
            hours = parse_opening_hours(place.attribute('opening_hours') or '')
            assert hours is None or hours.is_open(at)
            assert place.attribute('open_now') == (None if hours is None else 'yes')
    assert len(search(kind='bank', open_at=NIGHT, limit=50)) < len(search(kind='bank', limit=50))


def test_known_attributes_come_first_unknown_next_and_the_contrary_never() -> None:
    known = [
        place.attribute('internet_access') for place in search(kind='cafe', attributes=('wifi',), limit=50, radius=900)
    ]
    assert 'no' not in known
    assert known == sorted(known, key=lambda value: value is None)
    assert {'wlan', None} == set(known)


def test_private_car_parks_are_not_offered() -> None:
    assert 'private' not in {place.attribute('access') for place in search(kind='parking', limit=50)}


def test_only_what_lies_ahead_along_the_line() -> None:
    start, end = find('Market Square'), find('Port Merrow Airport')
    route = town().router.plan(Position(start.latitude, start.longitude), end)[0]
    line = Line(route.latitudes, route.longitudes)
    everywhere = search(kind='charging_station', along=Along(line), limit=50)
    ahead = search(kind='charging_station', along=Along(line, line.length / 2), limit=50)
    assert 0 < len(ahead) < len(everywhere)
    for place in ahead:
        projection = line.project(place.latitude, place.longitude)
        assert projection.offset < 2600


def test_nothing_is_an_empty_answer() -> None:
    for wanted in ({'text': 'zzyzxq'}, {'kind': 'cafe', 'cuisine': 'italian'}, {'text': '🚗' * 50}):
        assert search(**wanted) == []


@pytest.mark.parametrize('wanted', [{'kind': 'castle'}, {'cuisine': 'martian'}, {'attributes': ('moat',)}])
def test_what_no_catalogue_has_is_said(wanted: dict[str, object]) -> None:
    with pytest.raises(InvalidQuery, match=r'castle|martian|moat'):
        search(**wanted)
