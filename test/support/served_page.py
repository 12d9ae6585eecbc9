"""The page of a car that a test plays: events go in by hand, and what people do on it is kept."""

import asyncio
import threading
from collections.abc import Coroutine, Mapping
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import Any

from ipa_agents.cabin.events import Event
from ipa_agents.cabin.inbox import Inbox
from ipa_agents.cabin.scene import Question, Scene
from ipa_agents.cabin.transcript import Transcript
from ipa_agents.cockpit.address import Address, bind
from ipa_agents.cockpit.map_pictures import MapPictures
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.server import PageServer
from ipa_agents.cockpit.viewer import Viewer
from ipa_agents.cockpit.views import Views
from ipa_agents.cockpit.wording import load_words
from ipa_agents.language import Words
from ipa_agents.media.library import Station
from ipa_agents.persona.persona import load_persona
from ipa_agents.travel.places.view import View
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.seats import Seat

__all__ = ['Done', 'ServedPage']

_NOWHERE = Path(__file__).parent / 'no map'
_STATIONS = (
    Station('far', Words('Far and Wide', '远方电台'), 0.0, 'pop', 'http://127.0.0.1:9/far'),
    Station('near', Words('Near FM', '近处电台'), 98.1, 'jazz'),
)
_pictures = cache(MapPictures)
"""Each picture of a map is drawn once for all tests."""


class Done:
    """What people did on the page, in order."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Seat]] = []
        self.touched: list[tuple[str, Mapping[str, Any], Seat]] = []
        self.answered: list[tuple[str, bool, Seat]] = []
        self.seen: list[View | None] = []

    def say(self, text: str, by: Viewer) -> None:
        self.said.append((text, by.seat))

    def touch(self, tool: str, arguments: Mapping[str, Any], by: Viewer) -> None:
        self.touched.append((tool, arguments, by.seat))

    def answer(self, question: Question, is_yes: bool, by: Viewer) -> None:
        self.answered.append((question.challenge_id, is_yes, by.seat))

    def see(self, view: View | None) -> None:
        self.seen.append(view)


class ServedPage:
    """Serves at a free port of this machine, in a thread, until it is closed."""

    def __init__(self, token: str = '', parts: tuple[str, ...] = (), map_folder: Path = _NOWHERE) -> None:
        self.done = Done()
        self._inbox = Inbox()
        self._listening = bind(Address(port=0))
        self.address = Address(port=self._listening.getsockname()[1], token=token)
        catalogue = load_catalogue()
        self.scene = Scene(Transcript(catalogue, load_persona('juno')), parts)
        cockpit = Cockpit(
            self.scene,
            self.done,
            Viewer(),
            load_words()['en'],
            catalogue,
            _pictures(map_folder),
            Views(self.done.see),
            _STATIONS,
        )
        self._server = PageServer(self._inbox, cockpit)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name='served page')
        self._thread.start()
        self._begin(self._server.follow())
        self._begin(self._server.serve(self._listening, self.address))

    @property
    def url(self) -> str:
        return self.address.url

    def show(self, *events: Event) -> None:
        """The car does, or somebody says, something."""
        for event in events:
            self._inbox.put(event)

    def close(self) -> None:
        self._begin(self._server.close()).result()
        self._begin(_cancel_all()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._listening.close()

    def _begin(self, work: Coroutine[Any, Any, None]) -> Future[None]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)


async def _cancel_all() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
