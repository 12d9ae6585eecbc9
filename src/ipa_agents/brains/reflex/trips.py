"""What is said of a trip: its stops in one sentence ("dinner at eight, then the cinema, and I need to charge")."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ipa_agents.brains.interface import Act, Call, Context, Domain, Step
from ipa_agents.brains.reflex.numbers import find_numbers
from ipa_agents.brains.reflex.place_wishes import load_place_wishes
from ipa_agents.brains.reflex.times import TIME, clock_of
from ipa_agents.brains.reflex.words import alternatives
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.trips.habits import load_habits

__all__ = ['SPAN', 'planned_trip', 'trip_arguments', 'trip_stops']

_HAN = '[\\d一二两三四五六七八九十]+'
SPAN: Mapping[Language, str] = {
    'en': r'half an hour|(?:an|one) hour and a half|an hour|a quarter of an hour'
    r'|[\w-]+ (?:and a half )?(?:minutes?|hours?)',
    'zh': rf'半个?(?:小时|钟头)|一刻钟|{_HAN}个?半?小时|{_HAN}个?钟头|{_HAN}分钟',
}
"""What a duration looks like, as a regular expression without groups."""
_HALF_HOUR = re.compile('^half an hour$|^半个?(?:小时|钟头)$')
_QUARTER = re.compile('quarter|一刻')
_HALF_MORE = re.compile('and a half|半小时$')
_HOURS = re.compile('hour|小时|钟头')
_EVENING = 19 * 60
_OF_AN_EVENING = ('food', 'restaurant', 'cinema', 'theatre', 'bar')
_OF_A_PLACE = ('attributes', 'min_rating', 'max_price')
"""What of the wishes for a place a stop may have."""
_NUMBER: Mapping[Language, str] = {
    'en': r'(?P<number>\d|two|three|four|five|six|seven|eight)',
    'zh': '(?P<number>[\\d一二两三四五六七八九])',
}


@dataclass(frozen=True)
class _Words:
    openings: tuple[re.Pattern[str], ...]
    bare_openings: tuple[re.Pattern[str], ...]
    tomorrow: tuple[re.Pattern[str], ...]
    separator: re.Pattern[str]
    fillers: tuple[re.Pattern[str], ...]
    people: tuple[re.Pattern[str], ...]
    spans: tuple[re.Pattern[str], ...]
    times: tuple[re.Pattern[str], ...]


def trip_arguments(arguments: Mapping[str, Any], language: Language, now: float) -> dict[str, Any] | None:
    """The arguments of a change of a trip, with its times as they are said; None where they are no times."""
    filled = dict(arguments)
    if 'at' in filled:
        clock = _clock(str(filled['at']), language, now, str(filled.get('stop', '')))
        if clock is None:
            return None
        filled['at'] = clock
    if isinstance(filled.get('minutes'), str):
        sign = -1 if filled.pop('earlier', False) else 1
        filled['minutes'] = sign * _minutes(filled['minutes'], language)
    if 'place' in filled:
        filled['place'] = {'what': filled['place']}
    return filled


def planned_trip(text: str, language: Language, context: Context) -> Step | None:
    """The trip that all of `text` is about; None when it plans none."""
    words = _load(language)
    opening = _first(words.openings, text)
    is_bare = opening is None
    opening = opening or _first(words.bare_openings, text)
    if opening is None or opening.end() == len(text):
        return None
    stops, people = _stops(text[opening.end() :], language, context)
    names = [stop['what'] for stop in stops]
    is_trip = len(names) > 1 and all(map(_is_known, names)) if is_bare else _names_stop(names, language)
    if not is_trip:
        return None
    arguments: dict[str, Any] = {'stops': stops} | ({'people': people} if people else {})
    if _first(words.tomorrow, text):
        arguments['day'] = 'tomorrow'
    return Step(Domain.NAVIGATION, Act.ACT, Call('plan_trip', arguments), text=text)


@cache
def trip_stops(language: Language) -> str:
    """A pattern of what stops are called: what they are for, and their kinds."""
    spoken = LANGUAGES if language == 'zh' else ('en',)
    entries = [*(role.names for role in load_habits().roles.values()), *(kind.names for kind in load_kinds().kinds)]
    return alternatives({name for names in entries for one in spoken for name in names[one]})


def _stops(text: str, language: Language, context: Context) -> tuple[list[dict[str, Any]], int]:
    """The stops of a text in their order, and how many people come along; 0: nobody says."""
    words, stops, people = _load(language), list[dict[str, Any]](), 0
    for part in filter(None, (one.strip() for one in words.separator.split(text))):
        rest, said = part, dict[str, Any]()
        rest, counted = _taken(rest, words.people, 'number')
        if counted:
            people = int(_count(counted, language))
        rest, span = _taken(rest, words.spans, 'span')
        rest, clock = _taken(rest, words.times, 'clock')
        said |= {'minutes': _minutes(span, language)} if span else {}
        what = _bare(rest, words.fillers)
        if what and not _is_known(what):
            wished = load_place_wishes(language).taken(what, context)
            said |= {name: value for name, value in wished.arguments.items() if name in _OF_A_PLACE}
            what = _bare(wished.rest, words.fillers) or what
        if what:
            stops.append({'what': what})
        if stops:
            at = _clock(clock, language, context.now, stops[-1]['what'])
            stops[-1] |= said | ({'at': at} if at else {})
    return stops, people


def _clock(said: str, language: Language, now: float, what: str) -> str | None:
    """The time of day that is said of a stop: lunch at twelve is not at midnight."""
    role = load_habits().role(what)
    usual = role.minute if role else None
    return clock_of(said, language, now, _EVENING if usual is None and _is_going_out(what) else usual)


def _is_going_out(what: str) -> bool:
    """Whether it is something to eat, or of an evening: at seven, that is not in the morning."""
    kind, cuisine = load_kinds().understand(what) or ('', '')
    return bool(cuisine) or kind in _OF_AN_EVENING


def _taken(text: str, patterns: tuple[re.Pattern[str], ...], group: str) -> tuple[str, str]:
    """`text` without the first of `patterns` that is found in it, and what its group holds."""
    for pattern in patterns:
        if match := pattern.search(text):
            return f'{text[: match.start()]} {text[match.end() :]}'.strip(), match[group]
    return text, ''


def _bare(text: str, fillers: tuple[re.Pattern[str], ...]) -> str:
    """`text` without what says nothing of a stop, as far as it takes to know it."""
    shorter = text
    for pattern in fillers:
        if _is_known(shorter):
            break
        shorter = pattern.sub('', shorter).strip()
    return shorter


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.search(text) for pattern in patterns)), None)


def _names_stop(names: list[str], language: Language) -> bool:
    known = re.compile(trip_stops(language), re.IGNORECASE)
    return any(map(known.search, names))


def _is_known(text: str) -> bool:
    return load_habits().role(text) is not None or load_kinds().understand(text) is not None


def _minutes(span: str, language: Language) -> int:
    said = span.lower()
    if _HALF_HOUR.search(said):
        return 30
    if _QUARTER.search(said):
        return 15
    number = 1.0 if re.match('an? ', said) else _count(said, language)
    if _HOURS.search(said):
        half = 0.5 if _HALF_MORE.search(said) and number == int(number) else 0.0
        return round(60 * (number + half))
    return round(number)


def _count(text: str, language: Language) -> float:
    counted = f'{re.match(r"[^个分半小钟]*", text)[0]}小时' if language == 'zh' else f'by {text}'  # type: ignore[index]
    return next((found.value for found in find_numbers(counted, language)), 1.0)


@cache
def _load(language: Language) -> _Words:
    document = load_yaml(config_folder() / 'sentences' / 'trip_words.yaml', 'trip_words')

    def patterns(name: str) -> Iterator[re.Pattern[str]]:
        slots = {'{number}': _NUMBER[language], '{span}': SPAN[language], '{clock}': TIME[language]}
        for text in document.data[name][language]:
            for slot, pattern in slots.items():
                text = text.replace(slot, pattern if slot == '{number}' else f'(?:{pattern})')
            try:
                yield re.compile(text, re.IGNORECASE)
            except re.error as error:
                raise document.error(f'{text!r}: {error}', name, language) from error

    return _Words(
        tuple(patterns('openings')),
        tuple(patterns('bare_openings')),
        tuple(patterns('tomorrow')),
        re.compile('|'.join(document.data['separators'][language]), re.IGNORECASE),
        *(tuple(patterns(name)) for name in ('fillers', 'people', 'spans', 'times')),
    )
