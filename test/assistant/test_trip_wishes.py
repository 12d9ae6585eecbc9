"""When something begins that people name by the time of day, and what a model reads of a trip."""

import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from flat_earth import place

from ipa_agents.assistant.trip_reading import trip_reading
from ipa_agents.assistant.trip_wishes import at_clock, is_home, names_home
from ipa_agents.language import Words
from ipa_agents.travel.places.found import Reason
from ipa_agents.travel.trips.electric import Level
from ipa_agents.travel.trips.held import NOTHING_HELD, HeldTrip
from ipa_agents.travel.trips.itinerary import Entry, Itinerary
from ipa_agents.travel.trips.timetable import Leg, Problem, Visit
from ipa_agents.travel.trips.trip import Stop, Trip


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv('TZ', 'Europe/Berlin')
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures('berlin')
@pytest.mark.parametrize('day', [(2026, 3, 29), (2026, 10, 25), (2026, 6, 1)])
def test_a_time_of_day_is_that_time_also_on_the_day_when_the_clocks_change(day: tuple[int, int, int]) -> None:
    begins = at_clock('08:00', datetime(*day, 0, 30).timestamp())
    assert datetime.fromtimestamp(begins) == datetime(*day, 8)


def test_a_time_that_is_past_today_is_meant_for_tomorrow() -> None:
    assert datetime.fromtimestamp(at_clock('07:15', datetime(2026, 12, 31, 20).timestamp())) == datetime(
        2027, 1, 1, 7, 15
    )


def test_home_is_known_by_what_people_call_it() -> None:
    assert all(map(is_home, ('home', ' Home ', '家', 'my house')))
    assert not is_home('homestead inn')
    assert names_home('when will we be home')
    assert names_home('什么时候到家')
    assert not names_home('when do we get to the homestead')


def test_a_model_reads_what_is_still_to_come() -> None:
    noon = datetime(2026, 11, 20, 12).timestamp()
    dinner = Stop('dinner', place('Wok', 'restaurant', 1.0), 5400.0, why=(Reason('rating', 4.5),))
    visit = Visit(dinner, Leg(1, 1), noon, noon, noon + 5400, (Problem('late', 60.0),))
    trip = Itinerary(Trip((dinner,)), (Entry(visit, Level(0.42, 0.42), ('rain',)),))
    read = trip_reading(HeldTrip(trip, 'driving', warning=Words('Too far.', '太远。')))
    assert read == {
        'status': 'driving',
        'stops': [
            {
                'stop': 'dinner',
                'place': 'Wok',
                'arrival': '12:00',
                'until': '13:30',
                'why': ['rated 4.5'],
                'problems': ['late', 'rain'],
                'battery on arrival, %': 42,
            }
        ],
        'battery': 'Too far.',
    }
    assert trip_reading(NOTHING_HELD) == trip_reading(None) == {'status': 'there is no trip'}
