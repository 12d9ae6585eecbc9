"""Every street of the town can be driven to and away from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ipa_agents.travel.town.network import Network, Path

__all__ = ['reachable']


def reachable(network: Network, start: int) -> Network:
    """The network without what cannot be driven to from node `start` and back.

    One-way streets on the ground that would be traps are opened in both directions first.
    """
    whole = _spread(start, network.paths, both_ways=True)
    paths = [path for path in network.paths if path.nodes[0] in whole]
    while traps := _traps(paths, _round_trip(start, paths)):
        paths = [_opened(path) if index in traps else path for index, path in enumerate(paths)]
    served = _round_trip(start, paths)
    return Network(network.points, tuple(path for path in paths if served.issuperset(path.nodes)))


def _traps(paths: list[Path], served: set[int]) -> set[int]:
    return {
        index
        for index, path in enumerate(paths)
        if path.street.level == 'ground' and 'oneway' in path.street.tags and not served.issuperset(path.nodes)
    }


def _opened(path: Path) -> Path:
    tags = {key: value for key, value in path.street.tags.items() if key != 'oneway'}
    return Path(replace(path.street, tags=tags), path.nodes)


def _round_trip(start: int, paths: list[Path]) -> set[int]:
    return _spread(start, paths) & _spread(start, [Path(path.street, path.nodes[::-1]) for path in paths])


def _spread(start: int, paths: Iterable[Path], both_ways: bool = False) -> set[int]:
    """All nodes that can be driven to from `start`."""
    onward = defaultdict(list)
    for path in paths:
        for node, following in zip(path.nodes, path.nodes[1:], strict=False):
            onward[node].append(following)
            if both_ways or 'oneway' not in path.street.tags:
                onward[following].append(node)
    seen, waiting = {start}, [start]
    while waiting:
        for node in onward[waiting.pop()]:
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen
