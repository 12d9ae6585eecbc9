"""The seats of the car, of which one speaks."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from ipa_agents.cabin.scene import Scene
from ipa_agents.persona.wording import Wording
from ipa_agents.terminal.board import Board
from ipa_agents.terminal.dashboard import seat_text
from ipa_agents.vehicle.seats import SEATS, Seat

__all__ = ['SeatBar']


class _SeatField(Board):
    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.seat = seat

    def on_click(self) -> None:
        self.post_message(SeatBar.Chosen(self.seat))


class SeatBar(Horizontal):
    """A field a seat, with the temperature that is set for it; a click chooses."""

    class Chosen(Message):
        """Somebody wants to speak from this seat."""

        def __init__(self, seat: Seat) -> None:
            super().__init__()
            self.seat = seat

    def compose(self) -> ComposeResult:
        """One field for each seat."""
        yield from map(_SeatField, SEATS)

    def show(self, scene: Scene, chosen: Seat, words: Wording) -> None:
        """Bring temperatures, names and the choice up to date."""
        for field in self._fields():
            field.set_class(field.seat == chosen, '-chosen')
            mark = '▸' if field.seat == chosen else ''
            field.show_text(mark + seat_text(scene, field.seat, words))

    def _fields(self) -> Iterator[_SeatField]:
        return iter(self.query(_SeatField))
