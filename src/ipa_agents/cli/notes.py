"""What the command line itself says, in both languages, since it may not know yet which one is spoken."""

from functools import cache
from typing import Any

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES

__all__ = ['note', 'notes']


def note(key: str, **slots: str) -> list[str]:
    """The note `key` of config/notes.yaml, a line a language."""
    return [notes()[key][language].format(**slots) for language in LANGUAGES]


@cache
def notes() -> Any:
    """All of them; raises ConfigError when the file is wrong."""
    return load_yaml(config_folder() / 'notes.yaml', 'notes').data
