"""A store of places on another machine, as the navigation node asks it: what it cannot answer is said."""

import math
import time
from collections.abc import Callable

from ipa_agents.errors import MapMissing, RejectedCommand, StoreUnreachable
from ipa_agents.nodes.health import Task
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.interface import Places, PlacesInfo
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery

__all__ = ['WatchedPlaces']

_REST = 3.0
"""s for which a store that did not answer is not asked again, so that who asks many times is not held up each time."""
_AWAY = ('The places cannot be looked up just now.', '现在查不到地点信息。')


class WatchedPlaces:
    """Places whose store may go away and come back. Implements Places, with RejectedCommand while it is away."""

    def __init__(self, places: Places, task: Task, clock: Callable[[], float] = time.monotonic) -> None:
        self._places = places
        self._task = task
        self._clock = clock
        self._rests_until = -math.inf

    @property
    def info(self) -> PlacesInfo:
        """What the store is and can."""
        return self._asked(lambda: self._places.info)

    def search(self, query: PlaceQuery) -> Results:
        """The best places first."""
        return self._asked(lambda: self._places.search(query))

    def place(self, place_id: str) -> Place:
        """The place with this id."""
        return self._asked(lambda: self._places.place(place_id))

    def _asked[T](self, ask: Callable[[], T]) -> T:
        if self._clock() < self._rests_until:
            raise RejectedCommand(*_AWAY)
        try:
            answer = ask()
        except (StoreUnreachable, MapMissing) as error:
            self._task.lasting('unreachable', str(error))
            self._rests_until = self._clock() + _REST
            raise RejectedCommand(*_AWAY) from error
        self._task.lasting('unreachable', '')
        return answer
