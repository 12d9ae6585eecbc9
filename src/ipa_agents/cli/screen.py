"""Shows a conversation on a terminal, with colours where there are any."""

from collections.abc import Iterable

from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from ipa_agents.cabin.transcript import Kind, Line

__all__ = ['Screen']

_MARKS: dict[Kind, str] = {'person': '', 'assistant': '', 'car': '→ ', 'refusal': '✗ ', 'warning': '! ', 'note': '· '}
_STYLES: dict[Kind, str] = {
    'person': 'bold',
    'assistant': 'cyan',
    'car': 'green',
    'refusal': 'red',
    'warning': 'yellow',
    'note': 'dim',
}
_COLUMN = 14
_NARROWEST = 20


class Screen:
    """Names in a column on the left, what is said on the right; what the car does stands below with a mark."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, soft_wrap=True)
        self._prompt = ''

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it."""
        return self._console.is_terminal

    def show(self, line: Line) -> None:
        """Print one line of the conversation."""
        who = Text(line.who)
        said = Text(_MARKS[line.kind] + _printable(line.text))
        for row in self._rows(said):
            who.pad_right(max(_COLUMN - who.cell_len, 1))
            row.rstrip()
            self._print(who.append(row), _STYLES[line.kind])
            who = Text()

    def note(self, *lines: str) -> None:
        """Print something that is not part of the conversation."""
        for line in lines:
            self._print(Text(_printable(line)), _STYLES['note'])

    def prompt(self, text: str) -> None:
        """Print what stands before a line that is being typed, and keep it below all that is shown."""
        self._prompt = text
        self._console.print(Text(text), style=_STYLES['person'], end='')

    def unprompt(self) -> None:
        """The line has been typed."""
        self._prompt = ''

    def _rows(self, text: Text) -> Iterable[Text]:
        """`text` as it fits on the right of a terminal; elsewhere a line stays one line."""
        room = self._console.width - _COLUMN
        return text.wrap(self._console, room) if self.is_terminal and room >= _NARROWEST else (text,)

    def _print(self, text: Text, style: str) -> None:
        if not self._prompt:
            self._console.print(text, style=style)
            return
        self._console.control(Control((ControlType.CARRIAGE_RETURN,), (ControlType.ERASE_IN_LINE, 2)))
        self._console.print(text, style=style)
        self.prompt(self._prompt)


def _printable(text: str) -> str:
    """Without control characters, which could do more to a terminal than show text."""
    return ''.join(char if char.isprintable() else ' ' for char in text)
