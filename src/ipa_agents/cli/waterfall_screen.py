"""Draws a turn on a terminal: its sentence, a bar for each stage, and what became of it."""

import dataclasses
import json

from rich.console import Console
from rich.text import Text

from ipa_agents.cabin.stage_words import load_stage_words
from ipa_agents.cabin.waterfall import Bar, Turn
from ipa_agents.language import Language, language_of
from ipa_agents.terminal.lines import printable

__all__ = ['WaterfallScreen', 'block']

_STYLES = {'assistant': 'cyan', 'guard': 'yellow', 'cockpit': 'magenta'}
_VERDICTS = {'DONE': 'green', 'NEEDS_CONFIRMATION': 'yellow'}
_NODE, _STAGE, _TIME = 10, 12, 10
_NARROWEST, _WIDEST = 10, 70
_WIDTH_OF_PIPE = 120
_EIGHTHS = ' ▏▎▍▌▋▊▉█'


class WaterfallScreen:
    """Draws bars of `node` alone, or of all."""

    def __init__(self, node: str = '', console: Console | None = None) -> None:
        self._node = node
        self._console = console or Console(highlight=False)
        self._words = load_stage_words()

    def draw(self, turn: Turn) -> None:
        """Print one turn, and an empty line."""
        language = language_of(turn.text)
        width = self._console.width if self._console.is_terminal else _WIDTH_OF_PIPE
        head = Text.assemble(
            (' '.join(filter(None, (turn.turn_id[:6], turn.seat))), 'dim'),
            (f' “{printable(turn.text) or "…"}”', 'bold'),
            f'  {turn.total_ms:.0f} ms',
        )
        lines = [head, *(self._line(bar, turn, width, language) for bar in self._bars(turn)), *_verdicts(turn)]
        for line in lines:
            line.truncate(width, overflow='ellipsis')
            self._console.print(line, soft_wrap=True)
        self._console.print()

    def json(self, turn: Turn) -> None:
        """Print one turn as a JSON object."""
        told = dataclasses.asdict(turn) | {'bars': [dataclasses.asdict(bar) for bar in self._bars(turn)]}
        self._console.print(json.dumps(told, ensure_ascii=False), markup=False, soft_wrap=True)

    def _bars(self, turn: Turn) -> list[Bar]:
        return [bar for bar in turn.bars if self._node in ('', bar.node)]

    def _line(self, bar: Bar, turn: Turn, width: int, language: Language) -> Text:
        room = min(max((width - _NODE - _STAGE - _TIME) // 2, _NARROWEST), _WIDEST)
        style = _STYLES.get(bar.node, '')
        line = Text.assemble(
            (_column(self._words.node(bar.node)[language], _NODE), style),
            (_column(self._words.stage(bar.stage)[language], _STAGE), style),
            ('▕', 'dim'),
            (block(bar.start_ms, bar.end_ms, turn.total_ms, room), style),
            ('▏', 'dim'),
        )
        length = bar.end_ms - bar.start_ms
        line.append(f'{length:7.1f} ms' if length else f'@{bar.end_ms:6.1f} ms')
        return line.append(f'  {printable(bar.about(language))}', 'dim')


def block(start: float, end: float, total: float, width: int) -> str:
    """A bar from `start` to `end` of `total` in `width` cells, at least one eighth of a cell wide."""
    scale = width * 8 / total if total > 0 else 0.0
    first = min(int(start * scale), width * 8 - 1)
    last = max(min(round(end * scale), width * 8), first + 1)
    cells, rest = divmod(first, 8)
    filled = last - first + (rest if last - first > 8 else 0)
    return f'{" " * cells}{"█" * (filled // 8)}{_EIGHTHS[filled % 8].strip()}'.ljust(width)[:width]


def _verdicts(turn: Turn) -> list[Text]:
    lines = []
    for verdict in turn.verdicts:
        rules = f' ({", ".join(verdict.rules)})' if verdict.rules else ''
        lines.append(Text(f'{"":{_NODE}}→ {verdict.status}{rules}', _VERDICTS.get(verdict.status, 'red')))
    return lines


def _column(text: str, width: int) -> str:
    padded = Text(text)
    padded.truncate(width - 1, overflow='ellipsis')
    padded.pad_right(width - padded.cell_len)
    return padded.plain
