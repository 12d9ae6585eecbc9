"""The words of the page, from config/cockpit.yaml."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.persona.wording import Wording

__all__ = ['load_words']


@cache
def load_words() -> Mapping[Language, Wording]:
    """The words of each language by dotted key, such as "conversation.send"; raises ConfigError."""
    data = load_yaml(config_folder() / 'cockpit.yaml', 'cockpit').data
    return {language: Wording(language, _phrases(data, language)) for language in LANGUAGES}


def _phrases(groups: Mapping[str, Mapping[str, Any]], language: Language) -> dict[str, str]:
    return {f'{group}.{key}': words[language] for group, entries in groups.items() for key, words in entries.items()}
