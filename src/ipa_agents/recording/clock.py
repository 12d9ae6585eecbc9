"""The time of day, but for what its clock jumps."""

import time
from collections.abc import Callable

__all__ = ['SteadyClock']


class SteadyClock:
    """Counts on from the time at which it was made, so that messages keep their order and distance."""

    def __init__(self, day: Callable[[], int] = time.time_ns, steady: Callable[[], int] = time.monotonic_ns) -> None:
        self._steady = steady
        self._offset = day() - steady()

    def now(self) -> int:
        """In ns since 1970."""
        return self._steady() + self._offset
