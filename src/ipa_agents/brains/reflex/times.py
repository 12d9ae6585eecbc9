"""Times of the day as they are said: "nine tonight", "half past seven", "21:30", "晚上九点半"."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from ipa_agents.brains.reflex.numbers import find_numbers
from ipa_agents.language import Language

__all__ = ['TIME', 'clock_of', 'in_the_evening']

_HOUR = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)'
_PART = '(?: (?:in the (?:morning|afternoon|evening)|at night|tonight|this (?:morning|afternoon|evening)))?'
TIME: Mapping[Language, str] = {
    'en': r'(?:(?:half past|quarter past|quarter to) )?'
    rf'(?:\d{{1,2}}(?::\d{{2}})?|{_HOUR}(?: thirty| fifteen| forty-five)?)'
    rf"(?: o'clock)?(?: ?[ap]m)?{_PART}|noon|midnight",
    'zh': r'(?:今天|今晚|明天)?(?:早上|早晨|上午|中午|下午|傍晚|晚上|夜里|凌晨|晚)?'
    r'(?:\d{1,2}:\d{2}|[\d零一二两三四五六七八九十]{1,3}点(?:钟|半|一刻|三刻|[\d零一二三四五六七八九十]{1,3}分?)?)',
}
"""What such a time looks like, as a regular expression without groups."""
_LATE = re.compile(r'pm|afternoon|evening|night|下午|傍晚|晚|夜')
_EARLY = re.compile(r'(?<![a-z])(?<!\bi )am\b|morning|早|上午|凌晨')
_UNSAID = range(5, 11)
"""Hours at which people who say no more may well mean the evening."""
_MINUTES = (
    (re.compile('half past|thirty|点半'), 30),
    (re.compile('quarter past|fifteen|点一刻'), 15),
    (re.compile('forty-five|点三刻'), 45),
)
_QUARTER_TO = re.compile('quarter to')
_NOON, _MIDNIGHT = re.compile('^noon$|^中午(?:12|十二)点'), re.compile('^midnight$')


def clock_of(text: str, language: Language, now: float, usual: int | None = None) -> str | None:
    """The time "HH:MM" that `text` says.

    One that may be in the morning or in the evening is that nearer to the minute `usual` of the day, where there is
    one, else the next after `now` s.
    """
    said = text.lower().strip()
    if _NOON.match(said) or _MIDNIGHT.match(said):
        return '12:00' if _NOON.match(said) else '00:00'
    hour, minute = _digits(said, language)
    if hour is None or not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    if _QUARTER_TO.search(said):
        hour, minute = hour - 1, 45
    if _LATE.search(said) and 1 <= hour < 12:
        hour += 12
    elif hour <= 12 and ':' not in said and not (_LATE.search(said) or _EARLY.search(said)):
        hour = _next(hour, minute, now) if usual is None else _nearest(hour, minute, usual)
    return f'{hour % 24:02}:{minute:02}'


def in_the_evening(clock: str, text: str) -> str:
    """The same time twelve hours later where it is from 5 to 11 and `text` does not say that it is in the morning."""
    hour, _, minute = clock.partition(':')
    if int(hour) not in _UNSAID or _EARLY.search(text.lower()):
        return clock
    return f'{int(hour) + 12:02}:{minute}'


def _digits(said: str, language: Language) -> tuple[int | None, int]:
    if match := re.search(r'(\d{1,2}):(\d{2})', said):
        return int(match[1]), int(match[2])
    minute = next((minutes for pattern, minutes in _MINUTES if pattern.search(said)), 0)
    head, _, tail = said.partition('点') if language == 'zh' else (said, '', '')
    hour = _number(head, language)
    if tail and not minute:
        minute = _number(tail, language) or 0
    return hour, minute


def _number(text: str, language: Language) -> int | None:
    bare = re.sub(r"(?:half|quarter) (?:past|to)|o'clock|[ap]m\b", '', text).strip()
    counted = f'{bare}小时' if language == 'zh' else f'by {bare}'  # a bare "one" or 一 counts nothing
    return next((int(found.value) for found in find_numbers(counted, language)), None)


def _next(hour: int, minute: int, now: float) -> int:
    """Of the two hours that are called so, that which comes first."""
    moment = datetime.fromtimestamp(now)
    at = moment.replace(hour=hour % 12, minute=minute, second=0, microsecond=0)
    while at <= moment:
        at += timedelta(hours=12)
    return at.hour


def _nearest(hour: int, minute: int, usual: int) -> int:
    """Of the two hours that are called so, that which is nearer to the minute `usual` of the day."""
    return min((hour % 12, hour % 12 + 12), key=lambda one: abs(60 * one + minute - usual))
