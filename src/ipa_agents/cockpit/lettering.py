"""Where text may stand on a map: how wide it is, where a line is straight enough for it, and what room is left."""

import unicodedata
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

__all__ = ['Room', 'ends_of_stretches', 'printable', 'shortened', 'text_width']

Floats = NDArray[np.float64]

_NARROW, _CAPITAL, _WIDE = 0.54, 0.66, 1.0
"""Usual widths of letters by the size of the text; Chinese characters are as wide as high."""
_LONGEST = 15.0
"""Widths of a Chinese character after which a name at a point is cut."""
_CELL = 8
"""px"""
_BAND = 4
"""Cells around the square, for what sticks out."""
_HALF_HEIGHT = 6.0
"""px that whatever comes next reaches around its points, at least."""
_STEP = 6.0
"""px between the points of a stretch."""
_SHARPEST = 0.35
"""radians between two steps of a stretch, beyond which letters would fall apart."""
_MOST_TURNED = 0.9
"""radians that a stretch may turn in all."""


def text_width(text: str, size: float) -> float:
    """About how wide text of this size is, in the unit of the size."""
    return sum(map(_width, text)) * size


def printable(text: str) -> str:
    """The text without what no picture may hold: characters of control."""
    return ''.join(letter for letter in text if letter.isprintable())


def shortened(text: str) -> str:
    """The text, cut with an ellipsis where it would be too long for a name at a point."""
    total = 0.0
    for number, letter in enumerate(text):
        total += _width(letter)
        if total > _LONGEST:
            return text[:number].rstrip() + '…'
    return text


def ends_of_stretches(line: Floats, length: float) -> Iterator[Floats]:
    """The parts of a line of this length on which text can go, the nearest to the middle of the line first."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    if along[-1] < length:
        return
    count = max(2, int(length / _STEP) + 1)
    spare = along[-1] - length
    begins = np.arange(0.0, spare + 1e-9, max(_STEP, spare / 12))
    for begin in sorted(begins, key=lambda begin: abs(float(begin) - spare / 2)):
        wanted = np.linspace(begin, begin + length, count)
        stretch = np.stack([np.interp(wanted, along, line[:, axis]) for axis in (0, 1)], axis=1)
        steps = np.diff(stretch, axis=0)
        turns = np.abs(np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))))
        if turns.max(initial=0.0) < _SHARPEST and turns.sum() < _MOST_TURNED:
            yield stretch


class Room:
    """What of a square of `side` px is still free; text keeps `margin` px away from the edge."""

    def __init__(self, side: int, margin: int) -> None:
        self._side = side
        self._margin = margin
        cells = side // _CELL + 2 * _BAND
        self._taken = np.zeros((cells, cells), bool)

    def is_free(self, points: Floats, radius: float, may_stick_out: bool = False) -> bool:
        """Whether what reaches `radius` px around the points is inside the square and touches nothing."""
        least = self._margin + radius
        if not may_stick_out and not ((points >= least) & (points <= self._side - least)).all():
            return False
        columns, rows = (points // _CELL + _BAND).astype(int).T
        return not self._taken[rows, columns].any()

    def take(self, points: Floats, radius: float) -> None:
        """Let nothing else come within `radius` px of the points."""
        around = radius + _HALF_HEIGHT
        low = np.maximum((points - around) // _CELL + _BAND, 0).astype(int).tolist()
        high = np.maximum((points + around) // _CELL + _BAND + 1, 0).astype(int).tolist()
        for (west, north), (east, south) in zip(low, high, strict=True):
            self._taken[north:south, west:east] = True


def _width(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in 'WF':
        return _WIDE
    return _CAPITAL if letter.isupper() else _NARROW
