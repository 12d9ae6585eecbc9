"""Requests to a real server of a model, and what came of them."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import jsonschema

from ipa_agents.brains.qwen.wire.chat import ChatRequest, Event, Finish, Message, ToolCall, Usage, Words
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.brains.qwen.wire.fleet import Fleet

__all__ = ['VERY_LONG', 'Answer', 'answer_of', 'answers', 'array_of', 'asking', 'faults']


def array_of(items: int) -> str:
    """The grammar of an answer of that length, which no model can end sooner."""
    schema = {'type': 'array', 'items': {'type': 'boolean'}, 'minItems': items, 'maxItems': items}
    form = {'type': 'json_schema', 'json_schema': schema, 'max_whitespace_cnt': 1}
    return json.dumps({'type': 'structural_tag', 'format': form})


VERY_LONG = array_of(1500)


@dataclass(frozen=True)
class Answer:
    words: str
    calls: tuple[ToolCall, ...]
    finish: str
    usage: Usage
    events: tuple[Event, ...]


def asking(text: str = 'Hello', **more: Any) -> ChatRequest:
    return ChatRequest((Message('user', text),), **{'max_tokens': 64, 'temperature': 1.0, 'seed': 1} | more)


async def answer_of(client: ModelClient | Fleet, request: ChatRequest) -> Answer:
    async with aclosing(client.stream(request)) as stream:
        events = tuple([event async for event in stream])
    words = ''.join(event.text for event in events if isinstance(event, Words))
    calls = tuple(event for event in events if isinstance(event, ToolCall))
    (finish,) = (event for event in events if isinstance(event, Finish))
    usage = next((event for event in events if isinstance(event, Usage)), Usage())
    return Answer(words, calls, finish.reason, usage, events)


def answers(endpoint: Endpoint, requests: Iterable[ChatRequest]) -> Sequence[Answer]:
    """The answers of requests that are sent all at once."""

    async def ask() -> Sequence[Answer]:
        client = ModelClient(endpoint)
        try:
            return await asyncio.gather(*(answer_of(client, request) for request in requests))
        finally:
            await client.aclose()

    return asyncio.run(ask())


def faults(schema: Any, arguments: str) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(json.loads(arguments))]
