"""Follows what happens in the cabin, and serves the page once somebody comes."""

import asyncio
import socket
import time
from typing import TYPE_CHECKING

from ipa_agents.cabin.inbox import Inbox
from ipa_agents.cabin.scene import Scene
from ipa_agents.cockpit.address import Address, bind
from ipa_agents.cockpit.controls import Controls
from ipa_agents.cockpit.map_pictures import MapPictures
from ipa_agents.language import Language
from ipa_agents.vehicle.catalogue import Catalogue

if TYPE_CHECKING:
    from ipa_agents.cockpit.web import Web

__all__ = ['PageServer']

_PERIOD = 0.05  # s between looks at what has happened


class PageServer:
    """Its coroutines run in one asyncio loop, which need not be that of the main thread.

    NiceGUI is imported when the first browser connects: a page that nobody looks at costs nothing.
    """

    def __init__(
        self,
        inbox: Inbox,
        scene: Scene,
        controls: Controls,
        catalogue: Catalogue,
        pictures: MapPictures,
        language: Language,
    ) -> None:
        self._inbox = inbox
        self._scene = scene
        self._controls = controls
        self._catalogue = catalogue
        self._pictures = pictures
        self._language = language
        self._web: Web | None = None
        self._ends = asyncio.Event()

    async def follow(self) -> None:
        """Keep the scene, and all open pages, as the car is; never ends by itself."""
        while True:
            changes = self._scene.hear(self._inbox.take(), time.monotonic())
            if self._web:
                self._web.pages.refresh(changes)
            await asyncio.sleep(_PERIOD)

    async def serve(self, address: Address) -> None:
        """Serve at `address` until `stop`; raises SetupError when that address cannot be used."""
        with bind(address) as listening:
            if await self._is_visited(listening):
                await self._serve(listening, address)

    def stop(self) -> None:
        """End `serve` soon; in its loop."""
        self._ends.set()

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

        return Web(address, self._scene, self._controls, self._catalogue, self._pictures, self._language)


async def _first(*events: asyncio.Event) -> None:
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
