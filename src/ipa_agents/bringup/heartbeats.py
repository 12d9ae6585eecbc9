"""Who gave a sign of life, and who is silent for too long."""

from collections.abc import Iterable

__all__ = ['Heartbeats']


class Heartbeats:
    """Signs of life by name; times in s of any clock that does not jump.

    Nobody is missed before the first sign. A node that said that it is busy may be silent for `patience_busy`.
    """

    def __init__(self, patience: float, patience_busy: float) -> None:
        self._patience = patience
        self._patience_busy = patience_busy
        self._last: dict[str, tuple[float, float]] = {}

    def beat(self, name: str, now: float, *, is_busy: bool = False) -> None:
        """`name` lives."""
        self._last[name] = now, self._patience_busy if is_busy else self._patience

    def forget(self, name: str) -> None:
        """`name` is known to be gone, or to begin anew."""
        self._last.pop(name, None)

    def seen(self) -> Iterable[str]:
        """Who gave a sign at all."""
        return self._last.keys()

    def silence(self, name: str, now: float) -> float:
        """Seconds since the last sign when that is too long ago, else 0."""
        last, patience = self._last.get(name, (now, 0.0))
        return now - last if now - last > patience else 0.0
