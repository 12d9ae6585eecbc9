"""Which topics are meant: names with wildcards, relative to a car's namespace, and groups of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from ipa_agents.config_files import config_folder, load_yaml

__all__ = ['Groups', 'full_name', 'is_among', 'load_groups', 'moved', 'short_name']


@dataclass(frozen=True, slots=True)
class Groups:
    """Patterns of topics by what they carry; see config/recording.yaml."""

    recorded: tuple[str, ...]
    speech: tuple[str, ...]
    commands: tuple[str, ...]
    heard: tuple[str, ...]
    turns: tuple[str, ...]


@cache
def load_groups() -> Groups:
    """The groups of config/recording.yaml; raises ConfigError."""
    data = load_yaml(config_folder() / 'recording.yaml', 'recording').data
    return Groups(**{name: tuple(topics) for name, topics in data.items()})


def full_name(name: str, namespace: str) -> str:
    """`name` as it stands in the graph: a relative one is below `namespace`."""
    return name if name.startswith('/') else f'{namespace.rstrip("/")}/{name}'


def short_name(topic: str, namespace: str) -> str:
    """`topic` as people of that namespace call it."""
    return topic.removeprefix(f'{namespace.rstrip("/")}/')


def is_among(topic: str, patterns: Iterable[str], namespace: str) -> bool:
    """Whether one of `patterns` is the name of `topic`."""
    return any(fnmatchcase(topic, full_name(pattern, namespace)) for pattern in patterns)


def moved(topic: str, origin: str, target: str) -> str:
    """The name in `target` of a topic of `origin`; one from outside of it, such as /diagnostics, moves in, too."""
    return full_name(short_name(topic, origin).lstrip('/'), target)
