"""A place for text or rows that is drawn anew only when what it shows has changed."""

from collections.abc import Iterable

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.content import Content
from textual.widgets import Static

from ipa_agents.terminal.dashboard import Mood, Row

__all__ = ['Board']

_COLOURS: dict[Mood, str] = {'plain': 'foreground', 'ok': 'success', 'warn': 'warning', 'error': 'error'}


class Board(Static):
    """What is shown is never markup."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name, markup=False)
        self._shown: object = None

    def show_text(self, text: str) -> None:
        """Show `text` alone."""
        if text != self._shown:
            self._shown = text
            self.update(Content(text))

    def show_rows(self, title: str, rows: Iterable[Row]) -> None:
        """Show a title and rows of names and texts below it, in the colours of the theme."""
        shown = (title, tuple(rows), self.app.theme)
        if shown == self._shown:
            return
        self._shown = shown
        colours = self.app.theme_variables
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, overflow='fold')
        for row in shown[1]:
            colour = colours[_COLOURS[row.mood]]
            name = colours['secondary'] if row.mood == 'plain' else colour
            table.add_row(Text(row.name, style=name), Text(row.text, style=colour))
        self.update(Group(Text(title, style=f'bold {colours["primary"]}'), table))
