"""The sea that a coastline leaves: OpenStreetMap draws the coast as lines with land on the left, water on the right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ipa_agents.travel.map.clipping import Floats, Points, line_in
from ipa_agents.travel.map.mercator import Box
from ipa_agents.travel.map.sewing import sewn

__all__ = ['Sea', 'sea_of']


@dataclass(frozen=True, eq=False)
class Sea:
    """Closed areas: the water, and the islands that lie on it."""

    water: tuple[Floats, ...] = ()
    islands: tuple[Floats, ...] = ()


def sea_of(coast: Sequence[Points], box: Box) -> Sea:
    """The sea of the pieces of a coastline within a box; none where there is no coast."""
    chains = [chain.astype(float) for chain in sewn(coast, keeps_direction=True)]
    rings = [chain for chain in chains if len(chain) > 3 and np.array_equal(chain[0], chain[-1])]
    islands = tuple(ring for ring in rings if _is_island(ring))
    lagoons = tuple(ring for ring in rings if not _is_island(ring))
    open_coast = [chain for chain in chains if len(chain) > 1 and not np.array_equal(chain[0], chain[-1])]
    parts = [part for chain in open_coast for part in line_in(_to_edges(chain, box), box)]
    if parts:
        return Sea((*_closed_along(parts, box), *lagoons), islands)
    return Sea((*([_around(box)] if islands else []), *lagoons), islands)


def _is_island(ring: Floats) -> bool:
    """Whether land is inside: the ring then runs counter-clockwise, which with y southwards has a negative area."""
    x, y = ring[:, 0] - ring[0, 0], ring[:, 1] - ring[0, 1]
    return bool((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() < 0)


def _to_edges(chain: Floats, box: Box) -> Floats:
    """The chain with ends that lie inside the box, where an extract was cut, drawn on to its nearest edge."""
    return np.vstack([*_onward(chain[0], box), chain, *_onward(chain[-1], box)])


def _onward(end: Floats, box: Box) -> list[Floats]:
    west, north, east, south = box
    x, y = end
    if not (west < x < east and north < y < south):
        return []
    edges = {x - west: (west, y), east - x: (east, y), y - north: (x, north), south - y: (x, south)}
    return [np.array(edges[min(edges)], float)]


def _closed_along(parts: Sequence[Floats], box: Box) -> list[Floats]:
    """Close the coast along the edge of the box: clockwise from where a part leaves to where the next one comes in."""
    length = _way_round(np.array([box[0], box[1]]), box, full=True)
    starts = [_way_round(part[0], box) for part in parts]
    left, areas = set(range(len(parts))), []
    while left:
        first = current = min(left)
        ring: list[Floats] = []
        while current in left:
            left.remove(current)
            ring.append(parts[current])
            leaves = _way_round(parts[current][-1], box)
            ahead = {(starts[other] - leaves) % length: other for other in (*left, first)}
            following = ahead[min(ahead)]
            ring.append(_corners(leaves, leaves + min(ahead), box))
            current = following
        ring.append(parts[first][:1])
        areas.append(np.vstack(ring))
    return areas


def _way_round(point: Floats, box: Box, full: bool = False) -> float:
    """How far along the edge a point on it is, clockwise from the north-west; the whole way if `full`."""
    west, north, east, south = box
    width, height = east - west, south - north
    if full:
        return 2.0 * (width + height)
    x, y = point
    sides = {
        abs(y - north): x - west,
        abs(x - east): width + y - north,
        abs(y - south): width + height + east - x,
        abs(x - west): 2 * width + height + south - y,
    }
    return float(sides[min(sides)])


def _corners(start: float, end: float, box: Box) -> Floats:
    """The corners of the box between two ways round."""
    west, north, east, south = box
    width, height = east - west, south - north
    round_trip = 2.0 * (width + height)
    at = [
        (0.0, (west, north)),
        (width, (east, north)),
        (width + height, (east, south)),
        (2 * width + height, (west, south)),
    ]
    passed = [corner for turn in (0, 1) for way, corner in at if start < way + turn * round_trip < end]
    return np.array(passed, float).reshape(-1, 2)


def _around(box: Box) -> Floats:
    west, north, east, south = box
    return np.array([(west, north), (east, north), (east, south), (west, south), (west, north)], float)
