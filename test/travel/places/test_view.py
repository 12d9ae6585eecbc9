"""What people see of a map, also where it leans and where it crosses 180 degrees."""

import math

import pytest

from ipa_agents.errors import InvalidQuery
from ipa_agents.travel.places.found import Found, Reason, Results
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.view import View, search_in_view
from ipa_agents.travel.places.zorder import Box

STRAIGHT = View(((32.0, 165.0), (32.0, 166.0), (31.0, 166.0), (31.0, 165.0)))
LEANING = View(((31.0, 165.5), (31.5, 165.0), (32.0, 165.5), (31.5, 166.0)))
ACROSS = View(((-17.0, 179.5), (-17.0, -179.5), (-18.0, -179.5), (-18.0, 179.5)))


@pytest.mark.parametrize(
    ('view', 'box'),
    [
        (STRAIGHT, Box(31.0, 165.0, 32.0, 166.0)),
        (LEANING, Box(31.0, 165.0, 32.0, 166.0)),
        (ACROSS, Box(-18.0, 179.5, -17.0, -179.5)),
    ],
)
def test_its_box_holds_all_of_it(view: View, box: Box) -> None:
    assert view.box == box


@pytest.mark.parametrize(
    ('view', 'inside', 'outside'),
    [
        (STRAIGHT, [(31.5, 165.5), (31.99, 165.01), (32.0, 165.5)], [(32.01, 165.5), (31.5, 166.1), (31.5, -15.0)]),
        (LEANING, [(31.5, 165.5), (31.1, 165.5), (31.5, 165.95)], [(31.1, 165.1), (31.9, 165.9), (31.9, 165.1)]),
        (ACROSS, [(-17.5, 179.9), (-17.5, -179.9), (-17.5, 180.0)], [(-17.5, 179.0), (-17.5, -179.0), (-16.9, 180.0)]),
    ],
)
def test_a_point_lies_in_it_whichever_way_its_corners_go(
    view: View, inside: list[tuple[float, float]], outside: list[tuple[float, float]]
) -> None:
    for same in (view, View(tuple(reversed(view.corners)))):
        assert all(same.holds(*point) for point in inside)
        assert not any(same.holds(*point) for point in outside)


@pytest.mark.parametrize(
    'corners',
    [
        (),
        ((31.0, 165.0), (32.0, 166.0)),
        ((31.0, 165.0),) * 17,
        ((31.0, 165.0), (32.0, 165.0), (math.nan, 166.0)),
        ((165.0, 31.0), (166.0, 31.0), (166.0, 32.0)),
        ((31.0, 165.0), (32.0, 165.0), (32.0, 181.0)),
    ],
)
def test_what_is_no_part_of_the_earth_is_refused(corners: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(InvalidQuery):
        View(corners)


def test_only_what_lies_in_it_is_found_as_many_as_are_wanted() -> None:
    spots = [(31.05, 165.05), (31.5, 165.5), (31.6, 165.5), (31.7, 165.5), (31.95, 165.95)]
    found = tuple(Found(Place(str(number), '', '', 'cafe', *spot), 0.0, ()) for number, spot in enumerate(spots))
    asked: list[PlaceQuery] = []

    def search(query: PlaceQuery) -> Results:
        asked.append(query)
        return Results(found, (Reason('without_price'),))

    results = search_in_view(search, LEANING, PlaceQuery(31.5, 165.5, kind='cafe', limit=2))
    assert [place.place_id for place in results.places] == ['1', '2']
    assert results.relaxed
    assert (asked[0].box, asked[0].limit > len(spots)) == (LEANING.box, True)
    far = View(((41.0, 165.0), (42.0, 165.0), (42.0, 166.0)))
    assert search_in_view(search, far, PlaceQuery(31.5, 165.5)) == Results()
