"""A world without roads: everything is as far as it is by air, at 10 m/s; and places in it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.matrix import Costs
from ipa_agents.travel.routing.position import Position

METRE = 1 / 111_195.0
"""Degrees of latitude."""
START = Position(0.0, 10.0)


def place(name: str, kind: str, north: float, *attributes: str, rating: float = math.nan, name_zh: str = '') -> Place:
    """A place `north` m of the start."""
    return Place(name, name, name_zh, kind, north * METRE, 10.0, rating=rating, attributes=attributes)


@dataclass
class FlatEarth:
    """A matrix at 10 m/s. No way leads to what is north of `shore` m."""

    shore: float = math.inf
    asked: list[tuple[int, int]] = field(default_factory=list)

    def matrix(self, starts: Sequence[Position], goals: Sequence[Position], *, on_foot: bool = False) -> Costs:
        self.asked.append((len(starts), len(goals)))
        metres = np.array(
            [[float(distance(a.latitude, a.longitude, b.latitude, b.longitude)) for b in goals] for a in starts]
        )
        metres[:, [goal.latitude > self.shore * METRE for goal in goals]] = math.inf
        return Costs(metres / (1.3 if on_foot else 10.0), metres)
