"""What a databroker is yet to be told."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipa_agents.bridges.kuksa.library import types

__all__ = ['Outbox']


class Outbox:
    """Of each signal, by its number, the newest value: it cannot grow, however slow the broker is. In one loop.

    What comes after a pause can be taken at once, else what waits `rate` times a second.
    """

    def __init__(self, rate: float) -> None:
        self._period = 1 / rate
        self._waiting: dict[int, types.Value] = {}
        self._since = self._due = 0.0
        self._there = asyncio.Event()

    @property
    def age(self) -> float:
        """How long something has waited, in s."""
        return asyncio.get_running_loop().time() - self._since if self._waiting else 0.0

    def put(self, values: 'Mapping[int, types.Value]') -> int:
        """Have these told; how many others give way to them."""
        if not self._waiting:
            self._since = asyncio.get_running_loop().time()
        replaced = len(values.keys() & self._waiting.keys())
        self._waiting.update(values)
        self._there.set()
        return replaced

    async def take(self) -> 'Mapping[int, types.Value]':
        """All that waits; waits for it where there is nothing."""
        await self._there.wait()
        loop = asyncio.get_running_loop()
        await asyncio.sleep(self._due - loop.time())
        self._due = loop.time() + self._period
        self._there.clear()
        waiting, self._waiting = self._waiting, {}
        return waiting
