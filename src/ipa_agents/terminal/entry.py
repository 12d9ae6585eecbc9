"""The line that is typed, with what was said before at hand."""

from typing import Any, ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

__all__ = ['Entry']

_LONGEST = 10_000  # characters; the assistant says so long before
_REMEMBERED = 100


class Entry(Input):
    """Up and Down go through what was said; what was being typed comes back at the end."""

    BINDINGS: ClassVar[list[BindingType]] = [('up', 'older', ''), ('down', 'newer', '')]

    class Said(Message):
        """Something was typed and sent."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, **settings: Any) -> None:
        super().__init__(max_length=_LONGEST, **settings)
        self._said: list[str] = []
        self._place = 0
        self._draft = ''

    async def action_submit(self) -> None:
        """Send what was typed; nothing when there is nothing."""
        text = self.value.strip()
        self.clear()
        if text:
            if self._said[-1:] != [text]:
                self._said = [*self._said, text][-_REMEMBERED:]
            self.post_message(self.Said(text))
        self._place = len(self._said)

    def action_older(self) -> None:
        """What was said before."""
        if self._place == len(self._said):
            self._draft = self.value
        self._recall(self._place - 1)

    def action_newer(self) -> None:
        """What was said after it, and at last what was being typed."""
        self._recall(self._place + 1)

    def _recall(self, place: int) -> None:
        if 0 <= place <= len(self._said):
            self._place = place
            self.value = self._said[place] if place < len(self._said) else self._draft
            self.cursor_position = len(self.value)
