"""The scripted model behind an httpx client, without a socket but truly streaming."""

from collections.abc import AsyncGenerator, AsyncIterator

import httpx

from ipa_agents.brains.qwen.scripted.response import Cut, Responder

__all__ = ['ScriptedTransport']


class ScriptedTransport(httpx.AsyncBaseTransport):
    """Asks `responder`, whatever the address."""

    def __init__(self, responder: Responder) -> None:
        self._responder = responder

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request, or the error that httpx has for a server that is not there."""
        if not self._responder.is_up:
            raise httpx.ConnectError('All connection attempts failed', request=request)
        headers = {name.lower(): value for name, value in request.headers.items()}
        try:
            response = await self._responder.respond(request.method, request.url.path, headers, await request.aread())
        except Cut as error:
            raise _broken(request) from error
        answered = {**response.headers, 'content-type': response.content_type}
        if isinstance(response.content, bytes):
            return httpx.Response(response.status, headers=answered, content=response.content)
        return httpx.Response(response.status, headers=answered, stream=_Stream(response.content, request))


class _Stream(httpx.AsyncByteStream):
    def __init__(self, pieces: AsyncGenerator[bytes, None], request: httpx.Request) -> None:
        self._pieces = pieces
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._pieces:
                yield piece
        except Cut as error:
            raise _broken(self._request) from error

    async def aclose(self) -> None:
        await self._pieces.aclose()


def _broken(request: httpx.Request) -> httpx.RemoteProtocolError:
    return httpx.RemoteProtocolError('peer closed connection without sending complete message body', request=request)
