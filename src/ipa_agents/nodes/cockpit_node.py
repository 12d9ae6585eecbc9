"""The cockpit page as a node."""

import asyncio
import os
from pathlib import Path

from ipa_agents.cabin.events import Condition, Event
from ipa_agents.cabin.inbox import Inbox
from ipa_agents.cabin.scene import Scene
from ipa_agents.cabin.transcript import Transcript
from ipa_agents.cockpit.address import Address
from ipa_agents.cockpit.map_pictures import MapPictures
from ipa_agents.cockpit.server import PageServer
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import SetupError
from ipa_agents.nodes.cabin_node import CabinNode
from ipa_agents.nodes.composition import CAR
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import LoopThread, run
from ipa_agents.nodes.touching import Hands
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue

__all__ = ['CockpitNode', 'main']

_RETRY = 2.0  # s
_TOKEN = 'IPA_COCKPIT_TOKEN'


class CockpitNode(CabinNode):
    """Serves the page in a thread of its own; a port that is taken is tried again, and said on /diagnostics."""

    def __init__(self) -> None:
        self._inbox = Inbox()
        super().__init__(self._take, 'cockpit')
        persona = load_persona(declare(self, 'persona', 'juno', 'who speaks, of config/personas', read_only=True))
        language = declare(self, 'language', '', 'of the page: en or zh; empty: that of the persona', read_only=True)
        folder = declare(self, 'map_folder', '', 'of `ipa town`; empty: its default', read_only=True)
        self.address = self._declare_address()
        self._health = Health(self)
        catalogue = load_catalogue()
        scene = Scene(Transcript(catalogue, persona), CAR)
        hands = Hands(self)
        pictures = MapPictures(Path(folder) if folder else data_folder() / 'town')
        self._server = PageServer(self._inbox, scene, hands, catalogue, pictures, language or persona.languages[0])
        self._page = LoopThread('cockpit page')
        self._page.start()
        self._page.submit(self._server.follow())
        self._serving = self._page.submit(self._serve())

    def destroy_node(self) -> None:
        """End the page, then the node."""
        self._page.call(self._server.stop)
        self._serving.result()
        self._page.stop()
        super().destroy_node()

    def _declare_address(self) -> Address:
        host = declare(
            self, 'host', '127.0.0.1', 'address to serve the page at; another than this needs a token', read_only=True
        )
        port = declare(self, 'port', 8080, 'port of the page', minimum=1, maximum=65535, read_only=True)
        token = declare(
            self, 'token', '', f'what a browser must know, 12 characters or more; empty: ${_TOKEN}', read_only=True
        )
        return Address(host, port, token or os.environ.get(_TOKEN, ''))

    def _take(self, event: Event) -> None:
        """Parts of other cars report on the same topic."""
        if isinstance(event, Condition):
            space = event.name.partition(':')[0].rpartition('/')[0]
            if space.strip('/') != self.get_namespace().strip('/'):
                return
        self._inbox.put(event)

    async def _serve(self) -> None:
        while True:
            try:
                await self._server.serve(self.address)
                return
            except SetupError as error:
                self._health.lasting('page', str(error))
                await asyncio.sleep(_RETRY)


def main() -> int:
    """Run the node as a process."""
    return run(CockpitNode)


if __name__ == '__main__':
    raise SystemExit(main())
