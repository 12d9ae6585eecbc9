"""What a databroker is yet to be told."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipa_agents.bridges.kuksa.library import types

__all__ = ['Outbox']


class Outbox:
    """Of each signal, by its number, the newest value: it cannot grow, however slow the broker is. In one loop.

    `replaced` counts the values that gave way to newer ones.
    """

    def __init__(self) -> None:
        self.replaced = 0
        self._waiting: dict[int, types.Value] = {}
        self._since = 0.0
        self._there = asyncio.Event()

    @property
    def age(self) -> float:
        """How long something has waited, in s."""
        return asyncio.get_running_loop().time() - self._since if self._waiting else 0.0

    def put(self, values: 'Mapping[int, types.Value]') -> None:
        """Have these told."""
        if not self._waiting:
            self._since = asyncio.get_running_loop().time()
        self.replaced += len(values.keys() & self._waiting.keys())
        self._waiting.update(values)
        self._there.set()

    async def take(self) -> 'Mapping[int, types.Value]':
        """All that waits; waits for it where there is nothing."""
        await self._there.wait()
        self._there.clear()
        waiting, self._waiting = self._waiting, {}
        return waiting
