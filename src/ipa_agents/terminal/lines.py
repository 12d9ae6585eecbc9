"""How a line of the conversation looks on any terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from ipa_agents.cabin.transcript import Kind, Line

__all__ = ['COLUMN', 'MARKS', 'NARROWEST', 'printable', 'rows']

MARKS: dict[Kind, str] = {
    'person': '',
    'assistant': '',
    'guidance': '',
    'car': '→ ',
    'refusal': '✗ ',
    'warning': '! ',
    'note': '· ',
}
COLUMN = 14
"""Cells of the column on the left, in which the names stand."""
NARROWEST = 20
"""Cells of text below which there is no sense in wrapping beside the names."""


def rows(line: Line, width: int, console: Console) -> Iterator[Text]:
    """`line` as it fits into `width` cells: the name once, the text wrapped beside it if there is room.

    Behind an answer stands, more faintly, who understood.
    """
    who = Text(printable(line.who))
    said = Text(MARKS[line.kind] + printable(line.text))
    if line.mind:
        said.append(f'  ‹{printable(line.mind)}›', style='dim')
    room = width - COLUMN
    for row in said.wrap(console, room) if room >= NARROWEST else (said,):
        who.pad_right(max(COLUMN - who.cell_len, 1))
        row.rstrip()
        yield who.append(row)
        who = Text()


def printable(text: str) -> str:
    """Without control characters, which could do more to a terminal than show text."""
    return ''.join(char if char.isprintable() else ' ' for char in text)
