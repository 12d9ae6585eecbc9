"""Regular expressions of a configuration file, as one for each language."""

import re
from collections.abc import Mapping

from ipa_agents.config_files import Document
from ipa_agents.language import LANGUAGES, Language

__all__ = ['any_of', 'openers_of']


def any_of(document: Document, key: str) -> Mapping[Language, re.Pattern[str]]:
    """Finds any of the expressions at `key`, which has a list for each language; raises ConfigError for a wrong one."""
    for language in LANGUAGES:
        for index, expression in enumerate(document.data[key][language]):
            try:
                re.compile(expression)
            except re.error as error:
                raise document.error(f'{expression}: {error}', key, language, index) from error
    return {language: re.compile('|'.join(document.data[key][language])) for language in LANGUAGES}


def openers_of(document: Document) -> tuple[str, ...]:
    """The first words of both languages that the document lists."""
    return tuple(word for language in LANGUAGES for word in document.data['openers'][language])
