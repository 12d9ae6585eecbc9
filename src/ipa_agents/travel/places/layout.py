"""The files of a place store: raw little-endian arrays, one entry for each place or block of places."""

import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    'BLOCK',
    'BLOCK_CODES',
    'BLOCK_KINDS',
    'BY_ID',
    'ENDS',
    'IDS',
    'KINDS',
    'NO_KIND',
    'RECORDS',
    'ROW',
    'ROWS',
    'UNKNOWN_RATING',
    'mapped',
]

ROW = np.dtype(
    [
        ('attributes', '<u8'),
        ('cuisines', '<u8'),
        ('latitude', '<i4'),
        ('longitude', '<i4'),
        ('rating', 'u1'),
        ('price', 'u1'),
    ]
)
"""What a search looks at: degrees in steps of 1e-7, a rating in steps of 0.02, a price of 1 to 4 or 0 for unknown."""
UNKNOWN_RATING = 255
NO_KIND = 255
"""Fills the last block."""
BLOCK = 64
"""How many places share an entry of the block files: the code of the first, and which kinds there are."""

ROWS, KINDS, IDS, ENDS, RECORDS = 'rows.bin', 'kinds.bin', 'ids.bin', 'ends.bin', 'records.bin'
BLOCK_CODES, BLOCK_KINDS, BY_ID = 'block_codes.bin', 'block_kinds.bin', 'by_id.bin'


def mapped(file: Path, dtype: np.dtype[Any]) -> NDArray[Any]:
    """A file as an array that is read from disk where it is looked at."""
    with file.open('rb') as opened:
        size = opened.seek(0, 2)
        if size == 0:
            return np.empty(0, dtype)
        return np.frombuffer(mmap.mmap(opened.fileno(), size, access=mmap.ACCESS_READ), dtype)
