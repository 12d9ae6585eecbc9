"""Vague wishes ("it is stuffy in here") and the functions that may serve them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipa_agents.brains.reflex.words import alternatives
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function

__all__ = ['Wishes', 'load_wishes']


@dataclass(frozen=True)
class Wishes:
    """`common` are the functions that a model is shown when a sentence names nothing at all."""

    common: tuple[Function, ...]
    served: Mapping[Language, tuple[tuple[re.Pattern[str], tuple[Function, ...]], ...]]

    def functions(self, text: str, language: Language) -> tuple[Function, ...]:
        """The functions that may serve what `text` hints at, the likeliest first."""
        lowered = text.lower()
        found = (function for words, serving in self.served[language] if words.search(lowered) for function in serving)
        return tuple(dict.fromkeys(found))


def load_wishes(catalogue: Catalogue, file: Path | None = None) -> Wishes:
    """The wishes of `file` (default: config/qwen/wishes.yaml); raises ConfigError, also for an unknown function."""
    document = load_yaml(file or config_folder() / 'qwen' / 'wishes.yaml', 'wishes')

    def functions(names: list[str], *place: str | int) -> tuple[Function, ...]:
        for index, name in enumerate(names):
            if name not in catalogue.functions:
                raise document.error(f'there is no function {name}', *place, index)
        return tuple(catalogue.functions[name] for name in names)

    served = {
        language: tuple(
            (_pattern(wish[language], language), functions(wish['functions'], 'wishes', number, 'functions'))
            for number, wish in enumerate(document.data['wishes'])
        )
        for language in LANGUAGES
    }
    return Wishes(functions(document.data['common'], 'common'), served)


def _pattern(words: list[str], language: Language) -> re.Pattern[str]:
    edge = r'\b' if language == 'en' else ''
    return re.compile(f'{edge}(?:{alternatives(words)}){edge}')
