"""How long one answer is waited for, stage by stage."""

import asyncio
from collections.abc import Awaitable
from math import inf

from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.errors import ModelReason, ModelTimeout

__all__ = ['Patience']

_AFTER_END_S = 0.25
_Stage = tuple[float, str, ModelReason]
"""When it is over, and the text and the reason of the error then."""


class Patience:
    """Begins when it is made. `deadline` is in s of the running event loop's time, and stands above all others."""

    def __init__(self, endpoint: Endpoint, deadline: float | None) -> None:
        self._now = asyncio.get_running_loop().time
        self._between_s = endpoint.between_tokens_s
        self._ends: list[_Stage] = [
            (self._now() + endpoint.total_s, f'no whole answer within {endpoint.total_s:g} s', 'whole_answer'),
            (inf if deadline is None else deadline, 'the time for this turn is up', 'turn_over'),
        ]
        self._stage: _Stage = (inf, '', 'endless')
        if endpoint.stream:
            first_s = endpoint.first_token_s
            self._stage = (self._now() + first_s, f'no first token within {first_s:g} s', 'first_token')

    async def hold[T](self, awaitable: Awaitable[T]) -> T:
        """Await it; raises ModelTimeout where the time is up before."""
        until, text, reason = min(self._stage, *self._ends)
        try:
            async with asyncio.timeout_at(until) as timer:
                return await awaitable
        except TimeoutError as error:
            if timer.expired():
                raise ModelTimeout(text, reason) from error
            raise

    def end(self) -> None:
        """The answer is complete: only what a server sends along with its end is waited for."""
        self._stage = (self._now() + _AFTER_END_S, 'the stream goes on after its end', 'endless')

    def advance(self) -> None:
        """A token came: from now on the time until the next counts."""
        text = f'no further token within {self._between_s:g} s'
        self._stage = (self._now() + self._between_s, text, 'next_token')
