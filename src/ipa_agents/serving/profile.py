"""What config/serving.yaml declares: profiles of models, the options of their server, and what is set at the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.errors import SetupError

__all__ = ['OptionValue', 'Profile', 'Serving', 'Setting', 'load_serving']

OptionValue = str | int | float | bool | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Profile:
    """One model and how it is served; `gpu_memory` in GiB on each of at least `gpus` GPUs, 0 where none is needed."""

    name: str
    text: str
    model: str
    options: Mapping[str, OptionValue]
    environment: Mapping[str, str]
    gpu_memory: float = 0.0
    gpus: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What can be set at the start, and the option of the server that it stands for."""

    name: str
    option: str
    text: str
    type: Literal['text', 'integer', 'number', 'json'] = 'text'
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Serving:
    """All that is declared; the profiles of `automatic` in order of preference."""

    profiles: Mapping[str, Profile]
    automatic: tuple[Profile, ...]
    settings: Mapping[str, Setting]

    def profile(self, name: str) -> Profile:
        """Raises SetupError with the names there are."""
        if name not in self.profiles:
            raise SetupError(f'there is no profile {name}; there are: {", ".join(self.profiles)}')
        return self.profiles[name]


@cache
def load_serving(file: Path | None = None) -> Serving:
    """Read config/serving.yaml, or `file`; raises ConfigError."""
    document = load_yaml(file or config_folder() / 'serving.yaml', 'serving')
    data = document.data
    profiles = {name: _profile(document, name) for name in data['profiles']}
    for index, name in enumerate(data['automatic']):
        if name not in profiles:
            raise document.error(f'there is no profile {name}', 'automatic', index)
    settings = {
        name: Setting(name, **entry | {'choices': tuple(entry.get('choices', ()))})
        for name, entry in data['settings'].items()
    }
    return Serving(profiles, tuple(profiles[name] for name in data['automatic']), settings)


def _profile(document: Document, name: str) -> Profile:
    data = document.data
    entry = data['profiles'][name]
    memory = entry.get('gpu_memory', 0.0)
    return Profile(
        name,
        entry['text'],
        entry['model'],
        data['options'] | entry['options'],
        data['environment'] | entry.get('environment', {}),
        memory,
        entry.get('gpus', 1 if memory else 0),
    )
