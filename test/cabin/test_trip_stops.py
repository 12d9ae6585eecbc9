"""The stops of a trip as they are shown."""

import math
from dataclasses import replace
from typing import Any

import pytest
from evenings import ADDED, EVENING, held

from ipa_agents.assistant.listener import Listener
from ipa_agents.cabin.trip_stops import trip_stops
from ipa_agents.language import Language
from ipa_agents.persona.wording import load_phrases
from ipa_agents.travel.trips.electric import Level
from ipa_agents.travel.trips.held import NOTHING_HELD
from ipa_agents.vehicle.catalogue import load_catalogue


def listener(language: Language = 'en') -> Listener:
    return Listener(load_phrases()[language], load_catalogue(), 'row1_driver')


def test_a_stop_tells_when_what_for_why_and_the_battery() -> None:
    dinner, film, _ = trip_stops(held(), listener())
    assert (dinner.number, dinner.name, dinner.purpose) == (1, 'Golden Wok', 'dinner')
    assert (dinner.arrives, dinner.leaves) == ('19:00', '20:30')
    assert (dinner.latitude, dinner.longitude) == (31.2, 165.4)
    assert dinner.why == ('rated 4.5',)
    assert dinner.charge == 60
    assert (film.arrives, film.leaves) == ('21:00', '23:04')
    assert film.why == ('the car charges at Pillar meanwhile, 2 minutes on foot, to 90 percent',)


def test_what_was_given_up_and_does_not_go_as_wished_is_told_in_both_languages() -> None:
    assert trip_stops(held(), listener())[0].remarks == (
        'For dinner: none that may have Wi-Fi.',
        'You would be 10 minutes late at Golden Wok.',
        'Golden Wok is outdoors, and it is raining.',
    )
    said = trip_stops(held(), listener('zh'))[0]
    assert said.name == '金锅'
    assert said.remarks[1:] == ('到金锅会晚10分钟。', '金锅在室外，现在下雨。')


def test_a_stop_to_charge_that_nobody_wished_for_is_known_as_such() -> None:
    assert [stop.is_added for stop in trip_stops(held(), listener())] == [False, False, True]


@pytest.mark.parametrize(
    ('phase', 'number', 'states'),
    [
        ('planned', 0, ['next', 'later', 'later']),
        ('driving', 1, ['past', 'next', 'later']),
        ('staying', 1, ['past', 'here', 'next']),
        ('staying', 2, ['past', 'past', 'here']),
    ],
)
def test_which_stop_is_next(phase: Any, number: int, states: list[str]) -> None:
    assert [stop.state for stop in trip_stops(held(phase, number), listener())] == states


def test_of_what_is_past_nothing_is_warned_of() -> None:
    assert trip_stops(held('driving', 1), listener())[0].remarks == ()


def test_a_charge_that_is_not_known_is_not_shown() -> None:
    unknown = replace(EVENING[0], level=Level(math.nan, math.nan))
    assert trip_stops(held(entries=(unknown, ADDED)), listener())[0].charge is None


def test_there_is_nothing_to_show_before_and_after_a_trip() -> None:
    assert trip_stops(NOTHING_HELD, listener()) == ()
    assert trip_stops(held('done', 2), listener()) == ()
