from datetime import datetime

from ipa_agents.assistant.place_search import search_of, wishes_of
from ipa_agents.assistant.ports import Search

NOW = datetime(2026, 11, 22, 17, 0).timestamp()


def test_many_chargers_are_looked_at_for_a_strong_one() -> None:
    search = search_of({'kind': 'charging_station', 'min_power': 150}, 0.0)
    assert (search.limit, search.relax) == (50, True)


def test_a_plain_search_wants_nothing_more() -> None:
    assert search_of({'kind': 'cafe'}, NOW) == Search(kind='cafe')
    assert search_of({'query': 'Luna'}, NOW) == Search(text='Luna')
    assert wishes_of({'kind': 'cafe', 'along_route': True}) == ()


def test_every_argument_of_the_tool_becomes_what_the_service_knows() -> None:
    wanted = {'text': 'Luna', 'kind': 'cafe', 'cuisine': 'italian', 'along_route': True}
    wanted |= {'attributes': ['wifi', 'quiet']}
    wanted |= {
        'min_rating': 4.5,
        'max_price': 2,
        'max_drive': 10,
        'max_distance': 2.5,
        'max_detour': 5,
        'sort': 'price',
        'open_now': True,
    }
    search = search_of(wanted, NOW)
    assert (search.text, search.kind, search.cuisine, search.where) == ('Luna', 'cafe', 'italian', 'along')
    assert (search.attributes, search.min_rating, search.max_price) == (('wifi', 'quiet'), 4.5, 2)
    assert search.radius == 2500.0
    assert (search.max_drive, search.max_detour, search.sort, search.open_now) == (600.0, 300.0, 'price', True)
    assert search.relax


def test_the_destination_the_view_and_the_nearest() -> None:
    assert search_of({'kind': 'parking', 'at_destination': True}, NOW).where == 'destination'
    assert search_of({'kind': 'cafe', 'in_view': True}, NOW).where == 'view'
    assert search_of({'kind': 'cafe', 'nearest': True}, NOW).sort == 'distance'


def test_a_time_of_the_clock_is_the_next_one() -> None:
    assert search_of({'open_at': '21:00'}, NOW).open_at == NOW + 4 * 3600
    assert search_of({'open_at': '08:00'}, NOW).open_at == NOW + 15 * 3600
