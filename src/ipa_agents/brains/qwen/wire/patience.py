"""How long one answer is waited for, stage by stage."""

import asyncio
from collections.abc import Awaitable
from math import inf

from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.errors import ModelTimeout

__all__ = ['Patience']

_AFTER_END_S = 0.25


class Patience:
    """Begins when it is made. `deadline` is in s of the running event loop's time, and stands above all others."""

    def __init__(self, endpoint: Endpoint, deadline: float | None) -> None:
        self._now = asyncio.get_running_loop().time
        self._between_s = endpoint.between_tokens_s
        self._ends = [(self._now() + endpoint.total_s, f'no whole answer within {endpoint.total_s:g} s')]
        self._ends.append((inf if deadline is None else deadline, 'the time for this turn is up'))
        self._stage = (inf, '')
        if endpoint.stream:
            self._stage = (self._now() + endpoint.first_token_s, f'no first token within {endpoint.first_token_s:g} s')

    async def hold[T](self, awaitable: Awaitable[T]) -> T:
        """Await it; raises ModelTimeout where the time is up before."""
        until, reason = min(self._stage, *self._ends)
        try:
            async with asyncio.timeout_at(until) as timer:
                return await awaitable
        except TimeoutError as error:
            if timer.expired():
                raise ModelTimeout(reason) from error
            raise

    def end(self) -> None:
        """The answer is complete: only what a server sends along with its end is waited for."""
        self._stage = (self._now() + _AFTER_END_S, 'the stream goes on after its end')

    def advance(self) -> None:
        """A token came: from now on the time until the next counts."""
        self._stage = (self._now() + self._between_s, f'no further token within {self._between_s:g} s')
