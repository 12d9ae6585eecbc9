"""The tools that a model is offered, as config/tools declares them. Their text never changes while a car drives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import jsonschema

from ipa_agents.brains.interface import Domain
from ipa_agents.config_files import config_folder, load_yaml

__all__ = ['ToolSpec', 'domain_of', 'functions_of', 'load_toolbox']

Kind = Literal['act', 'read', 'ask', 'note']


@dataclass(frozen=True)
class ToolSpec:
    """A tool: `text` is what a model reads of it, `arguments` the JSON schema of what it may be called with.

    `domain` is what it is about; None where that hangs on the sentence.
    """

    name: str
    kind: Kind
    text: str
    arguments: Mapping[str, Any]
    domain: Domain | None = None


def load_toolbox(folder: Path | None = None) -> Mapping[str, ToolSpec]:
    """Every tool of `folder` (default: config/tools) by its name, in the order of the names; raises ConfigError."""
    return _load(folder or config_folder() / 'tools')


@cache
def _load(folder: Path) -> Mapping[str, ToolSpec]:
    tools = {}
    for file in sorted(folder.glob('*.yaml')):
        document = load_yaml(file, 'tool')
        data = document.data
        try:
            jsonschema.Draft202012Validator.check_schema(data['arguments'])
        except jsonschema.SchemaError as error:
            raise document.error(error.message, 'arguments') from error
        domain = Domain(data['domain']) if 'domain' in data else None
        tools[file.stem] = ToolSpec(file.stem, data['kind'], data['text'].strip(), data['arguments'], domain)
    return tools


def domain_of(tool: str) -> Domain:
    """What a tool is about: small talk where that hangs on the sentence alone."""
    spec = load_toolbox().get(tool)
    return spec.domain if spec is not None and spec.domain is not None else Domain.SMALLTALK


def functions_of(toolbox: Mapping[str, ToolSpec]) -> list[dict[str, Any]]:
    """The tools as the field `tools` of a chat request holds them, always the same."""
    return [
        {
            'type': 'function',
            'function': {'name': tool.name, 'description': tool.text, 'parameters': dict(tool.arguments)},
        }
        for tool in toolbox.values()
    ]
