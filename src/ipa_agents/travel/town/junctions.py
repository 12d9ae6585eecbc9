"""What stands at the junctions: roundabouts, traffic signals and turns that are forbidden."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipa_agents.travel.town.sketch import ARTERIALS, Floats
from ipa_agents.travel.town.ways import Way

__all__ = ['Junctions', 'Restriction', 'equip_junctions']

_RADIUS = 18.0
"""m of a roundabout."""


@dataclass(frozen=True)
class Restriction:
    """A turn that is forbidden: from one way (by number) over a node into another way."""

    from_way: int
    via: int
    to_way: int
    kind: str


@dataclass(frozen=True, eq=False)
class Junctions:
    """The ways and points once roundabouts are built, where signals stand, and what is forbidden."""

    points: Floats
    ways: tuple[Way, ...]
    signals: frozenset[int]
    restrictions: tuple[Restriction, ...]


def equip_junctions(
    points: Floats, ways: Sequence[Way], wanted: Mapping[str, float], rng: np.random.Generator
) -> Junctions:
    """Put roundabouts, signals and restrictions, as many as `wanted`, at crossings of arterial roads."""
    arms: dict[int, list[int]] = defaultdict(list)
    for number, way in enumerate(ways):
        for end in (way.nodes[0], way.nodes[-1]):
            arms[end].append(number)
    crossings = [node for node, numbers in sorted(arms.items()) if _is_crossing(node, numbers, ways)]
    roomy = [
        node for node in crossings if all(_room(node, ways[number], points) > 1.5 * _RADIUS for number in arms[node])
    ]
    round_ones = {roomy[index] for index in rng.permutation(len(roomy))[: int(wanted['roundabouts'])]}
    signals = frozenset(node for node in crossings if node not in round_ones and rng.random() < wanted['signals'])
    restrictions = [
        restriction for node in sorted(signals) if (restriction := _no_left(node, arms[node], ways, points))
    ]
    chosen = sorted(rng.permutation(len(restrictions))[: int(wanted['restrictions'])])
    built_points, built_ways = points, list(ways)
    for node in sorted(round_ones):
        built_points = _build_roundabout(node, arms[node], built_points, built_ways)
    return Junctions(built_points, tuple(built_ways), signals, tuple(restrictions[index] for index in chosen))


def _is_crossing(node: int, numbers: Sequence[int], ways: Sequence[Way]) -> bool:
    roads = [ways[number] for number in numbers]
    big = {way.name for way in roads if way.tags['highway'] in ARTERIALS}
    plain = all(
        way.tags['highway'] in ARTERIALS and 'bridge' not in way.tags and way.nodes[0] != way.nodes[-1] for way in roads
    )
    return plain and len(big) > 1 and len(numbers) >= 3


def _ahead(node: int, way: Way) -> int:
    return way.nodes[1] if way.nodes[0] == node else way.nodes[-2]


def _room(node: int, way: Way, points: Floats) -> float:
    return float(np.hypot(*(points[_ahead(node, way)] - points[node])))


def _direction(node: int, way: Way, points: Floats) -> float:
    east, north = points[_ahead(node, way)] - points[node]
    return math.atan2(north, east)


def _build_roundabout(node: int, numbers: Sequence[int], points: Floats, ways: list[Way]) -> Floats:
    """Cut the arms short and lay a circle through their ends, counter-clockwise, since traffic keeps right."""
    around = sorted(numbers, key=lambda number: _direction(node, ways[number], points))
    directions = [_direction(node, ways[number], points) for number in around]
    entries = list(range(len(points), len(points) + len(around)))
    circle: list[int] = []
    spots = [_on_circle(points[node], direction) for direction in directions]
    for index, direction in enumerate(directions):
        gap = (directions[(index + 1) % len(directions)] - direction) % math.tau
        circle.append(entries[index])
        for step in range(1, int(gap / 0.6) + 1):
            spots.append(_on_circle(points[node], direction + gap * step / (int(gap / 0.6) + 1)))
            circle.append(len(points) + len(spots) - 1)
    for entry, number in zip(entries, around, strict=True):
        nodes = tuple(entry if other == node else other for other in ways[number].nodes)
        ways[number] = replace(ways[number], nodes=nodes)
    first = ways[around[0]]
    tags = {'highway': first.tags['highway'], 'junction': 'roundabout', 'maxspeed': '30', 'lanes': '1'}
    ways.append(Way((*circle, circle[0]), tags, 'roundabout'))
    return np.vstack([points, *spots])


def _on_circle(centre: Floats, direction: float) -> Floats:
    return centre + _RADIUS * np.array([math.cos(direction), math.sin(direction)])


def _no_left(node: int, numbers: Sequence[int], ways: Sequence[Way], points: Floats) -> Restriction | None:
    """A left turn at this node that can be forbidden without cutting anything off: there is a way straight on."""
    if len(numbers) < 4:
        return None
    start = numbers[0]
    turns = {
        number: (_direction(node, ways[number], points) - _direction(node, ways[start], points) - math.pi) % math.tau
        for number in numbers[1:]
    }
    left = [number for number, angle in turns.items() if 0.8 < angle < 2.3]
    straight = [number for number, angle in turns.items() if min(angle, math.tau - angle) < 0.5]
    return Restriction(start, node, left[0], 'no_left_turn') if left and straight else None
