"""Which nodes of a car live, which died and came back, and what is to be said of each."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any, Literal

__all__ = ['Entry', 'Roster', 'Verdict']

Concern = Literal['ok', 'warn', 'error']
_RECENT = 60.0
"""s for which a restart is worth a warning."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a node stands; `hangs` where it is there and gives no sign of life."""

    level: Concern
    reason: str = ''
    hangs: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One node: the processes of it that are or were there, and when it gave its last sign of life."""

    known: frozenset[str] = frozenset()
    present: frozenset[str] = field(default_factory=frozenset)
    last_sign: float | None = None
    restarts: int = 0
    restarted: float = 0.0


class Roster:
    """Times are in s of any clock that does not jump; nobody is said to hang before the first sign of life."""

    def __init__(self, names: Iterable[str], patience: float, patience_at_start: float) -> None:
        self._entries = {name: Entry() for name in names}
        self._patience = patience
        self._patience_at_start = patience_at_start
        self._began: float | None = None

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def is_there(self, name: str) -> bool:
        """Whether some process of it takes part in ROS; one that was killed does so for a while."""
        return bool(self._entries[name].present)

    def see(self, name: str, processes: Set[str], now: float) -> bool:
        """Take notice of the `processes` (any ids) of a node; True when one came that was not there before."""
        self._began = now if self._began is None else self._began
        entry = self._entries[name]
        came = processes - entry.known
        is_restart = bool(came and entry.known)
        self._entries[name] = replace(
            entry,
            known=entry.known | processes,
            present=frozenset(processes),
            last_sign=None if came else entry.last_sign,
            restarts=entry.restarts + is_restart,
            restarted=now if is_restart else entry.restarted,
        )
        return bool(came)

    def sign(self, name: str, now: float) -> None:
        """The node lives."""
        if name in self._entries:
            self._entries[name] = replace(self._entries[name], last_sign=now)

    def verdict(self, name: str, now: float, *, is_busy: bool = False) -> Verdict:
        """What to say of a node; one that is busy may be silent."""
        entry = self._entries[name]
        if not entry.present:
            waited = now - (self._began if self._began is not None else now)
            if entry.known:
                return Verdict('error', 'is gone')
            return Verdict('error' if waited > self._patience_at_start else 'warn', f'not there after {waited:.0f} s')
        silent = now - entry.last_sign if entry.last_sign is not None else 0.0
        if silent > self._patience and not is_busy:
            return Verdict('error', f'no sign of life for {silent:.0f} s', hangs=True)
        if entry.restarts and now - entry.restarted < _RECENT:
            return Verdict('warn', f'started again, {_times(entry.restarts)} so far')
        return Verdict('ok')

    def snapshot(self) -> dict[str, Any]:
        """The restarts and processes so far, as JSON, for `restore` on the same clock."""
        return {name: [sorted(entry.known), entry.restarts, entry.restarted] for name, entry in self._entries.items()}

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Count on from a snapshot; raises, and changes nothing, for what is none."""
        self._entries |= {
            name: Entry(frozenset(map(str, known)), restarts=int(restarts), restarted=float(restarted))
            for name, (known, restarts, restarted) in snapshot.items()
            if name in self._entries
        }


def _times(count: int) -> str:
    return 'once' if count == 1 else f'{count} times'
