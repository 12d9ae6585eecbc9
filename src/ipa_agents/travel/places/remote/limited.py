"""How much of an answer is read, and answers over HTTP that are read no further."""

from collections.abc import AsyncIterator

import httpx2

__all__ = ['LARGEST', 'limit']

LARGEST = 4_000_000
"""Bytes; two hundred places with all that is known of them have a tenth of that."""


async def limit(response: httpx2.Response) -> None:
    """A hook: reading more of this answer fails."""
    assert isinstance(response.stream, httpx2.AsyncByteStream)
    response.stream = _Limited(response.stream)


class _Limited(httpx2.AsyncByteStream):
    def __init__(self, whole: httpx2.AsyncByteStream) -> None:
        self._whole = whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = LARGEST
        async for piece in self._whole:
            left -= len(piece)
            if left < 0:
                raise httpx2.RemoteProtocolError(f'the answer has more than {LARGEST} bytes')
            yield piece

    async def aclose(self) -> None:
        await self._whole.aclose()
