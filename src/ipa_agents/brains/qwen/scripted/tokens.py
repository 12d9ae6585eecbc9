"""A reply as the tokens that a model would write, and what vLLM's hermes parser makes of each in a stream."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.scripted.reply import Asked, Reply
from ipa_agents.brains.qwen.wire.chat import ToolCall

__all__ = ['Token', 'tokens']


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the model's own text, and the delta that the stream has for it; None where it has no chunk."""

    text: str
    delta: dict[str, Any] | None


def tokens(reply: Reply, asked: Asked, id_prefix: str) -> Iterator[Token]:
    """All tokens of a reply; the ids of its calls begin with `id_prefix`.

    As in vLLM a call stays text where no tools were offered, and only the first is read without parallel calls.
    """
    size = reply.token_chars
    for piece in _pieces(reply.thought, size):
        yield Token(piece, {'reasoning': piece})
    for piece in _pieces(reply.words, size):
        yield Token(piece, {'content': piece})
    is_read = bool(asked.body.get('tools')) and asked.body.get('tool_choice') != 'none'
    for index, call in enumerate(reply.calls):
        for token in _call(call, index, f'{id_prefix}{index}', size):
            if not is_read:
                yield Token(token.text, {'content': token.text})
            elif index and not asked.body.get('parallel_tool_calls', True):
                yield Token(token.text, token.delta and {'content': None})
            else:
                yield token


def _call(call: Call | ToolCall, index: int, call_id: str, size: int) -> Iterator[Token]:
    if isinstance(call, Call):
        name, arguments = call.tool, json.dumps(call.arguments, ensure_ascii=False)
    else:
        name, arguments = call.name, call.arguments
    separator = '\n' if index else ''
    *before, last = _pieces(f'{separator}<tool_call>\n{{"name": {json.dumps(name)}', size)
    for piece in before:
        yield Token(piece, None)
    head = {'id': call_id, 'type': 'function', 'index': index, 'function': {'name': name}}
    yield Token(last, {'content': None, 'tool_calls': [head]})
    for piece in _pieces(', "arguments": ', size):
        yield Token(piece, None)
    for piece in _pieces(arguments, size):
        yield Token(piece, {'content': None, 'tool_calls': [{'index': index, 'function': {'arguments': piece}}]})
    for piece in _pieces('}\n</tool_call>', size):
        yield Token(piece, None)


def _pieces(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]
