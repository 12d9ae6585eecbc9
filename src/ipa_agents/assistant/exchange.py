"""Proposals that wait for the guard's outcome."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from ipa_agents.assistant.ports import Guard
from ipa_agents.vehicle.exchange import Outcome, Proposal

__all__ = ['Exchange', 'until']


# The longest that any function may take (config/schemas/catalogue.yaml), and some more, in s.
_LONGEST = 70.0


@dataclass
class _Waiting:
    future: asyncio.Future[Outcome]
    is_in_hand: bool = False


class Exchange:
    """Sends proposals and gives each its outcome; what comes too late, or for nobody, is not given to anyone."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._waiting: dict[str, _Waiting] = {}

    def is_guarded(self) -> bool:
        """Whether a guard listens."""
        return self._guard.is_there()

    async def propose(self, proposal: Proposal, patience: float, also: str = '') -> Outcome | None:
        """Send `proposal`; its outcome, or None when the guard shows no sign of life within `patience` seconds.

        A guard that has the proposal in hand is waited for as long as the car may take. `also` is a second id under
        which the outcome may come.
        """
        waiting = _Waiting(asyncio.get_running_loop().create_future())
        keys = [key for key in (proposal.proposal_id, also) if key]
        self._waiting.update((key, waiting) for key in keys)
        self._guard.propose(proposal)
        try:
            done, _ = await asyncio.wait({waiting.future}, timeout=patience)
            if not done and waiting.is_in_hand:
                done, _ = await asyncio.wait({waiting.future}, timeout=_LONGEST)
            return waiting.future.result() if done else None
        finally:
            for key in keys:
                self._waiting.pop(key, None)

    def in_hand(self, proposal_id: str) -> None:
        """The guard has let it be seen that it works on that proposal."""
        if proposal_id in self._waiting:
            self._waiting[proposal_id].is_in_hand = True

    def take(self, outcome: Outcome) -> bool:
        """An outcome has come; False when nobody waits for it (any more)."""
        waiting = self._waiting.get(outcome.proposal_id)
        if waiting is None or waiting.future.done():
            return False
        waiting.future.set_result(outcome)
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
