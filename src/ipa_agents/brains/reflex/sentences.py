"""The sentence patterns of config/sentences: what is said in each language, and what it means."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ipa_agents.brains.interface import Act, Domain, Move
from ipa_agents.brains.reflex.openers import openers
from ipa_agents.brains.reflex.templates import Template, TemplateError, anonymous, compile_template
from ipa_agents.brains.reflex.times import TIME
from ipa_agents.brains.reflex.trips import SPAN, trip_stops
from ipa_agents.brains.reflex.words import alternatives
from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.media.vocabulary import Term, load_vocabulary
from ipa_agents.travel.places.kinds import Cuisine, PlaceKind, load_kinds

__all__ = ['Intent', 'Match', 'Sentences', 'load_sentences']


_OPEN_START = 50  # a sentence that begins with free text says little of what is meant


@dataclass(frozen=True, slots=True)
class Intent:
    """What some sentences mean; see config/schemas/sentences.yaml."""

    id: str
    domain: Domain
    act: Act = Act.ACT
    topic: str = ''
    move: Move | None = None
    tool: str = ''
    arguments: Mapping[str, Any] = field(default_factory=dict)
    slots: Mapping[str, Any] = field(default_factory=dict)
    refine: str = ''
    whole: bool = False
    weak: bool = False

    @property
    def begins_clearly(self) -> bool:
        """Whether it may follow another command without a word between; "a bit higher" may be part of that."""
        return 'function' not in self.slots or self.slots.get('change') in ('on', 'off')


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence that is said so: its intent, what its slots hold, and how many letters are free text."""

    intent: Intent
    slots: Mapping[str, Any]
    free: int


@dataclass(frozen=True, slots=True)
class _Said:
    intent: Intent
    template: Template
    lists: Mapping[str, Mapping[str, Any]]


class Sentences:
    """All patterns of one language."""

    def __init__(self, language: Language, said: tuple[_Said, ...]) -> None:
        self.language = language
        self._said = said
        self._by_intent = _joined(said)
        inside = [item for item in said if not item.intent.whole and not item.intent.weak]
        self.openers = openers(language, [(item.template, item.intent.begins_clearly) for item in inside])

    def match(self, clause: str, *, whole: bool, weak: bool = False) -> Match | None:
        """What `clause` means: of several meanings the one with the least free text, the first of equals.

        `whole`: the clause is all that was said. `weak`: also what is only understood where nothing else fits.
        """
        text = f' {clause}' if self.language == 'en' else clause
        best: Match | None = None
        for joined, group in self._by_intent:
            if group[0].intent.whole and not whole or group[0].intent.weak != weak or not joined.fullmatch(text):
                continue
            for said in group:
                found = said.template.pattern.fullmatch(text)
                if found is not None:
                    held = {name: value.strip() for name, value in found.groupdict().items() if value}
                    free = sum(len(held.get(name, '')) for name in said.template.free)
                    if any(0 <= found.start(name) <= 1 for name in said.template.free):
                        free += _OPEN_START
                    slots = _slots(held, said.lists)
                    if best is None or free < best.free:
                        best = Match(said.intent, slots, free)
        return best


def _slots(held: Mapping[str, str], lists: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    slots: dict[str, Any] = {}
    for group, value in held.items():
        name = group.rstrip('0123456789')
        slots[name] = lists.get(name, {}).get(value.lower(), value)
    return slots


def _joined(said: tuple[_Said, ...]) -> tuple[tuple[re.Pattern[str], tuple[_Said, ...]], ...]:
    """One pattern an intent, without names of groups: most sentences are turned down by it alone."""
    groups: dict[str, list[_Said]] = {}
    for item in said:
        groups.setdefault(item.intent.id, []).append(item)
    return tuple(
        (
            re.compile('|'.join(f'(?:{anonymous(item.template.pattern.pattern)})' for item in group), re.IGNORECASE),
            tuple(group),
        )
        for group in groups.values()
    )


@cache
def load_sentences(language: Language) -> Sentences:
    """Read the sentences of `language`; raises ConfigError, also for an intent that a language lacks."""
    folder = config_folder() / 'sentences'
    meanings = load_yaml(folder / 'intents.yaml', 'sentences')
    intents = {name: _intent(name, entry) for name, entry in meanings.data['intents'].items()}
    slots = _vocabularies(language)
    said: list[_Said] = []
    for file in sorted((folder / language).glob('*.yaml')):
        if file.stem not in ('words', 'traditional'):
            said.extend(_read(load_yaml(file, 'sentences'), language, intents, slots))
    missing = set(intents) - {item.intent.id for item in said}
    if missing:
        raise meanings.error(f'no {language} sentence means {", ".join(sorted(missing))}', 'intents', min(missing))
    return Sentences(language, tuple(said))


def _read(
    document: Document, language: Language, intents: Mapping[str, Intent], slots: Mapping[str, str]
) -> Iterator[_Said]:
    rules = document.data.get('rules', {})
    lists = document.data.get('lists', {})
    slots = {**slots, **{name: alternatives(words) for name, words in lists.items()}}
    for name, templates in document.data.get('sentences', {}).items():
        if name not in intents:
            raise document.error(f'{name} is no intent of intents.yaml', 'sentences', name)
        for index, text in enumerate(templates):
            try:
                yield _Said(intents[name], compile_template(text, language, rules, slots), lists)
            except TemplateError as error:
                raise document.error(f'{text!r}: {error}', 'sentences', name, index) from error


def _intent(name: str, entry: Mapping[str, Any]) -> Intent:
    values = dict(entry)
    values['domain'] = Domain(values['domain'])
    values['act'] = Act(values.get('act', 'act'))
    return Intent(id=name, **values)


def _vocabularies(language: Language) -> dict[str, str]:
    """The patterns of the slots that hold one of a known list."""
    kinds = load_kinds()
    music = load_vocabulary()
    terms: dict[str, Iterable[PlaceKind | Cuisine | Term]] = {
        'kind': kinds.kinds,
        'cuisine': kinds.cuisines,
        'genre': music.genres.values(),
        'mood': music.moods.values(),
    }
    slots = {
        name: alternatives(
            word
            for entry in entries
            for spoken in LANGUAGES
            for word in entry.names[spoken]
            if language == 'zh' or spoken == 'en'
        )
        for name, entries in terms.items()
    }
    return slots | {
        'called': _PERSONS[language],
        'trip_stop': trip_stops(language),
        'other_stop': trip_stops(language),
        'clock': TIME[language],
        'span': SPAN[language],
        'number': r'\d+(?:\.\d+)?|' + _NUMBER_WORDS[language],
        'road': _ROADS[language],
        'digits': r'[\d -]{1,20}',
        'dialled': r'\d[\d -]{4,18}\d',
    }


_ONES_EN = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen'
_TENS_EN = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety'
_NUMBER_WORDS: dict[Language, str] = {
    'en': rf'(?:{_TENS_EN})(?:[ -](?:{_ONES_EN}))?|(?:{_ONES_EN})(?: hundred)?(?: and a half)?',
    'zh': '[零一二三四五六七八九十百两半]+',
}

# A name is told from other words by its capital letter, or by one of the usual surnames.
_PERSONS: dict[Language, str] = {
    'en': r"(?-i:[A-Z])[a-z'-]+(?: (?-i:[A-Z])[a-z'-]+)?",
    'zh': '(?:[小老阿][\u4e00-\u9fff]|[王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓'
    '许傅沈彭吕苏卢蒋蔡魏'
    '薛潘戴汪姜范姚谭廖邹熊陆郝崔邱秦侯邵孟钱汤尹黎乔贺赖龚][\u4e00-\u9fff]{1,2}|[A-Za-z]+)',
}
_ROADS: dict[Language, str] = {
    'en': r"(?:[\w'-]+ ){1,3}(?:road|street|avenue|lane|boulevard|ring|bridge|drive|way|quay|terrace|parkway)"
    r'|[a-z] ?\d{1,4}',
    'zh': r'[\u4e00-\u9fff]{1,10}?(?:路|街|道|桥|环|线|隧道)|[A-Za-z]\d{1,4}(?:高速|公路|国道)?',
}
"""What is the name of a road by its last word, or its number."""
