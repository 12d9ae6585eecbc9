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


class SignalStore(Mapping[str, Value]):
    """The newest known value of each path; one that is older than what is known is ignored.

    `initial` was reported at `stamp` (seconds). While one thread updates, others may ask `since`.
    """

    def __init__(self, initial: SignalView | None = None, stamp: float = 0.0) -> None:
        self._values: dict[str, Value] = dict(initial or {})
        self._stamps: dict[str, float] = dict.fromkeys(self._values, stamp)

    def update(self, signals: Iterable[Signal], stamp: float) -> tuple[Signal, ...]:
        """Take what was reported at `stamp` (seconds); returns what is new or different."""
        changed = []
        values, stamps = self._values, self._stamps
        for signal in signals:
            path, value = signal.path, signal.value
            if stamps.get(path, stamp) > stamp:
                continue
            if path not in values or values[path] != value:
                changed.append(signal)
            stamps[path] = stamp  # first, since whoever reads has to find one beside each value
            values[path] = value
        return tuple(changed)

    def since(self, stamp: float) -> dict[str, Value]:
        """What was reported at `stamp` (seconds) or later."""
        stamps = self._stamps
        return {path: value for path, value in self._values.copy().items() if stamps[path] >= stamp}

    def __getitem__(self, path: str) -> Value:
        return self._values[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
