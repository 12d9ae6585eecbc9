"""When to try again what failed."""

__all__ = ['Backoff']


class Backoff:
    """Waits `first` s after a failure, twice as long after each further one, `longest` s at most."""

    def __init__(self, first: float, longest: float) -> None:
        self._first = first
        self._longest = longest
        self.failures = 0
        self._due = 0.0

    def fail(self, now: float) -> float:
        """It failed at `now`; gives the s to wait."""
        wait = min(self._first * 2.0**self.failures, self._longest)
        self.failures += 1
        self._due = now + wait
        return wait

    def is_due(self, now: float) -> bool:
        """Whether to try now."""
        return now >= self._due

    def succeed(self) -> None:
        """It works again."""
        self.failures, self._due = 0, 0.0
