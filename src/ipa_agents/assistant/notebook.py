"""What people asked to be remembered during this drive: in memory only, bounded, each seat's own."""

from collections import defaultdict, deque

from ipa_agents.vehicle.seats import Seat

__all__ = ['Notebook']


class Notebook:
    """The newest `size` notes of each seat; the oldest makes room."""

    def __init__(self, size: int = 12) -> None:
        self._notes: defaultdict[Seat, deque[str]] = defaultdict(lambda: deque(maxlen=size))

    def add(self, seat: Seat, note: str) -> None:
        """Keep `note`; one that is there already becomes the newest."""
        notes = self._notes[seat]
        if note in notes:
            notes.remove(note)
        notes.append(note)

    def of(self, seat: Seat) -> tuple[str, ...]:
        """The notes of a seat, oldest first."""
        return tuple(self._notes[seat])

    def forget_last(self, seat: Seat) -> bool:
        """Erase the newest note of a seat; whether there was one."""
        return bool(self._notes[seat]) and bool(self._notes[seat].pop())

    def forget_all(self, seat: Seat) -> bool:
        """Erase all notes of a seat; whether there were any."""
        had = bool(self._notes[seat])
        self._notes[seat].clear()
        return had
