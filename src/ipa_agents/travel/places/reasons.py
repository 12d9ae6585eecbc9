"""Why a place was chosen: the reasons of a hit, and their words."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language, Words
from ipa_agents.travel.places.attributes import Attributes, load_attributes
from ipa_agents.travel.places.found import Reason, ReasonCode
from ipa_agents.travel.places.naming.index import How
from ipa_agents.travel.places.opening_hours import parse_opening_hours
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.search import Hit

__all__ = ['load_reason_words', 'reason_words', 'reasons_of']

_NAMES: Mapping[How, ReasonCode] = {
    How.SAME: 'name_same',
    How.PART: 'name_part',
    How.PINYIN: 'name_pinyin',
    How.MISSPELT: 'name_misspelt',
}


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """Patterns by the code, and of distances."""

    metres: Words
    kilometres: Words
    patterns: Mapping[str, Words]


def reasons_of(hit: Hit, place: Place, query: PlaceQuery, attributes: Attributes) -> tuple[Reason, ...]:
    """Why this place was chosen for a query."""
    return (
        *_of_name_and_way(hit, place),
        *_of_what_it_is(place, query),
        *_of_hours(hit, place, query),
        *_of_attributes(hit.bits, query, attributes),
    )


def reason_words(reason: Reason) -> Words:
    """A reason as it is said, in both languages."""
    words, attributes = load_reason_words(), load_attributes()
    name = attributes[reason.attribute].name if reason.attribute else Words('', '')
    metres = {language: _metres(words, reason.number, language) for language in LANGUAGES}
    return Words(
        *(
            words.patterns[reason.code][language].format(
                metres=metres[language],
                minutes=_whole(max(60.0, reason.number) / 60),
                clock=_clock(reason.number),
                number=f'{reason.number:g}',
                name=name[language],
            )
            for language in LANGUAGES
        )
    )


@cache
def load_reason_words() -> ReasonWords:
    """Read config/places/reasons.yaml; raises ConfigError where a code lacks its words."""
    document = load_yaml(config_folder() / 'places' / 'reasons.yaml', 'place_reasons')
    patterns = document.data['reasons']
    for code in get_args(ReasonCode):
        if code not in patterns:
            raise document.error(f'there are no words for the reason {code}', 'reasons')
    both = {code: Words(entry['en'], entry['zh']) for code, entry in patterns.items()}
    metres, kilometres = (Words(**document.data[unit]) for unit in ('metres', 'kilometres'))
    return ReasonWords(metres, kilometres, both)


def _of_name_and_way(hit: Hit, place: Place) -> Iterator[Reason]:
    if hit.how is not None:
        yield Reason(_NAMES[hit.how], round(hit.likeness, 3))
    if math.isnan(hit.ahead):
        yield Reason('distance', place.distance)
    else:
        yield Reason('ahead', round(hit.ahead))
        yield Reason('detour' if hit.is_exact else 'detour_about', round(hit.detour))


def _of_what_it_is(place: Place, query: PlaceQuery) -> Iterator[Reason]:
    if not math.isnan(place.rating):
        yield Reason('rating', place.rating)
    elif query.min_rating or query.sort == 'rating':
        yield Reason('rating_unknown')
    if query.max_price or query.sort == 'price':
        yield Reason('price', place.price) if place.price else Reason('price_unknown')


def _of_hours(hit: Hit, place: Place, query: PlaceQuery) -> Iterator[Reason]:
    if query.open_at is None:
        return
    hours = parse_opening_hours(place.attribute('opening_hours') or '')
    if hours is None or not hit.is_open:
        yield Reason('hours_unknown')
        return
    closes = hours.closes_after(query.open_at)
    yield Reason('open_always') if closes is None else Reason('open_until', closes.hour * 60 + closes.minute)


def _of_attributes(bits: int, query: PlaceQuery, attributes: Attributes) -> Iterator[Reason]:
    for attribute in query.attributes:
        is_known = attributes.known(attribute, bits) is not None
        if is_known or not attributes[attribute].is_silent:
            yield Reason('has' if is_known else 'unknown', attribute=attribute)


def _metres(words: ReasonWords, metres: float, language: Language) -> str:
    if math.isnan(metres):
        return ''
    if metres < 950:
        return words.metres[language].format(n=_whole(max(10.0, round(metres, -1))))
    kilometres = metres / 1000
    return words.kilometres[language].format(n=f'{round(kilometres, 1 if kilometres < 10 else None):g}')


def _whole(number: float) -> str:
    return '' if math.isnan(number) else f'{number:.0f}'


def _clock(minutes: float) -> str:
    return '' if math.isnan(minutes) else f'{int(minutes) // 60 % 24:02}:{int(minutes) % 60:02}'
