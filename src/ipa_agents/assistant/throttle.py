"""A flood of sentences from one seat: a few are taken up at once, of the rest only the newest."""

from collections import deque

__all__ = ['Throttle']


class Throttle[T]:
    """At most `burst` items within `period` seconds; of those that come faster, the newest waits."""

    def __init__(self, burst: int = 5, period: float = 1.0) -> None:
        self._taken: deque[float] = deque(maxlen=burst)
        self._period = period
        self._waiting: T | None = None

    def offer(self, item: T, now: float) -> tuple[T | None, T | None]:
        """Offer an item: (what may go now, what was lost to it)."""
        if self.wait(now) <= 0 and self._waiting is None:
            self._taken.append(now)
            return item, None
        lost, self._waiting = self._waiting, item
        return None, lost

    def wait(self, now: float) -> float:
        """Seconds until the next item may go; 0 or less: now."""
        if len(self._taken) < (self._taken.maxlen or 0):
            return 0.0
        return self._taken[0] + self._period - now

    def release(self, now: float) -> T | None:
        """The item that has waited, if its time has come."""
        if self._waiting is None or self.wait(now) > 0:
            return None
        item, self._waiting = self._waiting, None
        self._taken.append(now)
        return item

    @property
    def is_waiting(self) -> bool:
        """Whether an item waits for its time."""
        return self._waiting is not None
