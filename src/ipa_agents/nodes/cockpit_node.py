"""The cockpit page as a node."""

import asyncio
import socket
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path

from ipa_agents.cabin.inbox import Inbox
from ipa_agents.cabin.scene import Scene
from ipa_agents.cabin.transcript import Transcript
from ipa_agents.cockpit.address import TOKEN_VARIABLE, Address, bind, token_or_default
from ipa_agents.cockpit.map_pictures import MapPictures
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.server import PageServer
from ipa_agents.cockpit.viewer import Viewer
from ipa_agents.cockpit.views import Views
from ipa_agents.cockpit.wording import load_words
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import SetupError
from ipa_agents.language import LANGUAGES
from ipa_agents.media.library import load_library
from ipa_agents.nodes.cabin_node import CabinNode
from ipa_agents.nodes.composition import CAR
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.memory import Memory
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import LoopThread, run
from ipa_agents.nodes.touching import Hands
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue

__all__ = ['CockpitNode', 'main']

_RETRY = 2.0  # s


class CockpitNode(CabinNode):
    """Serves the page in a thread of its own; a port that is taken is tried again, and said on /diagnostics.

    `is_listening` is true once a browser can come.
    """

    def __init__(self, parameters: Mapping[str, object] | None = None) -> None:
        self._server: PageServer | None = None
        self._page = LoopThread('cockpit page')
        inbox = Inbox()
        super().__init__(inbox.put, 'cockpit', parameters)
        self._address = self._declare_address()
        self._health = Health(self)
        Memory(self, self._health).begin_afresh('what was said before is no longer shown')
        self.is_listening = False
        self._server = server = PageServer(inbox, self._cockpit())
        self._page.start()
        self._page.submit(server.follow()).add_done_callback(self._lament)
        self._page.submit(self._serve(server, self._listen())).add_done_callback(self._lament)

    def destroy_node(self) -> None:
        """End the page, then the node."""
        if self._server:  # a wrong parameter ends the node before there is one
            self._page.submit(self._server.close()).result()
        self._page.stop()
        super().destroy_node()

    def _cockpit(self) -> Cockpit:
        persona = load_persona(declare(self, 'persona', 'juno', 'who speaks, of config/personas', read_only=True))
        language = declare(self, 'language', '', 'of the page: en or zh; empty: that of the persona', read_only=True)
        if language not in ('', *LANGUAGES):
            raise SetupError(f'the language of the page is one of {", ".join(LANGUAGES)}, not {language!r}')
        folder = declare(self, 'map_folder', '', 'of `ipa town`; empty: its default', read_only=True)
        stations = declare(self, 'stations', '', "file of radio stations, as media's", read_only=True)
        library = load_library(stations=Path(stations).expanduser() if stations else None)
        catalogue = load_catalogue()
        viewer = Viewer(language or persona.languages[0])
        hands = Hands(self, self.now)
        return Cockpit(
            scene=Scene(Transcript(catalogue, persona), CAR),
            controls=hands,
            viewer=viewer,
            words=load_words()[viewer.language],
            catalogue=catalogue,
            map=MapPictures(Path(folder) if folder else data_folder() / 'town'),
            views=Views(hands.see),
            stations=tuple(library.stations.values()),
        )

    def _declare_address(self) -> Address:
        host = declare(
            self, 'host', '127.0.0.1', 'address to serve the page at; another than this needs a token', read_only=True
        )
        port = declare(self, 'port', 8080, 'port of the page', minimum=1, maximum=65535, read_only=True)
        token = declare(
            self,
            'token',
            '',
            f'what a browser must know, 12 characters or more; empty: ${TOKEN_VARIABLE}',
            read_only=True,
        )
        return Address(host, port, token_or_default(token))

    def _listen(self) -> socket.socket | None:
        try:
            listening = bind(self._address)
        except SetupError as error:
            self._health.lasting('page', str(error))
            return None
        self._health.lasting('page', '')
        self.is_listening = True
        return listening

    async def _serve(self, server: PageServer, listening: socket.socket | None) -> None:
        while listening is None:
            await asyncio.sleep(_RETRY)
            listening = self._listen()
        with listening:
            await server.serve(listening, self._address)

    def _lament(self, work: Future[None]) -> None:
        """A page that ended before the node did must not look well."""
        if not work.cancelled():
            error = work.exception()
            self._health.lasting(
                'page ended', f'{type(error).__name__}: {error}' if error else 'its server has stopped'
            )


def main() -> int:
    """Run the node as a process."""
    return run(CockpitNode)


if __name__ == '__main__':
    raise SystemExit(main())
