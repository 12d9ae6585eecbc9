"""A conversation with an MCP server that is a command, whose answers are read no further than is sensible."""

import os
import signal
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import anyio
from anyio.abc import Process
from anyio.streams.buffered import BufferedByteReceiveStream
from mcp import types
from mcp.shared.message import SessionMessage

from ipa_agents.errors import StoreUnreachable
from ipa_agents.travel.places.remote import limited

__all__ = ['conversation']

_ENDING = 1.0
"""s that a command may take to end by itself when nobody asks it any more."""


@asynccontextmanager
async def conversation(words: Sequence[str]) -> AsyncGenerator[Any]:
    """Start a command; gives the streams of a transport of mcp, over which it is asked a line at a time.

    Raises OSError where there is no such command, and StoreUnreachable for a line that is too long.
    """
    process = await anyio.open_process(words, stderr=None, env=os.environ, start_new_session=True)
    heard, hearing = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    saying, said = anyio.create_memory_object_stream[SessionMessage](0)

    async def listen() -> None:
        assert process.stdout is not None
        lines = BufferedByteReceiveStream(process.stdout)
        async with heard:
            with suppress(anyio.EndOfStream, anyio.IncompleteRead, anyio.ClosedResourceError):
                while True:
                    await heard.send(_message(await _line(lines)))

    async def speak() -> None:
        assert process.stdin is not None
        # A command that has ended is noticed by who listens.
        with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError, OSError):
            async for message in said:
                text = message.message.model_dump_json(by_alias=True, exclude_unset=True)
                await process.stdin.send(f'{text}\n'.encode())

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(listen)
        tasks.start_soon(speak)
        try:
            yield hearing, saying
        finally:
            with anyio.CancelScope(shield=True):
                await _end(process)
            tasks.cancel_scope.cancel()


async def _line(lines: BufferedByteReceiveStream) -> bytes:
    try:
        return await lines.receive_until(b'\n', limited.LARGEST)
    except anyio.DelimiterNotFound:
        raise StoreUnreachable(f'the answer has more than {limited.LARGEST} bytes') from None


def _message(line: bytes) -> SessionMessage | Exception:
    try:
        return SessionMessage(types.jsonrpc_message_adapter.validate_json(line, by_name=False))
    except ValueError as error:
        return error


async def _end(process: Process) -> None:
    """Let a command end, and whatever it has started."""
    assert process.stdin is not None
    with suppress(anyio.BrokenResourceError, OSError):
        await process.stdin.aclose()
    with anyio.move_on_after(_ENDING):
        await process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.aclose()
