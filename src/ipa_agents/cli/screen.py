"""Shows a conversation on a terminal, with colours where there are any."""

from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from ipa_agents.cabin.transcript import Kind, Line
from ipa_agents.terminal.lines import printable, rows

__all__ = ['Screen']

_STYLES: dict[Kind, str] = {
    'person': 'bold',
    'assistant': 'cyan',
    'guidance': 'cyan',
    'car': 'green',
    'refusal': 'red',
    'warning': 'yellow',
    'note': 'dim',
}


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
        width = self._console.width if self.is_terminal else 0  # elsewhere a line stays one line
        for row in rows(line, width, self._console):
            self._print(row, _STYLES[line.kind])

    def note(self, *lines: str) -> None:
        """Print something that is not part of the conversation."""
        for line in lines:
            self._print(Text(printable(line)), _STYLES['note'])

    def prompt(self, text: str) -> None:
        """Print what stands before a line that is being typed, and keep it below all that is shown."""
        self._prompt = text
        self._console.print(Text(text), style=_STYLES['person'], end='')

    def unprompt(self) -> None:
        """The line has been typed."""
        self._prompt = ''

    def _print(self, text: Text, style: str) -> None:
        if not self._prompt:
            self._console.print(text, style=style)
            return
        self._console.control(Control((ControlType.CARRIAGE_RETURN,), (ControlType.ERASE_IN_LINE, 2)))
        self._console.print(text, style=style)
        self.prompt(self._prompt)
