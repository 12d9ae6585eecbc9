"""The first requests of a fresh server, which take seconds: kernels and the grammar of calls are made ready then."""

import json
import os

import httpx

__all__ = ['warm_up']

_KEY = 'VLLM_API_KEY'
_PATIENCE = 300.0  # s
_TOOL = {
    'name': 'wait',
    'parameters': {'type': 'object', 'properties': {'long': {'type': 'boolean'}}, 'required': ['long']},
}
_TAG = {
    'type': 'tag',
    'begin': '<tool_call>\n{"name": "wait", "arguments": ',
    'content': {'type': 'json_schema', 'json_schema': _TOOL['parameters'], 'max_whitespace_cnt': 1},
    'end': '}\n</tool_call>',
}
_GRAMMAR = {
    'type': 'structural_tag',
    'format': {'type': 'or', 'elements': [_TAG, {'type': 'any_text', 'max_chars': 9}]},
}
_REQUESTS: tuple[dict[str, object], ...] = (
    {},
    {
        'tools': [{'type': 'function', 'function': _TOOL}],
        'structured_outputs': {'structural_tag': json.dumps(_GRAMMAR)},
    },
)


def warm_up(address: str, name: str) -> None:
    """Let the server at `address` answer once plainly and once by a grammar; raises httpx.HTTPError."""
    key = os.environ.get(_KEY)
    headers = {'authorization': f'Bearer {key}'} if key else {}
    asked = {'model': name, 'messages': [{'role': 'user', 'content': 'Hello'}], 'max_tokens': 64}
    with httpx.Client(base_url=address, headers=headers, timeout=_PATIENCE, trust_env=False) as client:
        for more in _REQUESTS:
            client.post('/v1/chat/completions', json=asked | more).raise_for_status()
