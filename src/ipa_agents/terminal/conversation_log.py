"""The conversation so far: the newest lines, laid out again whenever the room for them changes."""

from collections import deque
from collections.abc import Iterable
from typing import Any

from rich.style import Style
from textual.events import Resize
from textual.widgets import RichLog

from ipa_agents.cabin.transcript import Kind, Line
from ipa_agents.terminal.lines import rows

__all__ = ['ConversationLog']

_KEPT = 500
_COLOURS: dict[Kind, tuple[str, str]] = {
    'person': ('foreground', 'bold'),
    'assistant': ('primary', 'not bold'),
    'guidance': ('secondary', 'not bold'),
    'car': ('success', 'not bold'),
    'refusal': ('error', 'not bold'),
    'warning': ('warning', 'not bold'),
    'note': ('secondary', 'italic'),
}
"""The theme's variable for the colour, and the weight."""


class ConversationLog(RichLog):
    """Stays at the newest line, unless somebody has scrolled back to read."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(wrap=False, markup=False, highlight=False, max_lines=2 * _KEPT, min_width=0, **settings)
        self.can_focus = False
        self._lines_kept: deque[Line] = deque(maxlen=_KEPT)
        self._width = 0

    def add(self, lines: Iterable[Line]) -> None:
        """Show more lines; of a flood, no more than what is kept."""
        new = deque(lines, maxlen=_KEPT)
        self._lines_kept.extend(new)
        if self._width:
            self._lay_out(new)

    def redraw(self) -> None:
        """Lay out all lines again, after the colours or the width have changed."""
        self.clear()
        self._lay_out(self._lines_kept)

    def on_resize(self, event: Resize) -> None:
        """Lay out again when the width is another one."""
        if (width := self.scrollable_content_region.width) != self._width:
            self._width = width
            self.redraw()

    def _lay_out(self, lines: Iterable[Line]) -> None:
        colours = self.app.theme_variables
        is_at_end = self.is_vertical_scroll_end or not self.lines
        for line in lines:
            variable, weight = _COLOURS[line.kind]
            style = Style.parse(weight) + Style(color=colours[variable])
            for row in rows(line, self._width, self.app.console):
                row.stylize(style)
                self.write(row, scroll_end=is_at_end)
