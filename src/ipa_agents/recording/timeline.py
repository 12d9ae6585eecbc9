"""When each message of a recording is to be played, and which of them."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ipa_agents.recording.records import Channel, Record

__all__ = ['Cut', 'Pace', 'excerpt']


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a recording from `begin` to `end` s after its start."""

    begin: float = 0.0
    end: float = float('inf')


def excerpt(records: Iterable[Record], start: int, cut: Cut) -> Iterator[Record]:
    """The records of the part `cut` of what begins at `start` ns.

    It begins with what the latched topics last said before it, so that a state that was told earlier is known.
    """
    first = start + round(cut.begin * 1e9)
    latched: dict[Channel, Record] | None = {}
    for record in records:
        if record.time < first:
            if latched is not None and record.channel.quality.is_latched:
                latched[record.channel] = record
            continue
        if (record.time - start) / 1e9 > cut.end:
            continue
        yield from _at(first, latched)
        latched = None
        yield record
    yield from _at(first, latched)


def _at(time_ns: int, latched: dict[Channel, Record] | None) -> Iterator[Record]:
    return (replace(record, time=time_ns) for record in (latched or {}).values())


class Pace:
    """Waits until each record is due, `speed` times as fast as it was recorded from `start` ns on.

    A record from before the one played last, as after a clock that was set back, is due at once.
    """

    def __init__(
        self,
        start: int,
        speed: float = 1.0,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._start = start
        self._speed = speed
        self._sleep = sleep
        self._clock = clock
        self._begun = clock()

    def wait(self, record: Record) -> None:
        """Return when `record` is due."""
        due = self._begun + (record.time - self._start) / 1e9 / self._speed
        if (left := due - self._clock()) > 0:
            self._sleep(left)
