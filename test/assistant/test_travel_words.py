import math
from dataclasses import replace
from datetime import datetime

import pytest

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.travel_words import (
    calendar_day,
    clock_time,
    distance,
    duration,
    place_name,
    place_with_distance,
)
from ipa_agents.language import Language
from ipa_agents.persona.wording import load_phrases
from ipa_agents.travel.places.place import Place
from ipa_agents.vehicle.catalogue import Catalogue

PLACE = Place('n1', 'Harbour Hall', '', 'theatre', 48.0, 11.0, address='3 Quay Street', distance=math.nan)


def listener(language: Language = 'en') -> Listener:
    return Listener(load_phrases()[language], Catalogue({}, {}, {}), 'row1_driver')


@pytest.mark.parametrize(
    ('metres', 'text'),
    [
        (3, '10 metres'),
        (444, '440 metres'),
        (1010, '1 kilometre'),
        (1240, '1.2 kilometres'),
        (4240, '4.2 kilometres'),
        (23_600, '24 kilometres'),
    ],
)
def test_distances(metres: float, text: str) -> None:
    assert distance(listener(), metres) == text


@pytest.mark.parametrize(('seconds', 'text'), [(5, '1 minute'), (540, '9 minutes'), (4500, '1 h 15 min')])
def test_durations(seconds: float, text: str) -> None:
    assert duration(listener(), seconds) == text


def test_the_clock_has_24_hours() -> None:
    evening = datetime(2026, 5, 1, 19, 5)
    assert clock_time(evening.timestamp()) == '19:05'


def test_a_day_has_its_weekday() -> None:
    day = datetime(2026, 5, 1, 12).timestamp()
    assert calendar_day(listener(), day) == 'Friday, 1 May 2026'
    assert calendar_day(listener('zh'), day) == '2026年5月1日，星期五'


def test_a_place_is_called_by_what_there_is_of_it() -> None:
    assert place_name(listener('zh'), PLACE) == 'Harbour Hall'
    assert place_name(listener(), replace(PLACE, name='')) == '3 Quay Street'
    assert place_with_distance(listener(), PLACE) == 'Harbour Hall'
