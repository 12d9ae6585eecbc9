"""Shows a conversation on a terminal, with colours where there are any."""

from collections.abc import Iterable

from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from ipa_agents.cabin.transcript import Kind, Line
from ipa_agents.terminal.lines import COLUMN, NARROWEST, printable, rows

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
    """Names in a column on the left, what is said on the right; what the car does stands below with a mark.

    The line that was shown last goes on growing where it stands.
    """

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, soft_wrap=True)
        self._prompt = ''
        self._newest: Line | None = None
        self._is_unfinished = False

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it."""
        return self._console.is_terminal

    def show(self, line: Line) -> None:
        """Print one line of the conversation, or the part with which the last one goes on."""
        before = self._newest
        grown = before.grown(line) if before else None
        if before is None or grown is None:
            self.finish()
            self._print(self._rows(line), line)
        elif self._console.width - COLUMN >= NARROWEST and self.is_terminal:
            done = len(self._rows(before)) - 1
            self._print(self._rows(grown)[done:], line, is_over_last=True)
        else:
            self._print([Text(printable(line.text))], line)
        self._newest = grown or line

    def note(self, *lines: str) -> None:
        """Print something that is not part of the conversation."""
        self.finish()
        self._print([Text(printable(line)) for line in lines], Line('note', '', ''))

    def prompt(self, text: str) -> None:
        """Print what stands before a line that is being typed, and keep it below all that is shown."""
        self._prompt = text
        self._console.print(Text(text), style=_STYLES['person'], end='')

    def unprompt(self) -> None:
        """The line has been typed."""
        self._prompt = ''
        self._newest = None

    def finish(self) -> None:
        """End the line that was left open for what it might have gone on with."""
        if self._is_unfinished:
            self._console.print()
        self._newest, self._is_unfinished = None, False

    def _rows(self, line: Line) -> list[Text]:
        width = self._console.width if self.is_terminal else 0  # elsewhere a line stays one line
        return list(rows(line, width, self._console))

    def _print(self, texts: Iterable[Text], line: Line, *, is_over_last: bool = False) -> None:
        controls: list[tuple[ControlType, int] | tuple[ControlType]] = []
        if self._prompt:
            controls += [(ControlType.CARRIAGE_RETURN,), (ControlType.ERASE_IN_LINE, 2)]
        if is_over_last:
            controls += [(ControlType.CURSOR_UP, 1), (ControlType.ERASE_IN_LINE, 2)]
        if controls:
            self._console.control(Control(*controls))
        self._is_unfinished = line.is_open and not self.is_terminal
        for text in texts:
            self._console.print(text, style=_STYLES[line.kind], end='' if self._is_unfinished else '\n')
        if self._prompt:
            self.prompt(self._prompt)
