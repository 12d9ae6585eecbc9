"""A block of the index of names, and the files in which blocks lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.naming.terms import Keys

__all__ = ['BLOCK', 'BLOCKS', 'DIRECTORY', 'FILES', 'VERSION', 'Block', 'Numbers', 'mapped']

BLOCK = 65_536
"""Places with neighbouring numbers that share a block."""
VERSION = 2
BLOCKS = 'names-blocks.bin'
FILES: Mapping[str, tuple[str, type[np.generic]]] = {
    'keys': ('names-keys.bin', np.uint64),
    'starts': ('names-starts.bin', np.uint32),
    'places': ('names-places.bin', np.uint16),
    'sizes': ('names-sizes.bin', np.uint8),
}
"""Files of all blocks by the field of Block, with what each is of."""
DIRECTORY: Mapping[str, tuple[str, type[np.generic]]] = {
    'keys': ('names-directory-keys.bin', np.uint64),
    'starts': ('names-directory-starts.bin', np.uint32),
    'places': ('names-directory-blocks.bin', np.uint16),
}
"""Files of the directory: a block whose places are blocks."""

Numbers = NDArray[np.uint16]
"""Places by their numbers within a block, ascending."""


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """The index of one block: `places[starts[i] : starts[i + 1]]`, ascending, have the term `keys[i]`.

    `sizes` has for each place how many words (times 16) and unspaced characters its shortest names have.
    """

    keys: Keys
    starts: NDArray[np.uint32]
    places: Numbers
    sizes: NDArray[np.uint8]


def mapped(file: Path, kind: type[np.generic]) -> NDArray[Any]:
    """A file as an array that is read where it is looked at; raises OSError and ValueError."""
    # Plain arrays over the mapping: slices of a memmap cost ten times as much.
    return np.memmap(file, kind, 'r').view(np.ndarray) if file.stat().st_size else np.empty(0, kind)
