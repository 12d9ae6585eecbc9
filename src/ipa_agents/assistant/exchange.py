"""Proposals that wait for the guard's outcome."""

import asyncio
from collections.abc import Callable

from ipa_agents.assistant.ports import Guard
from ipa_agents.vehicle.exchange import Outcome, Proposal

__all__ = ['Exchange', 'until']


class Exchange:
    """Sends proposals and gives each its outcome; what comes too late, or for nobody, is not given to anyone."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._waiting: dict[str, asyncio.Future[Outcome]] = {}

    def is_guarded(self) -> bool:
        """Whether a guard listens."""
        return self._guard.is_there()

    async def propose(self, proposal: Proposal, patience: float, also: str = '') -> Outcome | None:
        """Send `proposal`; its outcome, or None after `patience` seconds.

        `also` is a second id under which the outcome may come.
        """
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        keys = [key for key in (proposal.proposal_id, also) if key]
        self._waiting.update((key, future) for key in keys)
        self._guard.propose(proposal)
        try:
            return await asyncio.wait_for(future, patience)
        except TimeoutError:
            return None
        finally:
            for key in keys:
                self._waiting.pop(key, None)

    def take(self, outcome: Outcome) -> bool:
        """An outcome has come; False when nobody waits for it (any more)."""
        future = self._waiting.get(outcome.proposal_id)
        if future is None or future.done():
            return False
        future.set_result(outcome)
        return True

    def __len__(self) -> int:
        return len(self._waiting)


async def until(holds: Callable[[], bool], patience: float, period: float = 0.05) -> bool:
    """Wait until `holds`, at most `patience` seconds; whether it does."""
    for _ in range(round(patience / period)):
        if holds():
            return True
        await asyncio.sleep(period)
    return holds()
