"""The scripted model on a socket of this machine, for other processes."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress

import h11

from ipa_agents.brains.qwen.scripted.response import Cut, Responder, Response

__all__ = ['serving']


@asynccontextmanager
async def serving(responder: Responder, port: int, tls: ssl.SSLContext | None) -> AsyncIterator[str]:
    """Serve `responder` on 127.0.0.1 during the block; gives the URL up to /v1."""
    connections: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        try:
            with suppress(OSError, h11.RemoteProtocolError, Cut, asyncio.CancelledError):
                await _Connection(responder, reader, writer).serve()
        finally:
            connections.discard(task)
            writer.transport.abort()

    server = await asyncio.start_server(connected, '127.0.0.1', port, ssl=tls)
    try:
        yield f'{"https" if tls else "http"}://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1'
    finally:
        server.close()
        for task in connections:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


class _Connection:
    """One client, request after request."""

    def __init__(self, responder: Responder, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._responder = responder
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.SERVER)

    async def serve(self) -> None:
        while isinstance(request := await self._next(), h11.Request):
            if not self._responder.is_up:
                return
            content = b''
            while isinstance(part := await self._next(), h11.Data):
                content += part.data
            await self._answer_while_heard(request, content)
            if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
                return
            self._http.start_next_cycle()

    async def _next(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._reader.read(65536))
        return event

    async def _answer_while_heard(self, request: h11.Request, content: bytes) -> None:
        """Answer, or stop at once where the client goes away."""
        answering = asyncio.ensure_future(self._answer(request, content))
        listening = asyncio.ensure_future(self._until_gone())
        try:
            await asyncio.wait((answering, listening), return_when=asyncio.FIRST_COMPLETED)
        finally:
            answering.cancel()
            listening.cancel()
            await asyncio.wait((answering, listening))
        answering.result()

    async def _until_gone(self) -> None:
        while data := await self._reader.read(65536):
            self._http.receive_data(data)

    async def _answer(self, request: h11.Request, content: bytes) -> None:
        headers = {name.decode('latin-1'): value.decode('latin-1') for name, value in request.headers}
        method, path = request.method.decode(), request.target.decode().partition('?')[0]
        response = await self._responder.respond(method, path, headers, content)
        self._send(h11.Response(status_code=response.status, headers=_headers(response)))
        if isinstance(response.content, bytes):
            self._send(h11.Data(data=response.content))
        else:
            async with aclosing(response.content):
                async for piece in response.content:
                    self._send(h11.Data(data=piece))
                    await self._writer.drain()
        self._send(h11.EndOfMessage())
        await self._writer.drain()

    def _send(self, event: h11.Event) -> None:
        self._writer.write(self._http.send(event) or b'')


def _headers(response: Response) -> list[tuple[str, str]]:
    headers = [*response.headers.items(), ('content-type', response.content_type)]
    if isinstance(response.content, bytes):
        headers.append(('content-length', str(len(response.content))))
    return headers
