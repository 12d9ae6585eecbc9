"""How far a car gets: the area that it can reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ipa_agents.errors import NoRoute
from ipa_agents.travel.routing.engine import Engine, location
from ipa_agents.travel.routing.position import Position

__all__ = ['Reach', 'Unit', 'reach']

Unit = Literal['minutes', 'metres']
_MOST = {'minutes': 240.0, 'metres': 400_000.0}


@dataclass(frozen=True, slots=True)
class Reach:
    """What can be reached within `limit` minutes or metres: rings of (latitude, longitude), each closed.

    Of the rings of one area the first is around it, the others are holes.
    """

    limit: float
    unit: Unit
    areas: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]


def reach(engine: Engine, position: Position, limit: float, unit: Unit) -> Reach:
    """By car, from a position, now. Raises ValueError for a limit out of range, NoRoute where no road is near."""
    if not 0 < limit <= _MOST[unit]:
        raise ValueError(f'{limit:g} {unit} is not above 0 and up to {_MOST[unit]:g}')
    places = [location(position)]
    if not engine.ask('locate', {'locations': places, 'costing': 'auto'})[0]['edges']:
        raise NoRoute('no road is near')  # the engine would draw a dot
    contour = {'time': limit} if unit == 'minutes' else {'distance': limit / 1000}
    request = {
        'locations': places,
        'costing': 'auto',
        'contours': [contour],
        'polygons': True,
    }
    answer = engine.ask('isochrone', request)
    return Reach(
        limit,
        unit,
        tuple(
            tuple(tuple((latitude, longitude) for longitude, latitude in ring) for ring in polygon)
            for feature in answer['features']
            for polygon in _polygons(feature['geometry'])
        ),
    )


def _polygons(geometry: Mapping[str, Any]) -> list[list[list[list[float]]]]:
    """The polygons of a GeoJSON geometry."""
    coordinates: list[Any] = geometry['coordinates']
    return coordinates if geometry['type'] == 'MultiPolygon' else [coordinates]
