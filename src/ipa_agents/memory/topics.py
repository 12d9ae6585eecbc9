"""The topics that something may be kept about, and what a value of each is and is called."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import MemoryFault
from ipa_agents.language import LANGUAGES, Language, Words
from ipa_agents.media.vocabulary import load_vocabulary
from ipa_agents.travel.places.kinds import load_kinds

__all__ = ['Topic', 'Value', 'load_topics']

Value = str | float | Mapping[str, Any]
"""An id, a number, or a place: {"name", "name_zh", "latitude", "longitude"} in degrees WGS 84."""
Names = Mapping[Language, tuple[str, ...]]

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Topic:
    """`names` are what people call it, `said` patterns of what they say of themselves.

    `values` are the ids that a value may be, with their names; None: no ids.

    What is chosen `after` times alike is worth an `offer` to keep it; 0 means never.
    """

    id: str
    kind: Literal['cuisine', 'genre', 'choice', 'number', 'place']
    is_many: bool
    names: Names
    said: Mapping[Language, tuple[re.Pattern[str], ...]]
    known: Words
    offer: Words
    after: int
    values: Mapping[str, Names] | None
    least: float
    most: float

    def checked(self, value: object) -> Value:
        """`value` as it is kept; raises MemoryFault with what would be right."""
        if self.values is not None:
            if not isinstance(value, str) or value not in self.values:
                raise MemoryFault(f'{self.id} is none of {", ".join(self.values)}: {value!r}')
            return value
        return self._number(value) if self.kind == 'number' else _place(self.id, value)

    def meant(self, text: str) -> str | None:
        """The id that `text` names, in either language; None when it names none."""
        wanted = text.strip().casefold()
        for value, names in (self.values or {}).items():
            if wanted == value or any(wanted == name.casefold() for names in names.values() for name in names):
                return value
        return None

    def shown(self, value: Value, language: Language) -> str:
        """What `value` is called."""
        if isinstance(value, Mapping):
            return str(value['name_zh' if language == 'zh' else 'name'] or value['name'] or value['name_zh'])
        if isinstance(value, str):
            names = (self.values or {}).get(value)
            return names[language][0] if names else value
        return f'{value:g}'

    def _number(self, value: object) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not is_number or not self.least <= float(value) <= self.most:  # type: ignore[arg-type]
            raise MemoryFault(f'{self.id} is a number from {self.least:g} to {self.most:g}, not {value!r}')
        return float(value)  # type: ignore[arg-type]


@cache
def load_topics() -> Mapping[str, Topic]:
    """The topics of config/memory/topics.yaml by id; raises ConfigError."""
    document = load_yaml(config_folder() / 'memory' / 'topics.yaml', 'memory_topics')
    taken: dict[str, str] = {}
    for topic, entry in document.data['topics'].items():
        for name in (name.casefold() for language in LANGUAGES for name in entry['names'][language]):
            if taken.setdefault(name, topic) != topic:
                raise document.error(f'{name!r} is also {taken[name]}', 'topics', topic, 'names')
    return {topic: _topic(topic, entry) for topic, entry in document.data['topics'].items()}


def _topic(topic: str, entry: Mapping[str, Any]) -> Topic:
    return Topic(
        id=topic,
        kind=entry['kind'],
        is_many=entry.get('many', False),
        names=_names(entry['names']),
        said={language: tuple(map(_pattern, entry['said'][language])) for language in LANGUAGES},
        known=Words(**entry['known']),
        offer=Words(**entry.get('offer', {'en': '', 'zh': ''})),
        after=entry.get('after', 0),
        values=_values(entry),
        least=entry.get('least', -math.inf),
        most=entry.get('most', math.inf),
    )


def _values(entry: Mapping[str, Any]) -> Mapping[str, Names] | None:
    match entry['kind']:
        case 'cuisine':
            return {cuisine.id: cuisine.names for cuisine in load_kinds().cuisines}
        case 'genre':
            return {genre.id: genre.names for genre in load_vocabulary().genres.values()}
        case 'choice':
            return {value: _names(names) for value, names in entry['values'].items()}
    return None


def _names(entry: Mapping[str, Any]) -> Names:
    return {language: tuple(entry[language]) for language in LANGUAGES}


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


def _place(topic: str, value: object) -> Mapping[str, Any]:
    try:
        assert isinstance(value, Mapping)
        latitude, longitude = float(value['latitude']), float(value['longitude'])
        name, name_zh = (str(value.get(key) or '')[:_LONGEST] for key in ('name', 'name_zh'))
    except (AssertionError, KeyError, TypeError, ValueError) as error:
        raise MemoryFault(f'{topic} is a place with a name, a latitude and a longitude') from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or not (name or name_zh):
        raise MemoryFault(f'{topic} is a place with a name, a latitude of -90..90 and a longitude of -180..180 degrees')
    return {'name': name, 'name_zh': name_zh, 'latitude': latitude, 'longitude': longitude}
