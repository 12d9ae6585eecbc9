"""When to try again what failed."""

__all__ = ['Backoff']


class Backoff:
    """Waits `first` s after a failure, twice as long after each further one, `longest` s at most."""

    def __init__(self, first: float, longest: float) -> None:
        self._first = first
        self._longest = longest
        self.failures = 0
        self.due = 0.0

    def fail(self, now: float, share: float = 1.0) -> float:
        """It failed at `now`; gives the s to wait: only `share` of them, so that not all who fail come back at once."""
        # the exponent is bounded, since 2.0**1024 is no number any more
        wait = min(self._first * 2.0 ** min(self.failures, 64), self._longest) * share
        self.failures += 1
        self.due = now + wait
        return wait

    def is_due(self, now: float) -> bool:
        """Whether to try now."""
        return now >= self.due

    def succeed(self) -> None:
        """It works again."""
        self.failures, self.due = 0, 0.0
