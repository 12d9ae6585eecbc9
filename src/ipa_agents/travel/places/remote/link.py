"""A conversation with an MCP server, over streamable HTTP or with a command, that begins again after it has ended."""

import asyncio
import os
import shlex
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from ipa_agents.errors import SetupError, StoreUnreachable
from ipa_agents.travel.places.remote.names import NamesLoop

if TYPE_CHECKING:
    from mcp import Client

__all__ = ['HTTP', 'STDIO', 'TOKEN_VARIABLE', 'Link', 'library']

HTTP, STDIO = 'mcp+http', 'mcp+stdio:'
TOKEN_VARIABLE = 'IPA_PLACES_TOKEN'
_ASKING = 4.0
"""s that a question may take, with the beginning of a conversation over HTTP."""
_STARTING = 16.0
"""s that a command may take more, before it is there; it begins before it is asked."""
_ENDING = 2.0

_Questions = asyncio.Queue[tuple[str, Mapping[str, Any], 'asyncio.Future[Any]']]


def library() -> Any:
    """The library mcp, loaded when it is needed; raises SetupError where it is not installed."""
    try:
        import mcp
        from mcp import Client as Client  # since version 2
    except ImportError as error:
        raise SetupError(f"a provider of places needs mcp ({error}); install it: pip install 'mcp>=2'") from error
    return mcp


class Link:
    """Asks the tools of the server at an address, `mcp+http://...` or `mcp+stdio:COMMAND`; from any thread."""

    def __init__(self, address: str) -> None:
        """Raises SetupError for an address that is none, or without the library."""
        library()
        self._is_command = address.startswith(STDIO)
        if not (self._is_command and address.removeprefix(STDIO).strip()) and not address.startswith(
            (f'{HTTP}://', f'{HTTP}s://')
        ):
            raise SetupError(f'{address}: neither {HTTP}://HOST:PORT/PATH nor {STDIO}COMMAND')
        self._address = address
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._talk: asyncio.Task[None] | None = None
        self._questions: _Questions
        self._has_answered = False
        if self._is_command:
            asyncio.run_coroutine_threadsafe(self._begin(), self._running())

    def ask(self, tool: str, arguments: Mapping[str, Any]) -> Any:
        """What the tool gives, a CallToolResult; raises StoreUnreachable."""
        with self._lock:
            return asyncio.run_coroutine_threadsafe(self._ask(tool, arguments), self._running()).result()

    def close(self) -> None:
        """End the conversation."""
        with self._lock:
            if self._loop is not None:
                asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._loop = None

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = NamesLoop()
            threading.Thread(target=self._loop.run_forever, name='places over MCP', daemon=True).start()
        return self._loop

    async def _begin(self) -> None:
        self._questions = asyncio.Queue()
        self._has_answered = False
        self._talk = asyncio.create_task(_converse(self._address, self._questions))

    async def _ask(self, tool: str, arguments: Mapping[str, Any]) -> Any:
        is_old = self._has_answered
        try:
            return await self._asked(tool, arguments)
        except _Ended:
            if not is_old:
                raise
            # The server may have been started anew since the last question: a new conversation tells.
            return await self._asked(tool, arguments)

    async def _asked(self, tool: str, arguments: Mapping[str, Any]) -> Any:
        if self._talk is None or self._talk.done():
            await self._begin()
        assert self._talk is not None
        seconds = _ASKING + (_STARTING if self._is_command and not self._has_answered else 0.0)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._questions.put_nowait((tool, arguments, answer))
        await asyncio.wait((answer, self._talk), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            self._has_answered = True
            return answer.result()
        if self._talk.done():
            raise _Ended(f'the provider of places does not answer: {_reason(self._talk)}')
        await self._end()
        raise StoreUnreachable(f'the provider of places took more than {seconds:g} s')

    async def _end(self) -> None:
        if self._talk is not None:
            self._talk.cancel()
            await asyncio.wait((self._talk,), timeout=_ENDING)
            self._talk = None


class _Ended(StoreUnreachable):
    """The conversation had ended."""


async def _converse(address: str, questions: _Questions) -> None:
    async with _client(address) as client:
        while True:
            tool, arguments, answer = await questions.get()
            result = await client.call_tool(tool, dict(arguments))
            if not answer.done():
                answer.set_result(result)


@asynccontextmanager
async def _client(address: str) -> AsyncIterator['Client']:
    mcp = library()
    if address.startswith(STDIO):
        from ipa_agents.travel.places.remote.command import conversation

        async with mcp.Client(conversation(shlex.split(address.removeprefix(STDIO)))) as client:
            yield client
        return
    from mcp.client.streamable_http import streamable_http_client
    from mcp.shared._httpx_utils import create_mcp_http_client

    from ipa_agents.travel.places.remote.limited import limit

    token = os.environ.get(TOKEN_VARIABLE)
    async with create_mcp_http_client({'Authorization': f'Bearer {token}'} if token else None) as http:
        http.event_hooks = {'request': [], 'response': [limit]}
        url = address.removeprefix('mcp+')
        async with mcp.Client(streamable_http_client(url, http_client=http)) as client:
            yield client


def _reason(talk: 'asyncio.Task[None]') -> str:
    """What ended a conversation: the first of the errors of its parts."""
    error = None if talk.cancelled() else talk.exception()
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f'{type(error).__name__} {error}'.strip()[:200] if error else 'the conversation was ended'
