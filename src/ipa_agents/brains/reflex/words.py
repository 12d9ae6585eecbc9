"""The small words of a language: politeness, zones, amounts, units."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.language import Language

__all__ = ['Words', 'alternatives', 'load_words']


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of config/sentences/<language>/words.yaml, by their names, and what is often searched as patterns."""

    language: Language
    lists: Mapping[str, tuple[str, ...]]
    zones: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    politeness_before: re.Pattern[str]
    politeness_after: re.Pattern[str]
    separators: re.Pattern[str]
    fillers: re.Pattern[str]
    narrators: re.Pattern[str]
    beyond: re.Pattern[str]
    wishes: re.Pattern[str]
    patterns: Mapping[str, re.Pattern[str]]


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of `words`, the longest first."""
    return '|'.join(re.escape(word).replace(r'\ ', ' ') for word in sorted(words, key=len, reverse=True))


@cache
def load_words(language: Language) -> Words:
    """Read the small words of `language`; raises ConfigError."""
    document = load_yaml(config_folder() / 'sentences' / language / 'words.yaml', 'words')
    data = document.data
    lists = {name: tuple(words) for name, words in data.items() if isinstance(words, list)}
    start, end = (r'(?:^|(?<=\s))', r'(?=\s|$)') if language == 'en' else ('', '')

    def pattern(name: str, form: str = '{start}(?:{words}){end}') -> re.Pattern[str]:
        return re.compile(form.format(start=start, end=end, words=alternatives(lists[name])), re.IGNORECASE)

    return Words(
        language,
        lists,
        {zone: tuple(words) for zone, words in data['zones'].items()},
        {unit: tuple(words) for unit, words in data['units'].items()},
        politeness_before=pattern('politeness_before', '(?:{words}){end}'),
        politeness_after=pattern('politeness_after', '{start}(?:{words})$'),
        separators=pattern('separators', '[,|]|{start}(?:{words}){end}'),
        fillers=pattern('fillers'),
        narrators=pattern('narrators', '(?:{words}){end}'),
        beyond=pattern('beyond'),
        wishes=pattern('wishes', '(?:{words}){end}'),
        patterns={name: _compiled(document, name) for name in data['patterns']},
    )


def _compiled(document: Document, name: str) -> re.Pattern[str]:
    try:
        return re.compile('|'.join(document.data['patterns'][name]), re.IGNORECASE)
    except re.error as error:
        raise document.error(f'{name}: {error}', 'patterns', name) from error
