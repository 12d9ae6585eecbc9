"""Which signals a car still repeats: its parts and its bridges say all that they know once a second."""

from collections.abc import Iterable

__all__ = ['Repeated']

_AGE = 6.0
_PAUSE = 2.0
"""s without any report, beyond which nobody reports: a simulation that stands makes nothing old."""


class Repeated:
    """Counts the time in which anything is reported; times are in s of a clock that never jumps."""

    def __init__(self) -> None:
        self._time = 0.0
        self._last: float | None = None
        self._heard: dict[str, float] = {}

    def hear(self, paths: Iterable[str], now: float) -> None:
        """These were reported."""
        self._time += min(now - self._last, _PAUSE) if self._last is not None else 0.0
        self._last = now
        self._heard.update(dict.fromkeys(paths, self._time))

    def gone(self) -> frozenset[str]:
        """What has not been repeated while others were; it is told once."""
        gone = frozenset(path for path, time in self._heard.items() if self._time - time > _AGE)
        for path in gone:
            del self._heard[path]
        return gone
