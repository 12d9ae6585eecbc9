"""Streets become the ways of a map: split at junctions, with lanes, speed limits and bridges."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.language import Words
from ipa_agents.travel.town.network import Network, Path
from ipa_agents.travel.town.sketch import ARTERIALS, Floats, Region

__all__ = ['Way', 'as_ways', 'name_tags']

_LEVEL_ROOM = 45.0
"""m from the motorway within which a road that crosses it is on a bridge."""


@dataclass(frozen=True)
class Way:
    """A piece of a street between two junctions of note."""

    nodes: tuple[int, ...]
    tags: Mapping[str, str]
    zone: str
    name: Words | None = None
    quarter: Words | None = None


def name_tags(name: Words | None) -> dict[str, str]:
    """The tags that carry a name in both languages; none for what has no name."""
    return {} if name is None else {'name': name.en, 'name:en': name.en, 'name:zh': name.zh}


def as_ways(network: Network, roads: Mapping[str, Any], over_water: Region) -> Iterator[Way]:
    """The ways of a network; `roads` are the defaults of each class of road."""
    uses = Counter(node for path in network.paths for node in set(path.nodes))
    of_note = {
        node for path in network.paths if path.street.highway in ARTERIALS for node in path.nodes if uses[node] > 1
    }
    motorway = np.array(
        [network.points[node] for path in network.paths if path.street.level == 'motorway' for node in path.nodes]
    )
    for path in network.paths:
        is_ground = path.street.level == 'ground'
        splits = of_note if is_ground else {node for node in path.nodes if uses[node] > 1}
        bridges = _bridges(network.points[list(path.nodes)], path, over_water, motorway)
        for first, last in _pieces(path, splits, bridges):
            street = path.street
            defaults = {key: str(value) for key, value in roads[street.highway].items()}
            if 'oneway' in street.tags and street.level == 'ground':
                defaults['lanes'] = str(max(1, int(defaults['lanes']) // 2))
            bridge = {'bridge': 'yes', 'layer': '1'} if bridges[first] else {}
            tags = {'highway': street.highway, **name_tags(street.name), **defaults, **street.tags, **bridge}
            yield Way(path.nodes[first : last + 1], tags, street.zone, street.name, street.quarter)


def _bridges(points: Floats, path: Path, over_water: Region, motorway: Floats) -> NDArray[np.bool_]:
    middles = (points[:-1] + points[1:]) / 2
    bridges = over_water(middles)
    if (
        path.street.level == 'ground'
        and path.street.highway in ARTERIALS
        and path.street.zone in ('arterial', 'country')
    ):
        apart = np.hypot(*np.moveaxis(middles[:, None] - motorway[None], 2, 0)).min(axis=1)
        ends_there = np.hypot(*(motorway - points[0]).T).min() < 1 or np.hypot(*(motorway - points[-1]).T).min() < 1
        bridges = bridges | ((apart < _LEVEL_ROOM) & (not ends_there))
    return np.asarray(bridges)


def _pieces(path: Path, splits: set[int], bridges: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    cuts = [
        index
        for index in range(1, len(path.nodes) - 1)
        if path.nodes[index] in splits or bridges[index] != bridges[index - 1]
    ]
    return pairwise([0, *cuts, len(path.nodes) - 1])
