"""What comes more often than anybody needs it, from a thread in which a world is heard."""

from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any

__all__ = ['Pace']


class Pace:
    """Gives what is put to `take`: at once after a pause, else at the next `tick`, with all that came in between.

    Of each key the newest value is kept, the newest last. What is given at once is given in the thread that put it.
    """

    def __init__(self, take: Callable[[Mapping[Any, Any]], None]) -> None:
        self._take = take
        self._waiting: dict[Hashable, Any] = {}
        self._rests = False
        self._lock = Lock()

    def put(self, values: Mapping[Any, Any]) -> None:
        """Have these taken; from any thread."""
        with self._lock:
            for key, value in values.items():
                self._waiting.pop(key, None)
                self._waiting[key] = value
            rested, self._rests = self._rests, True
        if not rested:
            self._give()

    def tick(self) -> None:
        """So much time has passed that more may be taken."""
        with self._lock:
            self._rests = bool(self._waiting)
        if self._rests:
            self._give()

    def drop(self) -> None:
        """What waits is taken no more; from any thread."""
        with self._lock:
            self._waiting = {}

    def _give(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        if waiting:
            self._take(waiting)
