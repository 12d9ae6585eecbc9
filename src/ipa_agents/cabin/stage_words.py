"""How the stages of a turn are called, and what each was about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.cabin.events import Stage
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Words

__all__ = ['StageWords', 'label', 'load_stage_words']

_LABEL = 160


@dataclass(frozen=True, slots=True)
class StageWords:
    """What nodes and stages are called; one that is not named is called by its own name."""

    nodes: Mapping[str, Words]
    stages: Mapping[str, Words]

    def node(self, name: str) -> Words:
        """The words for a node."""
        return self.nodes.get(name, Words(name, name))

    def stage(self, name: str) -> Words:
        """The words for a stage."""
        return self.stages.get(name, Words(name, name))


def load_stage_words() -> StageWords:
    """The words of config/trace.yaml; raises ConfigError."""
    data = load_yaml(config_folder() / 'trace.yaml', 'trace').data
    nodes, stages = ({name: Words(**words) for name, words in data[part].items()} for part in ('nodes', 'stages'))
    return StageWords(nodes, stages)


def label(stage: Stage) -> str:
    """What the stage was about, as short as it can be said without words of a language."""
    detail = stage.detail
    match stage.stage:
        case 'heard':
            words = [detail.get('seat'), detail.get('source')]
        case 'attention':
            words = [detail.get('verdict'), detail.get('reason')]
        case 'brain':
            words = [detail.get('brain'), detail.get('confidence')]
        case 'search':
            words = [detail.get('text') or detail.get('kind'), f'({_text(detail.get("found"))})']
        case 'proposed':
            words = [detail.get('tool'), _arguments(detail.get('arguments'))]
        case 'guard':
            words = [detail.get('decision'), *_items(detail.get('rules'))]
        case 'command':
            words = [detail.get('device')]
        case 'readback':
            missing = [f'✗ {_leaf(path)}' for path in _items(detail.get('not shown'))]
            words = [*(_leaf(path) for path in _items(detail.get('shown'))), *missing]
        case 'outcome':
            words = [detail.get('status'), detail.get('rule')]
        case 'said':
            words = [detail.get('text')]
        case _:
            words = list(detail.values())
    text = ' '.join(filter(None, map(_text, words)))
    return text if len(text) <= _LABEL else f'{text[: _LABEL - 1]}…'


def _arguments(arguments: object) -> str:
    if not isinstance(arguments, Mapping):
        return _text(arguments)
    wished = arguments.get('signals', arguments)
    pairs: Iterable[tuple[Any, Any]] = wished.items() if isinstance(wished, Mapping) else arguments.items()
    return ', '.join(f'{_leaf(name)}={_text(value)}' for name, value in pairs)


def _leaf(path: object) -> str:
    return _text(path).rpartition('.')[2]


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return '' if value is None else value if isinstance(value, str) else str(value)
