"""The directory of the index of names: which blocks have a term, so that a search everywhere looks into few of them."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.naming.block import DIRECTORY, FILES, Numbers, mapped
from ipa_agents.travel.places.naming.terms import Keys

__all__ = ['write_directory']

_SAMPLE = 1024
"""Of a block's terms, every such one is looked at to find where to cut."""


def write_directory(folder: Path, ends: Sequence[int], at_once: int = 8_000_000) -> None:
    """Write it beside the blocks, whose terms lie between `ends` in their file; about `at_once` terms are in memory.

    Raises OSError when it does not fit there.
    """
    keys = mapped(folder / FILES['keys'][0], np.uint64)
    blocks = [keys[start:end] for start, end in pairwise(ends)]
    with ExitStack() as stack:
        files = {field: stack.enter_context((folder / name).open('wb')) for field, (name, _) in DIRECTORY.items()}
        written = 0
        for terms, holders in _parts(blocks, at_once):
            first = np.append(True, terms[1:] != terms[:-1])
            files['keys'].write(terms[first].data)
            files['starts'].write((written + np.flatnonzero(first)).astype(np.uint32).data)
            files['places'].write(holders.data)
            written += len(holders)
        files['starts'].write(np.array([written], np.uint32).data)


def _parts(blocks: Sequence[Keys], at_once: int) -> Iterator[tuple[Keys, Numbers]]:
    """All terms of all blocks, ascending, each with the number of a block that has it; in parts."""
    samples = np.sort(np.concatenate([np.empty(0, np.uint64), *(block[::_SAMPLE] for block in blocks)]))
    cuts = np.unique(samples[:: max(1, at_once // _SAMPLE)][1:])
    bounds = [_bounds(block, cuts) for block in blocks]
    for part in range(len(cuts) + 1 if blocks else 0):
        pieces = [block[bound[part] : bound[part + 1]] for block, bound in zip(blocks, bounds, strict=True)]
        terms = np.concatenate(pieces)
        holders = np.repeat(np.arange(len(blocks), dtype=np.uint16), [len(piece) for piece in pieces])
        order = np.argsort(terms, kind='stable')
        if len(order):
            yield terms[order], holders[order]


def _bounds(keys: Keys, cuts: NDArray[np.uint64]) -> list[int]:
    return [0, *np.searchsorted(keys, cuts).tolist(), len(keys)]
