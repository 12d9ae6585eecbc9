"""How the stages of a turn are called, and what each was about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.cabin.events import Stage
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Words

__all__ = ['StageWords', 'label', 'load_stage_words', 'reason']

_LABEL = 160

_Detail = Mapping[str, Any]


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
    tell = _LABELS.get(stage.stage)
    text = ' '.join(filter(None, map(_text, tell(stage.detail) if tell else stage.detail.values())))
    return text if len(text) <= _LABEL else f'{text[: _LABEL - 1]}…'


def reason(stage: Stage) -> str:
    """Why it came to the stage, or how a model failed in it, as assistant.model_reasons puts into words."""
    return _text(stage.detail.get(_REASONS.get(stage.stage, '')))


def _search(detail: _Detail) -> Iterable[object]:
    return detail.get('text') or detail.get('kind'), f'({_text(detail.get("found"))})'


def _first_token(detail: _Detail) -> Iterable[object]:
    """Of the tokens of the prompt some were known to the server already."""
    prompt = detail.get('prompt_tokens')
    share = f'{_text(detail.get("cached_tokens") or 0)}/{prompt} cached' if prompt else ''
    return detail.get('agent'), detail.get('model'), detail.get('endpoint'), share


def _model(detail: _Detail) -> Iterable[object]:
    tokens = f'{detail["tokens"]} tokens' if detail.get('tokens') else ''
    return detail.get('agent'), *_items(detail.get('calls')), tokens


def _tool(detail: _Detail) -> Iterable[object]:
    error = detail.get('error')
    return detail.get('agent'), detail.get('tool'), f'✗ {error}' if error else ''


def _readback(detail: _Detail) -> Iterable[object]:
    missing = [f'✗ {_leaf(path)}' for path in _items(detail.get('not shown'))]
    return *(_leaf(path) for path in _items(detail.get('shown'))), *missing


def _call(detail: _Detail) -> Iterable[object]:
    return detail.get('tool'), _arguments(detail.get('arguments')), detail.get('why')


_LABELS: Mapping[str, Callable[[_Detail], Iterable[object]]] = {
    'heard': lambda detail: (detail.get('seat'), detail.get('source')),
    'attention': lambda detail: (detail.get('verdict'), detail.get('reason')),
    'race': lambda detail: (detail.get('winner'),),
    'brain': lambda detail: (detail.get('brain'), detail.get('confidence')),
    'first_token': _first_token,
    'model': _model,
    'failover': lambda detail: (detail.get('from'), '→', detail.get('to')),
    'tool': _tool,
    'search': _search,
    'reach': lambda detail: (detail.get('minutes'), 'min'),
    'proposed': _call,
    'unasked': _call,
    'guard': lambda detail: (detail.get('decision'), *_items(detail.get('rules'))),
    'command': lambda detail: (detail.get('device'),),
    'readback': _readback,
    'outcome': lambda detail: (detail.get('status'), detail.get('rule')),
    'said': lambda detail: (detail.get('text'),),
}
_REASONS = {'race': 'why', 'brain': 'fault', 'model': 'fault', 'failover': 'reason'}


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
