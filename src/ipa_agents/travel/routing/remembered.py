"""A matrix that asks the way between two places once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ipa_agents.travel.routing.matrix import Costs, Matrix
from ipa_agents.travel.routing.position import Position

__all__ = ['Remembered']

_Pair = tuple[Position, Position, bool]


@dataclass
class Remembered:
    """A Matrix for one plan, in which the same ways are weighed again and again. Traffic that changes is not seen."""

    source: Matrix
    _known: dict[_Pair, tuple[float, float]] = field(default_factory=dict)

    def matrix(self, starts: Sequence[Position], goals: Sequence[Position], *, on_foot: bool = False) -> Costs:
        """From each start to each goal; only what is not known yet is asked."""
        missing = [(start, goal) for start in starts for goal in goals if (start, goal, on_foot) not in self._known]
        some, others = (list(dict.fromkeys(pair[side] for pair in missing)) for side in (0, 1))
        if missing:
            costs = self.source.matrix(some, others, on_foot=on_foot)
            for row, start in enumerate(some):
                for column, goal in enumerate(others):
                    cost = float(costs.seconds[row, column]), float(costs.metres[row, column])
                    self._known[start, goal, on_foot] = cost
        pairs = np.array([[self._known[start, goal, on_foot] for goal in goals] for start in starts])
        pairs = pairs.reshape(len(starts), len(goals), 2)
        return Costs(pairs[:, :, 0], pairs[:, :, 1])
