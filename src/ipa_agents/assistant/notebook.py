"""What people asked to be remembered during this drive: in memory only, bounded, each seat's own."""

from collections import defaultdict, deque
from dataclasses import dataclass

from ipa_agents.assistant.wake import squash
from ipa_agents.vehicle.seats import Seat

__all__ = ['Notebook']


@dataclass(frozen=True, slots=True)
class _Note:
    text: str
    is_own: bool


class Notebook:
    """The newest `size` notes of each seat; the oldest makes room."""

    def __init__(self, size: int = 12) -> None:
        self._notes: defaultdict[Seat, deque[_Note]] = defaultdict(lambda: deque(maxlen=size))

    def add(self, seat: Seat, note: str, *, is_own: bool) -> None:
        """Keep `note`; one that is there already becomes the newest. `is_own`: people said it in these words."""
        notes = self._notes[seat]
        for same in [entry for entry in notes if entry.text == note]:
            notes.remove(same)
        notes.append(_Note(note, is_own))

    def of(self, seat: Seat) -> tuple[str, ...]:
        """The notes of a seat, oldest first."""
        return tuple(note.text for note in self._notes[seat])

    def of_others(self, seat: Seat) -> tuple[str, ...]:
        """Those of the notes that may hold words which nobody in the car has said."""
        return tuple(note.text for note in self._notes[seat] if not note.is_own)

    def forget(self, seat: Seat, said: str) -> bool:
        """Erase the notes of a seat that `said` repeats; whether there were any."""
        notes = self._notes[seat]
        meant = [entry for entry in notes if squash(entry.text) in squash(said)]
        for entry in meant:
            notes.remove(entry)
        return bool(meant)

    def forget_last(self, seat: Seat) -> bool:
        """Erase the newest note of a seat; whether there was one."""
        return bool(self._notes[seat]) and bool(self._notes[seat].pop())

    def forget_all(self, seat: Seat) -> bool:
        """Erase all notes of a seat; whether there were any."""
        had = bool(self._notes[seat])
        self._notes[seat].clear()
        return had
