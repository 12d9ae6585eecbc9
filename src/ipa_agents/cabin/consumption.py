"""The power that the car took in the last minutes."""

from collections import deque

__all__ = ['KEPT', 'Consumption']

KEPT = 60
"""Points that are kept."""
_PERIOD = 5.0  # s between two points


class Consumption:
    """Averages power in kW over periods, and keeps the newest."""

    def __init__(self) -> None:
        self.points: deque[float] = deque(maxlen=KEPT)
        self._sum = 0.0
        self._count = 0
        self._until: float | None = None

    def add(self, power: float, now: float) -> bool:
        """Take a power at `now` s; whether there is a new point."""
        if self._until is None:
            self._until = now + _PERIOD
        is_over = now >= self._until
        if is_over:
            self.points.append(self._sum / self._count if self._count else power)
            self._sum, self._count, self._until = 0.0, 0, now + _PERIOD
        self._sum += power
        self._count += 1
        return is_over
