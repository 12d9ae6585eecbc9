"""What is told of a trip: its days and times, and why a place was chosen."""

import math
from dataclasses import replace
from datetime import datetime

import pytest
from evenings import EVENING, held

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.trip_words import reasons_sentence, stop_sentence, trip_sentences
from ipa_agents.language import Language
from ipa_agents.persona.wording import load_phrases
from ipa_agents.travel.trips.electric import Level
from ipa_agents.travel.trips.itinerary import Entry
from ipa_agents.vehicle.catalogue import Catalogue

DINNER, FILM = EVENING


def listener(language: Language = 'en') -> Listener:
    return Listener(load_phrases()[language], Catalogue({}, {}, {}), 'row1_driver')


def at(day: int, hour: int, minute: int = 0) -> float:
    return datetime(2027, 1, day, hour, minute).timestamp()


def arriving(time: float, starts: float) -> Entry:
    return replace(DINNER, visit=replace(DINNER.visit, arrival=time, starts=starts, ends=starts + 5400))


@pytest.mark.parametrize(
    ('day', 'says', 'says_zh'),
    [
        (16, 'Tomorrow at 19:00, dinner at Golden Wok', '明天19:00晚饭：金锅'),
        (18, 'Monday at 19:00, dinner at Golden Wok', '星期一19:00晚饭：金锅'),
        (15, '19:00, dinner at Golden Wok', '19:00晚饭：金锅'),
    ],
)
def test_the_day_is_told_where_it_is_another_one(day: int, says: str, says_zh: str) -> None:
    dinner = arriving(at(day, 19), at(day, 19))
    assert stop_sentence(listener(), dinner, at(15, 12)).startswith(says)
    assert stop_sentence(listener('zh'), dinner, at(15, 12)).startswith(says_zh)


def test_the_night_belongs_to_the_evening() -> None:
    said = stop_sentence(listener(), arriving(at(16, 0, 30), at(16, 0, 30)), at(15, 23))
    assert said.startswith('00:30, dinner')


def test_who_would_be_there_long_before_it_begins_is_told_when_that_is() -> None:
    said = stop_sentence(listener(), arriving(at(15, 18), at(15, 19)), at(15, 12))
    assert said.startswith('18:00, dinner at Golden Wok, it begins at 19:00, until 20:30')


def test_a_place_beside_which_the_car_charges_is_chosen_for_that_too() -> None:
    said = reasons_sentence(listener(), FILM.visit.stop)
    assert said == 'I chose Rex because: the car can charge meanwhile at Pillar, 2 minutes on foot.'
    said_zh = reasons_sentence(listener('zh'), FILM.visit.stop)
    assert said_zh == '选王者影城是因为：车可以同时在桩充电，走过去2分钟。'


@pytest.mark.parametrize(('level', 'is_said'), [(Level(0.6, 0.5), True), (Level(math.nan, math.nan), False)])
def test_nothing_is_said_of_a_battery_that_nobody_knows(level: Level, is_said: bool) -> None:
    said = ' '.join(trip_sentences(listener(), held(entries=(replace(DINNER, level=level),)), at(15, 12)))
    assert ('At the end the battery has' in said) == is_said
