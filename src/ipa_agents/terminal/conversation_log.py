"""The conversation so far: the newest lines, laid out again whenever the room for them changes."""

from collections import deque
from collections.abc import Collection, Iterable
from itertools import islice
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
        self._told = 0
        self._width = 0
        self._newest_rows = 0

    def show(self, lines: Collection[Line], told: int) -> None:
        """Show the newest `lines` of so many that were `told` in all; those that were shown before may have grown."""
        known = max(len(lines) - (told - self._told), 0)
        self._told = told
        grown = self._let_grow(islice(lines, known), known)
        new = list(islice(lines, known, None))
        if grown == 1:
            new.insert(0, self._lines_kept.pop())
            self._take_back()
        self._lines_kept.extend(new)
        if not self._width:
            return
        if grown > 1:
            self.redraw()
        else:
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

    def _let_grow(self, lines: Iterable[Line], count: int) -> int:
        """Keep `count` lines as they are now; how many of the kept ones, from the end, that concerns."""
        first = len(self._lines_kept) - count
        changed = 0
        for index, line in enumerate(lines, first):
            if line is not self._lines_kept[index]:
                self._lines_kept[index] = line
                changed = max(changed, len(self._lines_kept) - index)
        return changed

    def _take_back(self) -> None:
        """Forget the rows of the newest line."""
        del self.lines[len(self.lines) - self._newest_rows :]
        self.notify_style_update()  # which forgets how the rows looked

    def _lay_out(self, lines: Iterable[Line]) -> None:
        colours = self.app.theme_variables
        is_at_end = self.is_vertical_scroll_end or not self.lines
        for line in lines:
            variable, weight = _COLOURS[line.kind]
            style = Style.parse(weight) + Style(color=colours[variable])
            laid = list(rows(line, self._width, self.app.console))
            self._newest_rows = len(laid)
            for row in laid:
                row.stylize_before(style)
                self.write(row, scroll_end=is_at_end)
