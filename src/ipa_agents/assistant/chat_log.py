"""One log of the conversation for all brains: in memory only, and bounded."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from ipa_agents.brains.interface import Call
from ipa_agents.vehicle.exchange import Outcome
from ipa_agents.vehicle.seats import Seat

__all__ = ['ChatLog', 'Entry', 'Said', 'ToolResult', 'UserSaid']


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


Entry = UserSaid | Said | ToolResult


class ChatLog:
    """The newest `size` entries, oldest first."""

    def __init__(self, size: int = 200) -> None:
        self._entries: deque[Entry] = deque(maxlen=size)

    def add(self, entry: Entry) -> None:
        """Append an entry; the oldest makes room."""
        self._entries.append(entry)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def history(self, seat: Seat, length: int = 12) -> tuple[tuple[str, str], ...]:
        """The last words with one seat as (role, text), oldest first."""
        words = [
            ('user' if isinstance(entry, UserSaid) else 'assistant', entry.text)
            for entry in self._entries
            if not isinstance(entry, ToolResult) and entry.seat == seat and entry.text
        ]
        return tuple(words[-length:])
