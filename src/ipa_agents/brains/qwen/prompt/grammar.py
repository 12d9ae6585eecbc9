"""The grammar of one request: calls of the tools that an agent has, with the signals of the slice alone, or words.

It is no part of the prompt, so it may change from request to request while the prompt's beginning stays cached. The
format is xgrammar's structural tag, which vLLM takes as `structured_outputs.structural_tag`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from ipa_agents.brains.qwen.prompt.slice import Slice
from ipa_agents.brains.qwen.prompt.toolbox import ToolSpec
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.vehicle.function import Function

__all__ = ['arguments_schema', 'in_order', 'structural_tag']

_LONGEST_WORDS = 1200  # characters


def structural_tag(toolbox: Mapping[str, ToolSpec], tools: Iterable[str], found: Slice) -> str:
    """The structural tag, as JSON, that allows one or more calls of `tools`, or words; never both."""
    offered = [toolbox[name] for name in tools if name in toolbox]
    tags = [_tag(tool, schema) for tool in offered if (schema := arguments_schema(tool, found)) is not None]
    words = {'type': 'any_text', 'excludes': ['<'], 'max_chars': _LONGEST_WORDS}
    calls = {'type': 'tags_with_separator', 'tags': tags, 'separator': '\n', 'at_least_one': True}
    form = {'type': 'or', 'elements': [calls, words]} if tags else words
    return json.dumps({'type': 'structural_tag', 'format': form}, ensure_ascii=False)


def arguments_schema(tool: ToolSpec, found: Slice) -> dict[str, Any] | None:
    """The schema of a tool's arguments in this request; None where the slice leaves nothing to call it with."""
    schema = _unbounded(json.loads(json.dumps(tool.arguments)))
    properties = schema['properties']
    if tool.name == 'set_signals':
        paths = found.paths()
        properties['signals'] = {
            'type': 'object',
            'additionalProperties': False,
            'minProperties': 1,
            'properties': {path: {'$ref': f'#/$defs/{_key(functions)}'} for path, functions in paths.items()},
        }
        schema['$defs'] = {_key(functions): _value_schema(functions) for functions in paths.values()}
        return schema if paths else None
    if tool.name == 'read_signals':
        readable = found.readable()
        properties['paths']['items'] = {'enum': readable}
        return schema if readable else None
    _bound_places(schema)
    return schema  # type: ignore[no-any-return]


def in_order(arguments: Mapping[str, Any], found: Slice) -> dict[str, Any]:
    """Arguments of set_signals with the paths in the order in which the grammar lets a model write them."""
    signals = arguments['signals']
    return {'signals': {path: signals[path] for path in found.paths() if path in signals}}


def _unbounded(schema: Any) -> Any:
    """`schema` without the greatest lengths of texts, slow to compile for a server; the call itself is checked."""
    if isinstance(schema, dict):
        return {key: _unbounded(value) for key, value in schema.items() if key != 'maxLength'}
    return schema


def _key(functions: Iterable[Function]) -> str:
    return '+'.join(function.id for function in functions)


def _tag(tool: ToolSpec, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        'type': 'tag',
        'begin': f'<tool_call>\n{{"name": "{tool.name}", "arguments": ',
        'content': {'type': 'json_schema', 'json_schema': schema, 'max_whitespace_cnt': 1},
        'end': '}\n</tool_call>',
    }


def _value_schema(functions: Iterable[Function]) -> dict[str, Any]:
    """What a signal may be written as, by all of `functions` together."""
    schemas = [_one_value_schema(function) for function in functions]
    unique = [schema for number, schema in enumerate(schemas) if schema not in schemas[:number]]
    return unique[0] if len(unique) == 1 else {'anyOf': unique}


def _one_value_schema(function: Function) -> dict[str, Any]:
    if function.type == 'boolean':
        return {'type': 'boolean'}
    if function.allowed:
        return {'enum': list(function.allowed)}
    low, high = function.minimum, function.maximum
    if low is None or high is None:
        return {'type': 'string', 'pattern': r'^[^"\\<\x00-\x1f]+$'}
    if function.step != 1:
        count = round((high - low) / function.step) + 1
        return {'enum': [_number(low + step * function.step) for step in range(count)]}
    return {'type': 'integer', 'minimum': int(low), 'maximum': int(high)}


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else round(value, 3)


def _bound_places(schema: Any) -> None:
    """Kinds, cuisines and attributes of places are those that are known, wherever they stand in `schema`."""
    for part in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(part, dict | list):
            _bound_places(part)
    properties = schema.get('properties', {}) if isinstance(schema, dict) else {}
    for name, ids in _known_of_places().items():
        if name in properties and 'enum' not in properties[name]:
            properties[name] = {'enum': ids}
    if 'attributes' in properties:
        properties['attributes']['items'] = {'enum': list(load_attributes().ids)}


@cache
def _known_of_places() -> Mapping[str, Sequence[str]]:
    kinds = load_kinds()
    return {'kind': [kind.id for kind in kinds.kinds], 'cuisine': [cuisine.id for cuisine in kinds.cuisines]}
