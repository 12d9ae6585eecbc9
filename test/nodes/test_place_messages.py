import math
from datetime import datetime

import ipa_agents.srv as srv
import pytest

from ipa_agents.assistant.ports import Search
from ipa_agents.errors import RejectedCommand
from ipa_agents.nodes.place_messages import answer_search, query_from, results_from, search_request
from ipa_agents.travel.guiding.progress import Journey
from ipa_agents.travel.places.found import Found, Reason, Results
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.view import View
from ipa_agents.travel.places.zorder import Box
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.route import Maneuver, Route

HERE, NOW = Position(31.2, 165.4), datetime(2026, 11, 23, 18, 0)
GOAL = Place('n9', 'Goal', '', 'cinema', 31.3, 165.5)
MANEUVERS = (
    Maneuver('START', 'Go', '出发', '', '', distance=0.0, length=14_000.0, duration=1800.0),
    Maneuver('DESTINATION', 'There', '到了', '', '', distance=14_000.0, length=0.0, duration=0.0),
)
ROUTE = Route('r', GOAL, (), 14_000.0, 1800.0, False, 'fastest', MANEUVERS, (31.2, 31.3), (165.4, 165.5))


def query(journey: Journey | None = None, here: Position | None = HERE, **fields: object) -> PlaceQuery:
    return query_from(srv.SearchPlaces.Request(**fields), here, journey, 15_000.0, 10, NOW)


def test_a_request_that_says_little_is_meant_around_the_car() -> None:
    asked = query(kind='cafe')
    assert (asked.latitude, asked.longitude, asked.radius, asked.limit) == (31.2, 165.4, 15_000.0, 10)
    assert (asked.open_at, asked.box, asked.along, asked.sort) == (None, None, None, 'best')
    assert query(text='Northgate').radius == math.inf
    assert query(kind='cafe', open_now=True).open_at == NOW


def test_at_the_destination_is_around_it_when_the_car_is_there() -> None:
    asked = query(Journey(ROUTE), where='destination', kind='parking', open_now=True)
    assert (asked.latitude, asked.longitude) == (31.3, 165.5)
    assert asked.open_at == datetime(2026, 11, 23, 18, 30)


def test_along_is_from_the_car_on() -> None:
    journey = Journey(ROUTE)
    journey.along = 500.0
    along = query(journey, where='along', max_detour=120.0).along
    assert along is not None
    assert (along.line, along.after, along.detour) == (journey.line, 500.0, 120.0)


def test_in_view_is_in_the_box() -> None:
    assert query(where='view', box=[31.0, 165.0, 31.5, 166.0]).box == Box(31.0, 165.0, 31.5, 166.0)


def test_in_view_without_a_box_is_what_people_see() -> None:
    seen = View(((31.0, 165.5), (31.5, 165.0), (32.0, 165.5), (31.5, 166.0)))
    asked = srv.SearchPlaces.Request(kind='cafe', where='view')
    assert query_from(asked, HERE, None, 15_000.0, 10, NOW, seen).box == Box(31.0, 165.0, 32.0, 166.0)
    with pytest.raises(RejectedCommand) as refused:
        query_from(asked, HERE, None, 15_000.0, 10, NOW, None)
    assert 'map that is open' in refused.value.reason
    assert '打开的地图' in refused.value.reason_zh


@pytest.mark.parametrize(
    'fields',
    [
        {'text': 'x' * 201},
        {'kind': 'castle'},
        {'cuisine': 'martian'},
        {'where': 'along'},
        {'where': 'destination'},
        {'where': 'behind the moon'},
        {'where': 'view'},
        {'where': 'view', 'box': [31.0, 165.0]},
        {'where': 'view', 'box': [310.0, 165.0, 320.0, 166.0]},
        {'where': 'view', 'box': [math.nan] * 4},
        {'sort': 'loudest'},
        {'min_rating': math.nan},
        {'max_price': 9},
        {'open_at': 1e300},
        {'open_at': math.inf},
        {'here': None},
        {'here': None, 'latitude': math.nan, 'longitude': 165.4},
    ],
)
def test_what_cannot_be_looked_for_is_refused_in_both_languages(fields: dict[str, object]) -> None:
    with pytest.raises(RejectedCommand) as refused:
        query(**fields)
    assert refused.value.reason
    assert refused.value.reason_zh
    assert len(refused.value.reason) < 200


def test_what_was_found_arrives_as_it_was_sent() -> None:
    first, second = Place('n1', 'A', '', 'cafe', 31.0, 165.0, detour=60.0, price=2), GOAL
    reasons = (Reason('distance', 240.0), Reason('has', attribute='wifi'))
    results = Results((Found(first, 1.0, reasons), Found(second, 2.0, ())), (Reason('without_rating', 4.5),))
    response = srv.SearchPlaces.Response()
    answer_search(response, results)
    back = results_from(response)
    assert back.places[0].price == 2
    assert back.places[0].detour == 60.0
    assert [item.place.place_id for item in back.found] == ['n1', 'n9']
    assert [(reason.code, reason.attribute) for reason in back.found[0].reasons] == [('distance', ''), ('has', 'wifi')]
    assert back.found[1].reasons == ()
    assert [(reason.code, reason.number) for reason in back.relaxed] == [('without_rating', 4.5)]


def test_nothing_found_is_said_in_both_languages() -> None:
    response = srv.SearchPlaces.Response()
    answer_search(response, Results())
    assert response.success
    assert response.message
    assert response.message_zh


def test_a_search_of_the_assistant_arrives_as_it_was_asked() -> None:
    search = Search(
        kind='cafe',
        where='near',
        attributes=('wifi',),
        min_rating=4.0,
        max_price=3,
        sort='rating',
        limit=4,
        max_drive=600,
    )
    assert search_request(search).max_drive == 600.0
    asked = query_from(search_request(search), HERE, None, 15_000.0, 10, NOW)
    wanted = (asked.kind, asked.attributes, asked.min_rating, asked.max_price, asked.sort, asked.limit)
    assert wanted == ('cafe', ('wifi',), 4.0, 3, 'rating', 4)
    assert (asked.latitude, asked.longitude) == (31.2, 165.4)
    elsewhere = query_from(search_request(Search(kind='cafe', centre=(30.0, 160.0))), HERE, None, 15_000.0, 10, NOW)
    assert (elsewhere.latitude, elsewhere.longitude) == (30.0, 160.0)
