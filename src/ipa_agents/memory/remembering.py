"""A memory that nobody has to wait for: read and written beside the loop, its newest view always at hand."""

import asyncio
from collections.abc import Callable

from ipa_agents.errors import MemoryFault
from ipa_agents.memory.store import Memory, View

__all__ = ['Remembering']


class Remembering:
    """`view` is what was kept when it was looked at last; `fault` says why it could not be looked at since."""

    def __init__(self, memory: Memory) -> None:
        self.view = View()
        self.fault = ''
        self._memory = memory
        self._turn = asyncio.Lock()

    async def refresh(self) -> None:
        """Look again, so that what others have changed is seen; a fault is kept in `fault`."""
        if self._turn.locked():
            return
        try:
            await self.change(lambda memory: None)
        except MemoryFault:
            return

    async def change(self, work: Callable[[Memory], object]) -> None:
        """Do `work`, and look at what came of it; raises MemoryFault."""
        async with self._turn:
            try:
                self.view = await asyncio.to_thread(self._worked, work)
            except MemoryFault as error:
                self.fault = str(error)
                raise
            self.fault = ''

    def _worked(self, work: Callable[[Memory], object]) -> View:
        work(self._memory)
        return self._memory.view()
