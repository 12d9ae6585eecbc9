"""What comes more often than anybody needs it."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ['Pace']


class Pace:
    """Gives what is put to `take`: at once after a pause, else with all that came in between, `rate` times a second.

    Of each key the newest value is kept. All of it in the loop that runs.
    """

    def __init__(self, rate: float, take: Callable[[Mapping[str, Any]], None]) -> None:
        self._period = 1 / rate
        self._take = take
        self._waiting: dict[str, Any] = {}
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def put(self, values: Mapping[str, Any]) -> None:
        """Have these taken."""
        self._waiting.update(values)
        loop = asyncio.get_running_loop()
        if loop.time() >= self._due:
            self._give()
        elif self._timer is None:
            self._timer = loop.call_at(self._due, self._give)

    def end(self) -> None:
        """Take no more; what waits is dropped."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give(self) -> None:
        self.end()
        self._due = asyncio.get_running_loop().time() + self._period
        waiting, self._waiting = self._waiting, {}
        self._take(waiting)
