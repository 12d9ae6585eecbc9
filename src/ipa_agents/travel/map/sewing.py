"""Pieces of lines put together where they meet end to end."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ['sewn']

Points = NDArray[Any]
_End = tuple[int, int]


def sewn(pieces: Sequence[Points], keeps_direction: bool = False) -> Iterator[Points]:
    """The lines that the pieces make; where more than two meet, they stay apart.

    With `keeps_direction`, only the end of one is sewn to the start of another, as it must be for a coastline.
    """
    at: dict[_End, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        for end in (piece[0], piece[-1]):
            at[_key(end)].append(number)
    ends = {_key(piece[-1]) for piece in pieces} if keeps_direction else set()
    # What no other piece leads to comes first, so that a line with a direction is taken up at its start.
    left = dict.fromkeys(sorted(range(len(pieces)), key=lambda number: _key(pieces[number][0]) in ends))
    while left:
        first = next(iter(left))
        del left[first]
        line = [pieces[first]]
        _grow(line, pieces, at, left, keeps_direction)
        if not keeps_direction:
            line = [piece[::-1] for piece in reversed(line)]
            _grow(line, pieces, at, left, keeps_direction)
        yield np.vstack([line[0], *(piece[1:] for piece in line[1:])])


def _grow(
    line: list[Points],
    pieces: Sequence[Points],
    at: dict[_End, list[int]],
    left: dict[int, None],
    keeps_direction: bool,
) -> None:
    """Add pieces to the end of the line while exactly one goes on from there."""
    while True:
        end = _key(line[-1][-1])
        meeting = at[end]
        onward = [number for number in meeting if number in left]
        if len(onward) != 1 or (len(meeting) > 2 and not keeps_direction):
            return
        piece = pieces[onward[0]]
        if _key(piece[0]) != end:
            if keeps_direction:
                return
            piece = piece[::-1]
        del left[onward[0]]
        line.append(piece)


def _key(point: Points) -> _End:
    return int(point[0]), int(point[1])
