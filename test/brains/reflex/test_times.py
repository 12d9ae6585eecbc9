from datetime import datetime

import pytest

from ipa_agents.brains.reflex.times import clock_of
from ipa_agents.language import language_of

AFTERNOON = datetime(2026, 11, 22, 17, 0).timestamp()
MORNING = datetime(2026, 11, 22, 8, 30).timestamp()


@pytest.mark.parametrize(
    ('text', 'clock'),
    [
        ('nine', '21:00'),
        ('nine tonight', '21:00'),
        ('nine in the morning', '09:00'),
        ('half past seven', '19:30'),
        ('quarter to eight', '19:45'),
        ('quarter past six', '18:15'),
        ('9 pm', '21:00'),
        ('7:15', '07:15'),
        ('21:30', '21:30'),
        ("six o'clock", '18:00'),
        ('noon', '12:00'),
        ('midnight', '00:00'),
        ('七点', '19:00'),
        ('晚上九点半', '21:30'),
        ('九点一刻', '21:15'),
        ('早上八点', '08:00'),
        ('下午3点20分', '15:20'),
        ('中午12点', '12:00'),
        ('19:05', '19:05'),
        ('晚上十点', '22:00'),
        ('两点半', '02:30'),
        ('一点十分', '01:10'),
    ],
)
def test_a_time_of_day_is_understood(text: str, clock: str) -> None:
    assert clock_of(text, language_of(text), AFTERNOON) == clock


def test_a_time_without_a_half_of_the_day_is_the_next_one() -> None:
    assert clock_of('nine', 'en', MORNING) == '09:00'
    assert clock_of('eight', 'en', MORNING) == '20:00'
    assert clock_of('八点半', 'zh', MORNING) == '20:30'


LUNCH, DINNER = 750, 1140  # minutes of the day


@pytest.mark.parametrize(
    ('text', 'usual', 'clock'),
    [
        ('half past twelve', LUNCH, '12:30'),
        ('quarter to one', LUNCH, '12:45'),
        ('one', LUNCH, '13:00'),
        ('十二点半', LUNCH, '12:30'),
        ('seven', DINNER, '19:00'),
        ('seven in the morning', DINNER, '07:00'),
        ('7:15', DINNER, '07:15'),
    ],
)
def test_what_is_usually_done_then_tells_the_half_of_the_day(text: str, usual: int, clock: str) -> None:
    for now in (MORNING, AFTERNOON):
        assert clock_of(text, language_of(text), now, usual) == clock


@pytest.mark.parametrize('text', ['25:00', '9:75', 'purple'])
def test_what_is_no_time_is_none(text: str) -> None:
    assert clock_of(text, 'en', MORNING) is None
