"""Stands between those who ask a model and its server, to be as bad as a network and a model can be: for drives."""

import asyncio
import json
import threading
from collections.abc import Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from ipa_agents.config_files import config_folder, load_yaml

__all__ = ['GoBetween', 'State']

State = Literal['up', 'down', 'slow', 'lying']

_CHUNK = 65536
_ASKING = b'POST '


class GoBetween:
    """Listens at `url` and passes on to the server at `upstream`, both up to /v1; `state` may change at any time.

    up: as if it were not there; down: every connection breaks off; slow: questions are held back; lying: every
    question is answered by the claim of deeds that were not done. What only looks at the server is always passed on
    unless it is down.
    """

    def __init__(self, upstream: str) -> None:
        document = load_yaml(config_folder() / 'go_between.yaml', 'go_between').data
        self._hold_s: float = document['hold_s']
        self._lie: str = document['lie']
        address = urlsplit(upstream)
        self._upstream = (address.hostname or '', address.port or 80)
        self._path = address.path
        self._state: State = 'up'
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name='go-between')
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """Where it listens, on this machine."""
        assert self._server, 'it does not listen yet'
        return f'http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}{self._path}'

    def become(self, state: State) -> None:
        """Be another way; whoever is connected has to connect again."""
        self._do(self._become(state))

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._listen())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._connected, '127.0.0.1', 0)

    async def _end(self) -> None:
        if self._server:
            self._server.close()
        await self._break_off()

    async def _become(self, state: State) -> None:
        self._state = state
        await self._break_off()

    async def _break_off(self) -> None:
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            if self._state != 'down':
                await self._between(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self._connections.discard(task)
            writer.transport.abort()

    async def _between(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self._upstream)
        answers = asyncio.create_task(_pass_on(far_reader, writer))
        try:
            while asked := await reader.read(_CHUNK):
                if asked.startswith(_ASKING) and self._state == 'lying':
                    await _lie(self._lie, asked, reader, writer)
                    return
                if asked.startswith(_ASKING) and self._state == 'slow':
                    await asyncio.sleep(self._hold_s)
                far_writer.write(asked)
                await far_writer.drain()
        finally:
            answers.cancel()
            far_writer.transport.abort()
            with suppress(asyncio.CancelledError, OSError):
                await answers


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()


async def _lie(lie: str, asked: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer as a server that streams, once the whole question has come."""
    head, _, body = asked.partition(b'\r\n\r\n')
    length = next(
        (int(line.partition(b':')[2]) for line in head.split(b'\r\n') if line.lower().startswith(b'content-length:')), 0
    )
    while len(body) < length and (more := await reader.read(_CHUNK)):
        body += more
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n')
    for delta, reason in (({'role': 'assistant', 'content': lie}, None), ({}, 'stop')):
        choice = {'index': 0, 'delta': delta, 'finish_reason': reason}
        chunk = {'id': 'lie', 'object': 'chat.completion.chunk', 'choices': [choice]}
        writer.write(f'data: {json.dumps(chunk)}\n\n'.encode())
    writer.write(b'data: [DONE]\n\n')
    await writer.drain()
    writer.close()
    await writer.wait_closed()
