"""Follows what happens in the cabin, and serves the page once somebody comes."""

import asyncio
import socket
import time
from typing import TYPE_CHECKING

from ipa_agents.cabin.inbox import Inbox
from ipa_agents.cockpit.address import Address
from ipa_agents.cockpit.panel import Cockpit

if TYPE_CHECKING:
    from ipa_agents.cockpit.web import Web

__all__ = ['PageServer']

_PERIOD = 0.05  # s between looks at what has happened


class PageServer:
    """Its coroutines run in one asyncio loop, which need not be that of the main thread.

    NiceGUI is imported when the first browser connects: a page that nobody looks at costs nothing.
    """

    def __init__(self, inbox: Inbox, cockpit: Cockpit) -> None:
        self._inbox = inbox
        self._cockpit = cockpit
        self._web: Web | None = None
        self._ends = asyncio.Event()
        self._over = asyncio.Event()
        self._over.set()

    async def follow(self) -> None:
        """Keep the scene, and all open pages, as the car is; never ends by itself."""
        while True:
            changes = self._cockpit.scene.hear(self._inbox.take(), time.monotonic())
            if self._web:
                self._web.pages.refresh(changes)
            await asyncio.sleep(_PERIOD)

    async def serve(self, listening: socket.socket, address: Address) -> None:
        """Serve at `address`, where `listening` listens, until `close`."""
        self._over.clear()
        try:
            if await self._is_visited(listening):
                await self._serve(listening, address)
        finally:
            self._over.set()

    async def close(self) -> None:
        """End what is served; returns when all browsers have been let go."""
        self._ends.set()
        await self._over.wait()

    async def _is_visited(self, listening: socket.socket) -> bool:
        """Wait for the first browser; False when the end comes first."""
        loop = asyncio.get_running_loop()
        came = asyncio.Event()
        loop.add_reader(listening, came.set)
        try:
            await _first(came, self._ends)
        finally:
            loop.remove_reader(listening)
        return not self._ends.is_set()

    async def _serve(self, listening: socket.socket, address: Address) -> None:
        web = await asyncio.get_running_loop().run_in_executor(None, self._make_web, address)
        self._web = web
        serving = asyncio.ensure_future(web.server.serve(sockets=[listening]))
        serving.add_done_callback(lambda _: self._ends.set())
        await self._ends.wait()
        self._web = None
        web.server.should_exit = True
        await serving

    def _make_web(self, address: Address) -> 'Web':
        from ipa_agents.cockpit.web import Web

        return Web(address, self._cockpit)


async def _first(*events: asyncio.Event) -> None:
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
