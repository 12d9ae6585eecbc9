"""When a process that ended is started again, and when no more."""

from collections import deque

__all__ = ['Restarts']

_FIRST = 0.5
_LONGEST = 10.0
"""s to wait before the first restart, and the longest; each one in a row waits twice as long."""
_STEADY = 30.0
"""s after which a process that ran is taken to be well."""
_MOST = 6
_WITHIN = 120.0
"""More restarts than that within so many s, and it is given up."""


class Restarts:
    """The restarts of one process; times are in s of any clock that does not jump."""

    def __init__(self) -> None:
        self._ends: deque[float] = deque(maxlen=_MOST + 1)
        self._in_a_row = 0

    def ended(self, started: float, now: float) -> float | None:
        """Seconds until it is to be started again after it ran from `started` until `now`; None: give it up."""
        self._in_a_row = 1 if now - started >= _STEADY else self._in_a_row + 1
        self._ends.append(now)
        if len(self._ends) > _MOST and now - self._ends[0] <= _WITHIN:
            return None
        return float(min(_FIRST * 2 ** (self._in_a_row - 1), _LONGEST))
