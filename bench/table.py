"""The one table of `make bench`: rows with what is beside them and whether the goal is met, in text and in Markdown."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Self

__all__ = ['BEGIN', 'END', 'Row', 'at', 'merged', 'rows_of', 'shown', 'with_rows']

BEGIN, END = '<!-- make bench: begin -->', '<!-- make bench: end -->'
_HEAD = ('what', 'measured', 'beside it', 'ratio', 'goal', '', 'on')
_MARKS = {True: 'met', False: '**missed**', None: ''}


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `beside` is what was measured in the same run to compare with, `on` the day."""

    what: str
    measured: str
    beside: str = ''
    ratio: str = ''
    goal: str = ''
    mark: str = ''
    on: str = ''

    @classmethod
    def compared(cls, what: str, value: float, bare: float, unit: str, at_most: float | None = None) -> Self:
        """A value beside that of a bare one; `at_most` is the goal of their ratio."""
        ratio = value / bare
        return cls(
            what,
            _number(value, unit),
            _number(bare, unit),
            f'{ratio:.2f}',
            f'≤ {at_most:g} ×' if at_most is not None else '',
            _MARKS[None if at_most is None else ratio <= at_most],
        )

    @classmethod
    def alone(
        cls, what: str, value: float, unit: str, *, at_most: float = math.inf, at_least: float = -math.inf
    ) -> Self:
        """A value by itself, with its goal if it has one."""
        goal, is_met = '', None
        if at_most < math.inf:
            goal, is_met = f'≤ {_number(at_most, unit)}', value <= at_most
        elif at_least > -math.inf:
            goal, is_met = f'≥ {_number(at_least, unit)}', value >= at_least
        return cls(what, _number(value, unit), goal=goal, mark=_MARKS[is_met])


def at(values: Sequence[float], percent: int) -> float:
    """The smallest of `values` that so many percent of them do not exceed."""
    return sorted(values)[max(math.ceil(len(values) * percent / 100), 1) - 1]


def _number(value: float, unit: str) -> str:
    digits = max(0, 2 - math.floor(math.log10(abs(value)))) if value else 0
    return f'{value:.{min(digits, 2)}f} {unit}'


def shown(rows: Sequence[Row]) -> str:
    """The table as text, in columns."""
    lines = [_HEAD, *map(astuple, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple('-' * width for width in widths))
    return '\n'.join('  '.join(map(str.ljust, line, widths)).rstrip() for line in lines)


def rows_of(text: str) -> list[Row]:
    """The rows between the markers of a Markdown text; none where there are no markers."""
    _, _, part = text.partition(BEGIN)
    lines = [line for line in part.partition(END)[0].splitlines() if line.startswith('|')]
    return [Row(*(cell.strip() for cell in line.split('|')[1:-1])) for line in lines[2:]]


def merged(old: Iterable[Row], new: Sequence[Row]) -> list[Row]:
    """`old` with what was measured anew, which goes where it was, or to the end."""
    news = {row.what: row for row in new}
    kept = [news.pop(row.what, row) for row in old]
    return [*kept, *news.values()]


def with_rows(text: str, intro: str, rows: Sequence[Row]) -> str:
    """The Markdown `text` with what is between the markers written anew; they are added where they are missing."""
    before, found, rest = text.partition(BEGIN)
    if not found:
        before, rest = f'{before.rstrip()}\n\n', f'{END}\n'
    lines = [_HEAD, ('---', *['---:'] * 3, '---', '---', '---'), *map(astuple, rows)]
    table = '\n'.join(f'| {" | ".join(cell or " " for cell in line)} |' for line in lines)
    return f'{before}{BEGIN}\n{intro}\n\n{table}\n{END}{rest.partition(END)[2]}'
