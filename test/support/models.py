"""Clients of a scripted model."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

from ipa_agents.brains.qwen.scripted import Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.chat import CallPart, ChatRequest, Event, Message, Words
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.endpoint import Endpoint

__all__ = ['CERTIFICATE', 'TOOLS', 'ask', 'client', 'endpoint', 'events', 'question', 'said', 'self_signed', 'until']

CERTIFICATE = Path(__file__).parent / 'self_signed.pem'  # of 127.0.0.1, with its key, and trusted by nobody
TOOLS = ({'type': 'function', 'function': {'name': 'set_signals', 'parameters': {'type': 'object'}}},)


def endpoint(name: str = 'car', **settings: Any) -> Endpoint:
    """An endpoint that waits long enough for any machine, unless told otherwise."""
    patient = {'connect_s': 60.0, 'first_token_s': 60.0, 'between_tokens_s': 60.0, 'total_s': 60.0}
    return Endpoint(**{'name': name, 'url': f'http://{name}.test/v1', 'model': 'qwen', **patient, **settings})


def question(text: str = 'Warmer, please.', **settings: Any) -> ChatRequest:
    """A request with tools."""
    return ChatRequest((Message('system', 'You are a car.'), Message('user', text)), TOOLS, **settings)


@asynccontextmanager
async def client(model: ScriptedModel, **settings: Any) -> AsyncIterator[ModelClient]:
    """A client of `model` in process."""
    asking = ModelClient(endpoint(**settings), model.transport())
    try:
        yield asking
    finally:
        await asking.aclose()


async def events(stream: Any) -> list[Event]:
    """All events but the parts of calls."""
    async with aclosing(stream) as arriving:
        return [event async for event in arriving if not isinstance(event, CallPart)]


def ask(reply: Reply, request: ChatRequest | None = None, **settings: Any) -> list[Event]:
    """All events of one request to a model that gives this reply."""

    async def scene() -> list[Event]:
        async with client(ScriptedModel([reply]), **settings) as asking:
            return await events(asking.stream(request or question()))

    return asyncio.run(scene())


def said(arrived: Iterable[Event]) -> str:
    """All words."""
    return ''.join(event.text for event in arrived if isinstance(event, Words))


async def until(condition: Callable[[], object]) -> None:
    """Until it holds; a test that waits in vain ends by its own time limit."""
    while not condition():
        await asyncio.sleep(0.001)


def self_signed() -> ssl.SSLContext:
    """The TLS of a server with a certificate that no authority signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context
