"""What a town is drawn with before its streets are joined: lines in m, east and north of the market square."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ipa_agents.language import Words

__all__ = [
    'ARTERIALS',
    'Floats',
    'Level',
    'Region',
    'Street',
    'bezier',
    'crossings',
    'lengths_along',
    'parts',
    'resample',
    'smooth',
    'thinned',
]

Floats = NDArray[np.float64]
Region = Callable[[Floats], NDArray[np.bool_]]
Level = Literal['ground', 'motorway', 'link']
ARTERIALS = frozenset({'trunk', 'primary', 'secondary', 'tertiary'})


@dataclass(frozen=True, eq=False)
class Street:
    """A street as drawn. Only streets on the ground meet where they cross; the others only at their ends."""

    points: Floats
    highway: str
    zone: str
    name: Words | None = None
    quarter: Words | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    level: Level = 'ground'


def lengths_along(points: Floats) -> Floats:
    """m from the start of the line to each of its points."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])


def resample(points: Floats, step: float) -> Floats:
    """The line with its points at most `step` m apart."""
    along = lengths_along(points)
    wanted = np.linspace(0, along[-1], max(2, int(np.ceil(along[-1] / step)) + 1))
    return np.stack([np.interp(wanted, along, points[:, axis]) for axis in (0, 1)], axis=1)


def smooth(points: Floats, step: float, rounds: int = 4) -> Floats:
    """The line with its corners cut (Chaikin), its ends kept, resampled."""
    for _ in range(rounds):
        near, far = points[:-1] * 0.75 + points[1:] * 0.25, points[:-1] * 0.25 + points[1:] * 0.75
        cut = np.stack([near, far], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], cut[1:-1], points[-1:]])
    return resample(points, step)


def bezier(start: Floats, control: Floats, end: Floats, step: float) -> Floats:
    """A quadratic curve from `start` to `end`, drawn towards `control`."""
    share = np.linspace(0, 1, 24)[:, None]
    return resample((1 - share) ** 2 * start + 2 * share * (1 - share) * control + share**2 * end, step)


def crossings(start: Floats, end: Floats, other_start: Floats, other_end: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """For pairs of segments, row by row: the share of the first one at which they cross, and whether they do."""
    step, other_step, gap = end - start, other_end - other_start, other_start - start
    area = step[:, 0] * other_step[:, 1] - step[:, 1] * other_step[:, 0]
    safe = np.where(np.abs(area) > 1e-9, area, np.inf)
    share = (gap[:, 0] * other_step[:, 1] - gap[:, 1] * other_step[:, 0]) / safe
    other = (gap[:, 0] * step[:, 1] - gap[:, 1] * step[:, 0]) / safe
    meet = np.isfinite(safe) & (share >= 0) & (share <= 1) & (other >= 0) & (other <= 1)
    return share, meet


def parts(points: Floats, inside: Region, shortest: float = 30.0) -> Iterator[Floats]:
    """The parts of a line that lie inside a region, their ends within 1 m of its edge."""
    kept = inside(points)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], kept, [False]]).astype(int)))
    for first, last in zip(edges[::2], edges[1::2] - 1, strict=True):
        part = points[first : last + 1]
        if first > 0:
            part = np.vstack([_edge(points[first - 1], points[first], inside), part])
        if last < len(points) - 1:
            part = np.vstack([part, _edge(points[last + 1], points[last], inside)])
        if len(part) > 1 and lengths_along(part)[-1] >= shortest:
            yield part


def thinned(points: Floats, tolerance: float, longest: float) -> Floats:
    """The line without the points that change it by less than `tolerance` m, and with none over `longest` m apart.

    Douglas and Peucker, Cartographica 10 (1973).
    """
    keep = np.zeros(len(points), bool)
    keep[[0, -1]] = True
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        along, away = points[last] - points[first], points[first + 1 : last] - points[first]
        length = np.hypot(*along)
        off = np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length if length > 1e-6 else np.hypot(*away.T)
        worst = int(np.argmax(off))
        if off[worst] > tolerance:
            keep[first + 1 + worst] = True
            stack += [(first, first + 1 + worst), (first + 1 + worst, last)]
    corners = points[keep]
    pieces = [resample(corners[i : i + 2], longest)[:-1] for i in range(len(corners) - 1)]
    return np.vstack([*pieces, corners[-1:]])


def _edge(outside: Floats, within: Floats, inside: Region) -> Floats:
    while np.hypot(*(within - outside)) > 1.0:
        middle = (outside + within) / 2
        if inside(middle[None])[0]:
            within = middle
        else:
            outside = middle
    return within
