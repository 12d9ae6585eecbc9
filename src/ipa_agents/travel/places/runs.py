"""Runs of numbers: where each begins and ends."""

import numpy as np
from numpy.typing import NDArray

__all__ = ['numbers_in']


def numbers_in(firsts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """All numbers of runs, one run after the other, from each of `firsts` to before its end."""
    counts = ends - firsts
    before = np.cumsum(counts)
    return np.arange(before[-1] if len(before) else 0) + np.repeat(ends - before, counts)
