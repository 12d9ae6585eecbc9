"""Signals as values in memory: a path, what it holds, and since when it is known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

__all__ = ['Signal', 'SignalStore', 'SignalView', 'Value']

Value = bool | int | float | str | tuple[str, ...]
SignalView = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Signal:
    """One VSS path and its value, in the unit of the catalogue."""

    path: str
    value: Value


@dataclass(frozen=True, slots=True)
class _Entry:
    value: Value
    stamp: float
    source: str


class SignalStore(Mapping[str, Value]):
    """The newest known value of each path; one that is older than what is known is ignored."""

    def __init__(self, initial: SignalView | None = None) -> None:
        self._entries: dict[str, _Entry] = {path: _Entry(value, 0.0, '') for path, value in (initial or {}).items()}
        self._heard: dict[str, float] = {}

    def update(self, signals: Iterable[Signal], stamp: float, source: str = '') -> tuple[Signal, ...]:
        """Take what `source` reported at `stamp` (seconds); returns what is new or different."""
        changed = []
        self._heard[source] = max(stamp, self._heard.get(source, stamp))
        for signal in signals:
            known = self._entries.get(signal.path)
            if known is not None and known.stamp > stamp:
                continue
            self._entries[signal.path] = _Entry(signal.value, stamp, source)
            if known is None or known.value != signal.value:
                changed.append(signal)
        return tuple(changed)

    def age(self, path: str, now: float) -> float:
        """Seconds since `path` was last reported; infinite when it never was."""
        entry = self._entries.get(path)
        return now - entry.stamp if entry else float('inf')

    def silence(self, source: str, now: float) -> float:
        """Seconds since `source` last reported anything; infinite when it never did."""
        return now - self._heard[source] if source in self._heard else float('inf')

    def __getitem__(self, path: str) -> Value:
        return self._entries[path].value

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
