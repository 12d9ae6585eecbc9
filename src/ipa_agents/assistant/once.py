"""What was wanted before in a turn, and is not done again."""

import asyncio
import json
from collections.abc import Callable

from ipa_agents.brains.interface import Call, Used

__all__ = ['Once']

Work = asyncio.Task[Used]


class Once:
    """Remembers the calls of one turn, as long as they would come to the same again.

    An act until another one of its kind may have undone it; what was read until something is done; what failed, never.
    """

    def __init__(self) -> None:
        self._acts: list[tuple[Call, Work]] = []
        self._readings: dict[str, Work] = {}

    def again(self, call: Call, most: int = 1) -> Work | None:
        """The last work of an act that was done `most` times already."""
        same = [work for earlier, work in self._acts if earlier == call and not _has_failed(work)]
        return same[-1] if len(same) >= most else None

    def act(self, call: Call, work: Work) -> Work:
        """Remember that `work` does `call`."""
        self._acts = [entry for entry in self._acts if entry[0] == call or not _undoes(call, entry[0])]
        self._acts.append((call, work))
        self._readings.clear()
        work.add_done_callback(lambda _: self._readings.clear())
        return work

    def reading(self, call: Call, begin: Callable[[], Work]) -> Work:
        """The work of a call that changes nothing, begun unless it has been."""
        key = json.dumps([call.tool, call.arguments], sort_keys=True, default=str)
        work = self._readings.get(key)
        if work is None or _has_failed(work):
            work = self._readings[key] = begin()
        return work


def _undoes(call: Call, earlier: Call) -> bool:
    """Whether what `earlier` did may not be so any more after `call`."""
    if call.tool != earlier.tool:
        return False
    written, before = (set(one.arguments.get('signals', ())) for one in (call, earlier))
    return bool(written & before) or not before


def _has_failed(work: Work) -> bool:
    if not work.done():
        return False
    return work.cancelled() or work.exception() is not None or 'error' in work.result().data
