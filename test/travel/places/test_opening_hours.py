from datetime import datetime

import pytest

from ipa_agents.travel.places.opening_hours import parse_opening_hours

MONDAY, SATURDAY, SUNDAY = '2026-11-23', '2026-11-28', '2026-11-29'


@pytest.mark.parametrize(
    ('text', 'at', 'is_open'),
    [
        ('24/7', f'{SUNDAY} 03:00', True),
        ('Mo-Fr 09:00-17:00', f'{MONDAY} 09:00', True),
        ('Mo-Fr 09:00-17:00', f'{MONDAY} 17:00', False),
        ('Mo-Fr 09:00-17:00', f'{SATURDAY} 12:00', False),
        ('08:00-20:00', f'{SUNDAY} 19:59', True),
        ('Mo-Sa 11:30-14:30,17:30-22:30; Su off', f'{SATURDAY} 15:00', False),
        ('Mo-Sa 11:30-14:30, 17:30-22:30; Su off', f'{SATURDAY} 18:00', True),
        ('Mo-Sa 11:30-14:30,17:30-22:30; Su off', f'{SUNDAY} 12:00', False),
        ('Mo-Su 18:00-02:00', f'{MONDAY} 01:30', True),
        ('Mo-Su 18:00-02:00', f'{MONDAY} 02:30', False),
        ('Sa 22:00-26:00', f'{SUNDAY} 01:00', True),
        ('Sa-Mo 10:00-12:00', f'{SUNDAY} 11:00', True),
        ('Mo,We,PH 10:00-12:00', f'{MONDAY} 11:00', True),
        ('Mo-Su 08:00-20:00; Mo off', f'{MONDAY} 10:00', False),
    ],
)
def test_common_forms(text: str, at: str, is_open: bool) -> None:
    hours = parse_opening_hours(text)
    assert hours is not None
    assert hours.is_open(datetime.fromisoformat(at)) is is_open


@pytest.mark.parametrize(
    'text', ['', 'sunrise-sunset', 'by appointment', 'Mo-Fr', 'Jan-Mar 10:00-12:00', 'Mo 25:00-26:00', '；', 'x' * 9999]
)
def test_what_is_not_understood_is_unknown(text: str) -> None:
    assert parse_opening_hours(text) is None
