"""English or Chinese: the two languages in which the assistant hears and speaks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ipa_agents.config_files import config_folder, load_yaml

__all__ = ['ENGLISH_NAMES', 'LANGUAGES', 'Language', 'Words', 'language_of', 'primary_language', 'simplified']

Language = Literal['en', 'zh']
LANGUAGES: tuple[Language, ...] = ('en', 'zh')
ENGLISH_NAMES: Mapping[Language, str] = {'en': 'English', 'zh': 'Chinese'}

_HAN = re.compile(r'[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]')
_LATIN_WORD = re.compile(r'[A-Za-z]+')


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    en: str
    zh: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == 'zh' else self.en


def language_of(text: str, default: Language = 'en') -> Language:
    """The language of `text`: Chinese when Han characters outweigh Latin words, `default` when there is neither."""
    han = len(_HAN.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    if han == latin == 0:
        return default
    return 'zh' if han >= latin else 'en'


def primary_language(locale: str, default: Language = 'en') -> Language:
    """The language of a BCP 47 locale such as "zh-CN"; `default` for any that is not spoken here."""
    tag = locale.replace('_', '-').split('-', 1)[0].lower()
    return 'zh' if tag == 'zh' else 'en' if tag == 'en' else default


def simplified(text: str) -> str:
    """`text` with simplified Chinese characters for traditional ones."""
    return text.translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    table = load_yaml(config_folder() / 'sentences' / 'zh' / 'traditional.yaml', 'traditional').data
    return dict(zip(map(ord, ''.join(table['traditional'])), ''.join(table['simplified']), strict=True))
