"""Finds the mistakes of a ROS parameter file that ROS itself passes over in silence."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ipa_agents.config_files import Document, Location, read_yaml

__all__ = ['check_parameter_file', 'declared_parameters']

_ANY = '/**'
_KEY = 'ros__parameters'
_OF_EVERY_NODE = ('use_sim_time',)


def declared_parameters(file: Path) -> dict[str, set[str]]:
    """The names of the parameters that each node has, by the file that lists all of them; `/**` has those of all."""
    data = read_yaml(file).data
    return {
        pattern.rpartition('/')[2]: {'.'.join(keys) for keys, _ in _items(part[_KEY])} for pattern, part in data.items()
    }


def check_parameter_file(file: Path, listed: Path) -> None:
    """Raises ConfigError with the line for what is no parameter file, or names a parameter that `listed` has not."""
    document = read_yaml(file)
    known = declared_parameters(listed)
    if not isinstance(document.data, dict):
        raise document.error('must be a mapping of nodes, such as /**/hvac')
    for pattern, part in document.data.items():
        if not isinstance(part, dict) or set(part) != {_KEY} or not isinstance(part[_KEY], dict):
            raise document.error(f'{pattern}: must have {_KEY} with a mapping of parameters', pattern)
        node = pattern.rpartition('/')[2]
        if node == '**':
            names = set().union(*known.values())
        elif node in known:
            names = known[node] | known['**']
        else:
            nodes = ', '.join(sorted(known.keys() - {'**'}))
            raise document.error(f'{pattern}: there is no such node; there are: {nodes}', pattern)
        _check_parameters(document, (pattern, _KEY), part[_KEY], names | set(_OF_EVERY_NODE))


def _check_parameters(document: Document, place: Location, parameters: dict[str, Any], names: set[str]) -> None:
    for keys, value in _items(parameters):
        name = '.'.join(keys)
        if name not in names:
            node = str(place[0])
            raise document.error(f'{node}: no parameter {name}; there are: {", ".join(sorted(names))}', *place, *keys)
        if value is None or (isinstance(value, list) and len(set(map(type, value))) != 1):
            raise document.error(f'{name}: must be a value, or a list of values of one kind', *place, *keys)


def _items(parameters: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each value with the keys that lead to it: a mapping within a mapping is a name with a dot."""
    for name, value in parameters.items():
        if isinstance(value, dict):
            yield from (((name, *rest), inner) for rest, inner in _items(value))
        else:
            yield (name,), value
