"""Opening hours as OpenStreetMap writes them: the common forms; what is not understood is unknown.

The specification: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

__all__ = ['OpeningHours', 'parse_opening_hours']

_DAYS = ('Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su')
_DAY = '(?:' + '|'.join(_DAYS) + ')'
_RULE = re.compile(rf'^({_DAY}(?:-{_DAY})?(?:,\s*(?:{_DAY}(?:-{_DAY})?|PH))*|PH)?\s*(.*)$')
_SPAN = re.compile(r'^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$')
_WEEK = frozenset(range(7))
_ALWAYS = timedelta(days=7)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """For each weekday from Monday, when it opens and closes, in minutes of that day; beyond 1440 is the next day."""

    days: tuple[tuple[Span, ...], ...]

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at a local time."""
        minute = at.hour * 60 + at.minute
        today, yesterday = self.days[at.weekday()], self.days[at.weekday() - 1]
        return any(start <= minute < end for start, end in today) or any(minute + 1440 < end for _, end in yesterday)

    def opens_after(self, at: datetime) -> datetime | None:
        """When it opens next, `at` itself where it is open; None when it never does."""
        if self.is_open(at):
            return at
        return next((start for start, _ in _spans_around(self, at.date()) if start > at), None)

    def closes_after(self, at: datetime) -> datetime | None:
        """When it closes if it is open at `at`; None when it is closed then, or closes at no time of a week."""
        end: datetime | None = None
        for start, stop in _spans_around(self, at.date()):
            if start <= (end or at) < stop:
                end = stop
        return None if end is not None and end - at > _ALWAYS else end


@lru_cache(maxsize=4096)
def _spans_around(hours: OpeningHours, today: date) -> list[tuple[datetime, datetime]]:
    """When it is open from the day before until a week later, in order."""
    midnight = datetime.combine(today, time())
    spans = []
    for offset in range(-1, 9):
        day = midnight + timedelta(days=offset)
        spans += [
            (day + timedelta(minutes=start), day + timedelta(minutes=end)) for start, end in hours.days[day.weekday()]
        ]
    return sorted(spans)


@lru_cache(maxsize=4096)
def parse_opening_hours(text: str) -> OpeningHours | None:
    """The opening hours in `text`; None when they are not of a form that is understood."""
    days: list[tuple[Span, ...]] = [()] * 7
    for rule in filter(None, (part.strip() for part in text.split(';'))):
        match = _RULE.match(rule)
        spans = _spans(match[2]) if match else None
        if match is None or spans is None:
            return None
        for day in _days(match[1]):
            days[day] = spans
    return OpeningHours(tuple(days)) if text.strip() else None


def _days(text: str | None) -> frozenset[int]:
    if text is None:
        return _WEEK
    days: set[int] = set()
    for part in text.replace(' ', '').split(','):
        if part == 'PH':
            continue
        first, _, last = part.partition('-')
        start, end = _DAYS.index(first), _DAYS.index(last or first)
        days |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return frozenset(days)


def _spans(text: str) -> tuple[Span, ...] | None:
    if text in ('off', 'closed'):
        return ()
    if text in ('24/7', 'open'):
        return ((0, 1440),)
    spans = []
    for part in text.split(','):
        match = _SPAN.match(part.strip())
        if match is None:
            return None
        start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        if start >= 1440 or end > 2880:
            return None
        spans.append((start, end if end > start else end + 1440))
    return tuple(spans) or None
