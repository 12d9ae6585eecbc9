"""One log of the conversation for all brains: in memory only, and bounded."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ipa_agents.brains.interface import Call, Entry
from ipa_agents.vehicle.exchange import Outcome
from ipa_agents.vehicle.seats import Seat

__all__ = ['ChatLog', 'LogEntry', 'Said', 'ToolResult', 'UserSaid']


@dataclass(frozen=True, slots=True)
class UserSaid:
    """What a person said; times in seconds since 1970."""

    time: float
    turn_id: str
    seat: Seat
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the assistant said to a seat."""

    time: float
    turn_id: str
    seat: Seat
    text: str


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What became of a call; `outcome` None: nobody answered."""

    time: float
    turn_id: str
    seat: Seat
    call: Call
    outcome: Outcome | None


LogEntry = UserSaid | Said | ToolResult


class ChatLog:
    """The newest `size` entries, oldest first."""

    def __init__(self, size: int = 200) -> None:
        self._entries: deque[LogEntry] = deque(maxlen=size)
        self._count = 0

    def add(self, entry: LogEntry) -> None:
        """Append an entry; the oldest makes room."""
        self._entries.append(entry)
        self._count += 1

    def go_on(self, turn_id: str, text: str) -> None:
        """Append `text` to what was said last in that turn."""
        for index in reversed(range(len(self._entries))):
            entry = self._entries[index]
            if isinstance(entry, Said) and entry.turn_id == turn_id:
                self._entries[index] = replace(entry, text=entry.text + text)
                return

    def __iter__(self) -> Iterator[LogEntry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def history(self, seat: Seat, length: int = 60, without: str = '') -> tuple[Entry, ...]:
        """The last entries with one seat, oldest first, as brains see them; `without` those of a turn."""
        seen = [
            shown
            for number, entry in enumerate(self._entries, self._count - len(self._entries))
            if entry.seat == seat and entry.turn_id != without and (shown := _shown(number, entry)).text
        ]
        return tuple(seen[-length:])


def _shown(number: int, entry: LogEntry) -> Entry:
    if isinstance(entry, ToolResult):
        status = entry.outcome.status.name if entry.outcome else 'NO_ANSWER'
        told = {'tool': entry.call.tool, 'arguments': dict(entry.call.arguments), 'status': status}
        return Entry(number, 'tool', json.dumps(told, ensure_ascii=False, default=str))
    return Entry(number, 'user' if isinstance(entry, UserSaid) else 'assistant', entry.text)
