"""The scripted model itself: requests in, vLLM's answers out, whatever carries them."""

import asyncio
import json
import ssl
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, contextmanager
from uuid import uuid4

import httpx

from ipa_agents.brains.qwen.scripted import wire
from ipa_agents.brains.qwen.scripted.prompt_cache import PromptCache
from ipa_agents.brains.qwen.scripted.reply import Asked, Reply
from ipa_agents.brains.qwen.scripted.response import Response
from ipa_agents.brains.qwen.scripted.server import serving
from ipa_agents.brains.qwen.scripted.tokens import tokens
from ipa_agents.brains.qwen.scripted.transport import ScriptedTransport
from ipa_agents.brains.qwen.scripted.writing import stream, whole

__all__ = ['ScriptedModel']


class ScriptedModel:
    """A server double. `script` gives the reply to each request, or lists the replies in their order.

    `asked` holds all requests; `running`, `finished` and `aborted` (the client went away) count answers. While `is_up`
    is false nobody answers; `health` is the HTTP status of GET /health.
    """

    def __init__(self, script: Callable[[Asked], Reply] | Iterable[Reply], model: str = 'qwen') -> None:
        self.model = model
        self.asked: list[Asked] = []
        self.running = self.finished = self.aborted = 0
        self.is_up = True
        self.health = 200
        self._script = script if callable(script) else _in_order(script)
        self._cache = PromptCache()

    def transport(self) -> httpx.AsyncBaseTransport:
        """A transport for httpx that asks this model, in process."""
        return ScriptedTransport(self)

    def serving(self, port: int = 0, tls: ssl.SSLContext | None = None) -> AbstractAsyncContextManager[str]:
        """Serve on 127.0.0.1 during the block; gives the URL up to /v1. Port 0: any that is free."""
        return serving(self, port, tls)

    async def respond(self, method: str, path: str, headers: Mapping[str, str], content: bytes) -> Response:
        """Answer one request. Cancelled while it waits, or its stream closed before the end: the client went away."""
        request_id = headers.get('x-request-id') or uuid4().hex
        match method, path:
            case 'GET', '/health':
                response = Response(self.health)
            case 'GET', '/v1/models':
                response = Response(200, wire.models(self.model))
            case 'GET', '/metrics':
                response = Response(200, self._metrics(), 'text/plain; version=1.0.0; charset=utf-8')
            case 'POST', '/v1/chat/completions':
                response = await self._chat(headers, content, request_id)
            case _:
                response = Response(404, b'{"detail":"Not Found"}')
        return Response(response.status, response.content, response.content_type, {'x-request-id': request_id})

    async def _chat(self, headers: Mapping[str, str], content: bytes, request_id: str) -> Response:
        try:
            body = json.loads(content)
        except ValueError:
            return _refused(400, 'JSON decode error', 'Bad Request')
        if not isinstance(body, dict) or not body.get('messages'):
            return _refused(400, "Field required: 'messages'", 'Bad Request')
        if (name := body.get('model', self.model)) != self.model:
            return _refused(404, f'The model `{name}` does not exist. Valid aliases: {self.model}.', 'NotFoundError')
        asked = Asked(body, headers)
        self.asked.append(asked)
        reply = self._script(asked)
        if reply.status != 200:
            return _refused(reply.status, reply.words, 'ScriptedError')
        written = list(tokens(reply, asked, f'chatcmpl-tool-{uuid4().hex[:15]}'))
        answer = wire.Answer(request_id, self.model, *self._cache.look_up(asked.prompt))
        if body.get('stream'):
            events = self._counted_stream(stream(reply, written, asked, answer))
            return Response(200, events, 'text/event-stream; charset=utf-8')
        if reply.fault is not None and reply.fault.kind == 'error':
            return _refused(500, 'the engine is dead', 'InternalServerError')
        with self._counted():
            return Response(200, await whole(reply, written, asked, answer))

    async def _counted_stream(self, events: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
        with self._counted():
            async with aclosing(events):
                async for piece in events:
                    yield piece

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self.running += 1
        try:
            yield
            self.finished += 1
        except (asyncio.CancelledError, GeneratorExit):
            self.aborted += 1
            raise
        finally:
            self.running -= 1

    def _metrics(self) -> bytes:
        values = {
            'num_requests_running': self.running,
            'num_requests_waiting': 0,
            'prefix_cache_queries_total': self._cache.queries,
            'prefix_cache_hits_total': self._cache.hits,
        }
        return wire.metrics(self.model, values)


def _in_order(replies: Iterable[Reply]) -> Callable[[Asked], Reply]:
    left = iter(replies)
    return lambda _: next(left, Reply(status=500, words='the script has no more replies'))


def _refused(status: int, reason: str, kind: str) -> Response:
    return Response(status, json.dumps(wire.error(status, reason, kind)).encode())
