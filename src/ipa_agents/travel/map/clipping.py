"""Lines and areas cut to a box."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.map.mercator import Box

__all__ = ['Floats', 'Points', 'area_in', 'line_in']

Floats = NDArray[np.float64]
Points = NDArray[Any]
"""Rows of x and y, whole or not."""


def line_in(points: Points, box: Box) -> Iterator[Floats]:
    """The parts of a line inside a box, with their ends on its edge where it goes on (Liang and Barsky, 1984)."""
    west, north, east, south = box
    starts, steps = points[:-1].astype(float), np.diff(points, axis=0).astype(float)
    enter, leave = np.zeros(len(steps)), np.ones(len(steps))
    for axis, low, high in ((0, west, east), (1, north, south)):
        step, start = steps[:, axis], starts[:, axis]
        safe = np.where(step == 0, 1.0, step)
        first, second = (low - start) / safe, (high - start) / safe
        outside = (step == 0) & ((start < low) | (start > high))
        enter = np.where(step == 0, np.where(outside, 2.0, enter), np.maximum(enter, np.minimum(first, second)))
        leave = np.where(step == 0, leave, np.minimum(leave, np.maximum(first, second)))
    seen = enter < leave
    begins = seen & ((enter > 0) | ~np.concatenate([[False], seen[:-1]]))
    ends = seen & ((leave < 1) | ~np.concatenate([seen[1:], [False]]))
    for begin, end in zip(np.flatnonzero(begins).tolist(), np.flatnonzero(ends).tolist(), strict=True):
        head = starts[begin] + enter[begin] * steps[begin]
        tail = starts[end] + leave[end] * steps[end]
        yield np.vstack([head, points[begin + 1 : end + 1], tail])


def area_in(points: Points, box: Box) -> Floats:
    """The part of an area inside a box, closed; empty where there is none (Sutherland and Hodgman, 1974)."""
    ring = points[:-1].astype(float)
    west, north, east, south = box
    for axis, edge, sign in ((0, west, 1), (0, east, -1), (1, north, 1), (1, south, -1)):
        if not len(ring):
            break
        inside = sign * (ring[:, axis] - edge)
        following, ahead = np.roll(ring, -1, axis=0), np.roll(inside, -1)
        crosses = (inside >= 0) != (ahead >= 0)
        share = inside / np.where(crosses, inside - ahead, 1.0)
        cuts = ring + share[:, None] * (following - ring)
        kept = np.stack([inside >= 0, crosses], axis=1).ravel()
        ring = np.stack([ring, cuts], axis=1).reshape(-1, 2)[kept]
    return np.vstack([ring, ring[:1]])
