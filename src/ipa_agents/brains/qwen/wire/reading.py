"""What a server sends as JSON, read into events: a chunk of a stream, a whole answer, an error."""

import json
from collections.abc import Iterator
from typing import Any

from ipa_agents.brains.qwen.wire.chat import CallPart, Event, Finish, Thought, ToolCall, Usage, Words
from ipa_agents.errors import ModelBroken, ModelError, ModelRefused, ModelUnreachable

__all__ = ['CallsSoFar', 'fault', 'read_chunk', 'read_whole', 'shortened']

_LONGEST_REASON = 200


class CallsSoFar:
    """Puts the calls of an answer together from their parts."""

    def __init__(self) -> None:
        self._calls: dict[int, ToolCall] = {}

    def add(self, part: CallPart) -> None:
        """One more part; an id that never comes is made up."""
        call = self._calls.get(part.index, ToolCall(f'call-{part.index}', '', ''))
        self._calls[part.index] = ToolCall(part.id or call.id, call.name + part.name, call.arguments + part.arguments)

    def take(self) -> list[ToolCall]:
        """All of them, in their order; then none are left."""
        calls = [self._calls[index] for index in sorted(self._calls)]
        self._calls = {}
        return calls


def read_chunk(data: str) -> list[Event]:
    """The events of one chunk of a stream; raises ModelBroken for nonsense, and what an error object means."""
    return _read(data, 'delta')


def read_whole(data: str) -> list[Event]:
    """The events of an answer without a stream; raises as `read_chunk` does."""
    return _read(data, 'message')


def fault(status: int, body: str) -> ModelError:
    """The error that an HTTP status stands for; what the server says of it is taken from `body`."""
    text = shortened(body)
    try:
        said = json.loads(body)
        said = said.get('error', said.get('detail', said))
        text = shortened(str(said.get('message', said) if isinstance(said, dict) else said))
    except (ValueError, AttributeError, RecursionError):
        pass
    if 400 <= status < 500:
        return ModelRefused(status, text)
    if status >= 500:
        return ModelUnreachable(f'HTTP {status}: {text}' if text else f'HTTP {status}', 'status', status)
    return ModelBroken(f'HTTP {status} instead of an answer', 'status', status)


def shortened(text: str) -> str:
    """`text` on one line that people can read."""
    text = ' '.join(text.split())
    return text if len(text) <= _LONGEST_REASON else text[: _LONGEST_REASON - 1] + '…'


def _read(data: str, key: str) -> list[Event]:
    try:
        chunk = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ModelBroken(f'broken JSON: {shortened(data[:80])}', 'unreadable') from error
    try:
        if chunk.get('error'):
            raise _error(chunk['error'])
        return [event for event in _events(chunk, key) if event is not None]
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise ModelBroken(f'an answer of an unknown form: {shortened(data[:80])}', 'unreadable') from error


def _error(said: Any) -> ModelError:
    if isinstance(said, dict):
        code = said.get('code')
        status = code if isinstance(code, int) and 400 <= code < 600 else 500
        return fault(status, json.dumps({'error': said}))
    return ModelBroken(shortened(str(said)), 'unreadable')


def _events(chunk: dict[str, Any], key: str) -> Iterator[Event | None]:
    for choice in chunk.get('choices', ())[:1]:
        said = choice.get(key) or {}
        yield _piece(Thought, said.get('reasoning') or said.get('reasoning_content'))
        yield _piece(Words, said.get('content'))
        for number, call in enumerate(said.get('tool_calls') or ()):
            function = call.get('function') or {}
            texts = (call.get('id'), function.get('name'), function.get('arguments'))
            index = call.get('index')
            yield CallPart(number if index is None else int(index), *(_text(text) for text in texts))
        if choice.get('finish_reason'):
            yield Finish(_text(choice['finish_reason']))
    if usage := chunk.get('usage'):
        cached = (usage.get('prompt_tokens_details') or {}).get('cached_tokens') or 0
        yield Usage(int(usage['prompt_tokens']), int(usage.get('completion_tokens') or 0), int(cached))


def _piece(kind: type[Words] | type[Thought], text: Any) -> Event | None:
    return kind(_text(text)) if text else None


def _text(text: str | None) -> str:
    """What is no text has no isascii, which makes the answer one of an unknown form."""
    if text is None:
        return ''
    if text.isascii():
        return text
    # JSON may hold half a surrogate pair, which nobody can send on
    return text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')
