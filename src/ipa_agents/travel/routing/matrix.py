"""How long and how far it is from many places to many others."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import NoRoute
from ipa_agents.travel.routing.engine import Engine, location
from ipa_agents.travel.routing.position import Position

__all__ = ['Costs', 'Matrix', 'along', 'matrix']

_MOST = 50
"""Places on either side of one question to the engine, and so of what it holds in memory at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """s and m from each start (rows) to each goal (columns); inf where no way leads."""

    seconds: NDArray[np.float64]
    metres: NDArray[np.float64]


class Matrix(Protocol):
    """Tells times and distances; the router is one."""

    def matrix(self, starts: Sequence[Position], goals: Sequence[Position], *, on_foot: bool = False) -> Costs:
        """From each start to each goal, by the fastest way now; it raises nothing where no way leads."""


def along(source: Matrix, way: Sequence[Position]) -> Costs:
    """From each point of a way to the next one alone: between all others it is not asked, and inf."""
    seconds, metres = (np.full((len(way), len(way)), np.inf) for _ in range(2))
    for number, (start, goal) in enumerate(pairwise(way)):
        costs = source.matrix([start], [goal])
        seconds[number, number + 1], metres[number, number + 1] = costs.seconds[0, 0], costs.metres[0, 0]
    return Costs(seconds, metres)


def matrix(engine: Engine, starts: Sequence[Position], goals: Sequence[Position], *, on_foot: bool = False) -> Costs:
    """The costs by one engine, in as many questions as it takes."""
    seconds = np.full((len(starts), len(goals)), np.inf)
    metres = np.full((len(starts), len(goals)), np.inf)
    for row in range(0, len(starts), _MOST):
        for column in range(0, len(goals), _MOST):
            some, others = starts[row : row + _MOST], goals[column : column + _MOST]
            for source, target, time, length in _ask(engine, some, others, on_foot):
                seconds[row + source, column + target] = time
                metres[row + source, column + target] = length
    return Costs(seconds, metres)


def _ask(
    engine: Engine, starts: Sequence[Position], goals: Sequence[Position], on_foot: bool
) -> list[tuple[int, int, float, float]]:
    """What is known of these, by their numbers.

    One place that is off all roads spoils the answer for all: then each is asked for by itself.
    """
    request: dict[str, Any] = {
        'sources': [location(start) for start in starts],
        'targets': [location(goal) for goal in goals],
        'costing': 'pedestrian' if on_foot else 'auto',
        'verbose': False,
        'prioritize_bidirectional': True,  # the fast algorithm, with live speeds, too
    }
    try:
        answer = engine.ask('matrix', request)['sources_to_targets']
    except NoRoute:
        if len(starts) == len(goals) == 1:
            return []
        return [
            (row, column, time, length)
            for row, start in enumerate(starts)
            for column, goal in enumerate(goals)
            for _, _, time, length in _ask(engine, [start], [goal], on_foot)
        ]
    return [
        (row, column, float(time), float(length) * 1000)
        for row, (times, lengths) in enumerate(zip(answer['durations'], answer['distances'], strict=True))
        for column, (time, length) in enumerate(zip(times, lengths, strict=True))
        if time is not None and length is not None
    ]
