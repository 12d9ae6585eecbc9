"""All that is ever said, by key, as templates of one language."""

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language

__all__ = ['Wording', 'flatten', 'load_phrases', 'load_words', 'placeholders']


class _Slots(dict[str, Any]):
    """A slot that nobody filled leaves nothing behind, so that a sentence is never lost over a detail."""

    def __missing__(self, key: str) -> str:
        return ''


@dataclass(frozen=True)
class Wording:
    """The phrases of one language; keys are dotted, such as "done.open.on"."""

    language: Language
    phrases: Mapping[str, str]

    def __contains__(self, key: str) -> bool:
        return key in self.phrases

    def __call__(self, key: str, **slots: Any) -> str:
        """The phrase `key` with its slots filled; raises KeyError for an unknown key."""
        plural = '' if str(slots.get('n')) == '1' else 's'
        return self.phrases[key].format_map(_Slots(s=plural, **slots)).strip()

    def first(self, keys: Iterable[str], **slots: Any) -> str:
        """The first of `keys` that there is; empty when there is none."""
        return next((self(key, **slots) for key in keys if key in self.phrases), '')


def flatten(tree: Mapping[str, Any], prefix: str = '') -> dict[str, str]:
    """Nested phrases as dotted keys."""
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            flat |= flatten(value, f'{prefix}{key}.')
        else:
            flat[f'{prefix}{key}'] = value
    return flat


def placeholders(template: str) -> frozenset[str]:
    """The slots of a template; raises ValueError when its braces are wrong."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def load_phrases(folder: Path | None = None) -> dict[Language, Wording]:
    """Read en/*.yaml and zh/*.yaml of `folder` (default: config/phrases).

    Raises ConfigError, also for a file whose keys differ from those of its namesake, and for a key of two files.
    """
    return dict(_load(folder or config_folder() / 'phrases'))


@cache
def load_words(name: str) -> Mapping[Language, Wording]:
    """The words of config/`name`.yaml, in which both languages of a text stand side by side; keys as in Wording.

    Raises ConfigError, also where the schema of that name is broken.
    """
    groups = load_yaml(config_folder() / f'{name}.yaml', name).data
    return {
        language: Wording(
            language,
            {f'{group}.{key}': words[language] for group, entries in groups.items() for key, words in entries.items()},
        )
        for language in LANGUAGES
    }


@cache
def _load(folder: Path) -> dict[Language, Wording]:
    phrases: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}
    for name in sorted({file.name for file in folder.glob('*/*.yaml')}):
        documents = {language: load_yaml(folder / language / name, 'phrases') for language in LANGUAGES}
        parts = {language: flatten(document.data) for language, document in documents.items()}
        for language, document in documents.items():
            _check(document, parts[language])
            for other in LANGUAGES:
                if missing := sorted(parts[other].keys() - parts[language].keys()):
                    raise document.error(f'lacks {missing[0]}, which {other}/{name} has')
            if twice := sorted(parts[language].keys() & phrases[language].keys()):
                raise document.error(f'{twice[0]} stands in another file, too', *twice[0].split('.'))
            phrases[language] |= parts[language]
    return {language: Wording(language, phrases[language]) for language in LANGUAGES}


def _check(document: Document, phrases: Mapping[str, str]) -> None:
    for key, template in phrases.items():
        try:
            placeholders(template)
        except ValueError as error:
            raise document.error(f'{key}: {error}', *key.split('.')) from error
