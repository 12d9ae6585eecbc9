"""Finds in a sentence the words that a command to the car is made of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.brains.reflex.normalise import fold
from ipa_agents.brains.reflex.numbers import find_numbers
from ipa_agents.brains.reflex.verbs import Verbs
from ipa_agents.brains.reflex.words import Words, alternatives
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['Lexicon', 'Number', 'Tag']

_AMOUNTS = ('a_bit', 'a_lot', 'most', 'least', 'half', 'quarter', 'three_quarters')
_NAME_BONUS = 2
_SWITCHING = ('打开', '开启', '关闭', '关掉', '启动')
_ORDER = ('function', 'value', 'number', 'negation', 'verb', 'amount', 'zone', 'pronoun', 'to', 'by', 'sensor', 'noise')


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its unit: degrees, percent, level, or nothing."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A known word at text[start:end]; `readings` maps each kind of word that it can be to what it means so."""

    start: int
    end: int
    text: str
    readings: Mapping[str, Any]


class Lexicon:
    """The words of one language for operations, zones and amounts; the names of functions and values are of both."""

    def __init__(self, language: Language, catalogue: Catalogue, verbs: Verbs, words: Words) -> None:
        self.language = language
        self._entries: dict[str, dict[str, Any]] = defaultdict(dict)
        self._add_names(catalogue)
        for surface in verbs.surfaces(language):
            self._add(surface, 'verb', surface)
        for zone, names in words.zones.items():
            self._add_all(names, 'zone', zone)
        for amount in _AMOUNTS:
            self._add_all(words.lists[amount], 'amount', amount)
        for kind, name in (
            ('pronoun', 'pronouns'),
            ('negation', 'negations'),
            ('to', 'to'),
            ('by', 'by'),
            ('noise', 'noise'),
        ):
            self._add_all(words.lists[name], kind, True)
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in self._entries:
            lengths[word[0]].add(len(word))
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}
        self._measure = _measures(words)
        self._level_prefix = re.compile(rf'(?:{alternatives(words.lists["level_prefix"])})\s*$')

    def tags(self, text: str) -> tuple[Tag, ...]:
        """The known words of `text` in their order: the longest win where they overlap."""
        folded = fold(text)
        found = sorted(self._candidates(folded), key=lambda tag: (-_weight(tag), _rank(tag), tag.start))
        taken = bytearray(len(text))
        chosen = []
        for tag in found:
            if not any(taken[tag.start : tag.end]):
                taken[tag.start : tag.end] = b'\1' * (tag.end - tag.start)
                chosen.append(tag)
        return tuple(sorted(chosen, key=lambda tag: tag.start))

    def _candidates(self, text: str) -> Iterator[Tag]:
        for number in find_numbers(text, self.language):
            prefix = self._level_prefix.search(text[: number.start])
            measure = self._measure.match(text, number.end)
            start = prefix.start() if prefix else number.start
            end = measure.end() if measure else number.end
            unit = 'percent' if number.percent else _unit(measure) if measure else 'level' if prefix else ''
            value = number.value + (0.5 if measure and measure['half'] else 0.0)
            yield Tag(start, end, text[start:end], {'number': Number(value, unit)})
            if prefix:
                yield Tag(number.start, end, text[number.start : end], {'number': Number(value, unit)})
        size = len(text)
        for start, char in enumerate(text):
            if _is_inside(text, start):
                continue
            for length in self._lengths.get(char, ()):
                end = start + length
                word = text[start:end]
                if word not in self._entries or end > size or _is_inside(text, end) or self._is_two(text, start, word):
                    continue
                yield Tag(start, end, word, self._entries[word])

    def _is_two(self, text: str, start: int, word: str) -> bool:
        """ "打开空调温度调到..." speaks of the air conditioning, then of the temperature, though both make one name."""
        if self.language != 'zh' or 'function' not in self._entries[word] or not text[:start].endswith(_SWITCHING):
            return False
        return any(self._is_switch(word[:cut]) and self._is_name(word[cut:]) for cut in range(1, len(word)))

    def _is_switch(self, word: str) -> bool:
        named = self._entries.get(word, {}).get('function', ())
        return bool(named) and all(function.verbs == 'switch' for function, _ in named)

    def _is_name(self, word: str) -> bool:
        named = self._entries.get(word, {}).get('function', ())
        return any(function.type != 'boolean' for function, _ in named)

    def _add_names(self, catalogue: Catalogue) -> None:
        for function in catalogue.functions.values():
            for language in LANGUAGES:
                for name in function.names[language]:
                    self._add_to(name, 'function', (function, False))
                    if language == 'en' and self.language == 'en' and not name.endswith('s'):
                        self._add_to(f'{name}s', 'function', (function, True))
                for value, names in function.allowed.items():
                    for name in names[language]:
                        self._add_to(name, 'value', (function, value))
        for spec in catalogue.signals.values():
            if not spec.functions:
                for language in LANGUAGES:
                    for name in spec.names.get(language, ()):
                        self._add_to(name, 'sensor', spec)

    def _add_all(self, words: Iterable[str], kind: str, meaning: Any) -> None:
        for word in words:
            self._add(word, kind, meaning)

    def _add(self, word: str, kind: str, meaning: Any) -> None:
        self._entries[fold(word)].setdefault(kind, meaning)

    def _add_to(self, word: str, kind: str, meaning: Any) -> None:
        readings = self._entries[fold(word)]
        readings[kind] = (*readings.get(kind, ()), meaning)


def _weight(tag: Tag) -> int:
    """Longer words win; names of functions also over somewhat longer other words ("driver's seat heating")."""
    length = tag.end - tag.start
    return length + (_NAME_BONUS if length > 1 and {'function', 'value'} & set(tag.readings) else 0)


def _rank(tag: Tag) -> int:
    return min(_ORDER.index(kind) for kind in tag.readings)


def _is_inside(text: str, index: int) -> bool:
    """Whether text[index] goes on with a Latin word, which must not be cut; Chinese has no such borders."""
    return 0 < index < len(text) and _is_latin(text[index - 1]) and _is_latin(text[index])


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "'")


def _unit(measure: re.Match[str]) -> str:
    return next(unit for unit in ('degrees', 'percent', 'level') if measure[unit])


def _measures(words: Words) -> re.Pattern[str]:
    units = '|'.join(f'(?P<{unit}>{alternatives(names)})' for unit, names in words.units.items())
    end = '(?![a-z])' if words.language == 'en' else ''
    return re.compile(rf'\s*(?:{units}){end}(?P<half>半)?')
