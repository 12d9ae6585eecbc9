"""The pieces of road that a line on the map consists of, as the engine knows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ipa_agents.errors import NoRoute
from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.routing.engine import Engine
from ipa_agents.travel.routing.polyline import decode

__all__ = ['Edge', 'walk']

_LONGEST_STEP = 100_000.0
"""m between two points of a line; a ferry, or a road through a desert, has few of them."""
_TOUCH = 0.5
"""m of an edge that only goes off where the line begins or ends, to the precision of its points."""
_ROOM, _ROOM_SHARE = 20.0, 0.02
"""m, and share of its length, by which what was found may be longer or shorter than the line."""
_WANTED = ('id', 'names', 'speed', 'toll', 'tunnel', 'begin_shape_index', 'end_shape_index')


@dataclass(frozen=True, slots=True)
class Edge:
    """A piece of road between two junctions, in the direction in which it is driven.

    `begins` and `ends` in m along the line that was walked, `speed` in km/h where nothing is known of the traffic;
    `latitudes` and `longitudes` are its own points.
    """

    edge_id: int
    names: tuple[str, ...]
    begins: float
    ends: float
    speed: float
    is_toll: bool
    is_tunnel: bool
    latitudes: tuple[float, ...]
    longitudes: tuple[float, ...]


def walk(engine: Engine, latitudes: Sequence[float], longitudes: Sequence[float]) -> list[Edge]:
    """The edges along a line in degrees, in its direction; none where no road runs like it.

    Walking from junction to junction is quick and exact, but between the same two junctions another road may lead.
    """
    length = Line(latitudes, longitudes).length
    for how in ('edge_walk', 'map_snap'):
        edges = _match(engine, latitudes, longitudes, how)
        if edges and abs(sum(edge.ends - edge.begins for edge in edges) - length) <= _ROOM + _ROOM_SHARE * length:
            return edges
    return []


def _match(engine: Engine, latitudes: Sequence[float], longitudes: Sequence[float], how: str) -> list[Edge]:
    points = [{'lat': at, 'lon': across} for at, across in zip(latitudes, longitudes, strict=True)]
    request = {
        'shape': points,
        'shape_match': how,
        'costing': 'auto',
        'trace_options': {'breakage_distance': _LONGEST_STEP},
        'filters': {'action': 'include', 'attributes': ['shape', *(f'edge.{name}' for name in _WANTED)]},
    }
    try:
        answer = engine.ask('trace_attributes', request)
    except NoRoute:
        return []
    shape = decode(answer['shape'])
    line = Line([point[1] for point in shape], [point[0] for point in shape])
    return [
        edge for edge in (_edge(item, shape, line) for item in answer['edges']) if edge.ends - edge.begins >= _TOUCH
    ]


def _edge(item: Mapping[str, Any], shape: Sequence[tuple[float, float]], line: Line) -> Edge:
    begin, end = item['begin_shape_index'], item['end_shape_index']
    part = shape[begin : end + 1]
    return Edge(
        edge_id=item['id'],
        names=tuple(item.get('names', ())),
        begins=line.along(begin),
        ends=line.along(end),
        speed=float(item['speed']),
        is_toll=bool(item.get('toll')),
        is_tunnel=bool(item.get('tunnel')),
        latitudes=tuple(latitude for _, latitude in part),
        longitudes=tuple(longitude for longitude, _ in part),
    )
