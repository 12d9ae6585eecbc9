"""Routes over a map, by Valhalla inside this process."""

import itertools
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipa_agents.errors import MapMissing, NoRoute, SetupError
from ipa_agents.language import Words
from ipa_agents.travel.geodesy import Line, turn
from ipa_agents.travel.guiding.guidance import Guidance
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.maneuvers import read_maneuvers
from ipa_agents.travel.routing.route import PREFERENCES, Maneuver, Route

__all__ = ['Position', 'Road', 'Router', 'valhalla_config']

_Costing = Mapping[str, Any]
# In turn, until there is a route: what is not wanted is left out, then only avoided.
_COSTINGS: Mapping[str, Sequence[_Costing]] = {
    'fastest': ({},),
    'shortest': ({'shortest': True},),
    'no_tolls': ({'exclude_tolls': True}, {'use_tolls': 0.0}),
    'no_motorways': ({'exclude_highways': True}, {'use_highways': 0.0}),
}
_ON_ROAD = 40.0
"""m from the middle of a road at which a car is still on it."""
_NO_LIMIT = 200
"""km/h; what the engine gives from here on stands for a road without a limit."""
_FAR_FROM_ROAD = 2000
"""m; what is further from every road cannot be driven to."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a car is, degrees WGS 84, and its heading, degrees from north; None when it is not known."""

    latitude: float
    longitude: float
    heading: float | None = None


@dataclass(frozen=True, slots=True)
class Road:
    """The road under the car: its name, empty without one, and its speed limit in km/h, None when it is not known."""

    name: Words
    speed_limit: float | None


def valhalla_config(tiles: Path) -> dict[str, Any]:
    """Valhalla's configuration for a folder of tiles, without its log; raises SetupError where it is not installed."""
    try:
        from valhalla import get_config
    except ImportError as error:
        raise SetupError(
            'routing needs Valhalla: pip install pyvalhalla (Python 3.12 or later), or make setup'
        ) from error
    config: dict[str, Any] = get_config(tile_extract='', tile_dir=tiles, verbose=False)
    config['service_limits']['allow_hard_exclusions'] = True
    return config


class Router:
    """Finds routes. Not for use by two threads at once."""

    def __init__(self, tiles: Path, streets: Mapping[str, Words], guidance: Guidance) -> None:
        """`tiles`: the folder of Valhalla's tiles; `streets`: names of streets by their name on the map."""
        if not tiles.is_dir():
            raise MapMissing(f'{tiles}: no routing tiles there; run `ipa town`')
        config = valhalla_config(tiles)
        from valhalla import Actor

        self._actor = Actor(config)
        self._streets = streets
        self._guidance = guidance
        self._numbers = itertools.count(1)

    def plan(
        self,
        start: Position,
        destination: Place,
        stops: Sequence[Place] = (),
        preference: str = 'fastest',
        alternatives: int = 0,
    ) -> list[Route]:
        """The best route first, then up to `alternatives` others (none when there are stops).

        Raises NoRoute when no way leads there, and ValueError for a preference that is not one.
        """
        if preference not in PREFERENCES:
            raise ValueError(f'preference {preference!r} is not one of {", ".join(PREFERENCES)}')
        answer = self._first(start, [*stops, destination], _COSTINGS[preference], alternatives)
        trips = [answer['trip'], *(other['trip'] for other in answer.get('alternates', ()))]
        return [self._read(trip, destination, tuple(stops), preference) for trip in trips]

    def road_at(self, position: Position) -> Road | None:
        """The road under a car, by its heading where that is known; None where there is no map or no road."""
        from valhalla import ValhallaError

        request = {'locations': [_location(position)], 'costing': 'auto', 'verbose': True}
        try:
            (found,) = json.loads(self._actor.locate(json.dumps(request)))
        except (ValhallaError, RuntimeError):
            return None
        edges = [edge for edge in found.get('edges') or () if edge['distance'] <= _ON_ROAD]
        if not edges:
            return None
        edge = min(edges, key=lambda edge: abs(turn(position.heading or 0.0, edge['heading'])))
        names = edge['edge_info']['names']
        limit = edge['edge_info'].get('speed_limit') or 0
        known = next((self._streets[name] for name in names if name in self._streets), None)
        is_limited = isinstance(limit, int) and 0 < limit < _NO_LIMIT
        return Road(known or Words(*(names[:1] * 2 or ('', ''))), float(limit) if is_limited else None)

    def _first(self, start: Position, goals: Sequence[Place], costings: Sequence[_Costing], others: int) -> Any:
        *strict, last = costings
        for costing in strict:
            with suppress(NoRoute):
                return self._ask(start, goals, costing, others)
        return self._ask(start, goals, last, others)

    def _ask(self, start: Position, goals: Sequence[Place], costing: _Costing, alternatives: int) -> Any:
        from valhalla import ValhallaError

        others = [_location(Position(goal.latitude, goal.longitude)) for goal in goals]
        request = {
            'locations': [_location(start), *others],
            'costing': 'auto',
            'costing_options': {'auto': dict(costing)},
            'directions_type': 'maneuvers',
            'alternates': alternatives if len(goals) == 1 else 0,
        }
        try:
            return json.loads(self._actor.route(json.dumps(request)))
        except (ValhallaError, RuntimeError) as error:
            raise NoRoute(f'no way leads to {goals[-1].name or "that point"}: {error}') from error

    def _read(self, trip: Mapping[str, Any], destination: Place, stops: tuple[Place, ...], preference: str) -> Route:
        shape: list[tuple[float, float]] = []
        begins = []
        for leg in trip['legs']:
            points = _decode(leg['shape'])
            shape = shape or points[:1]
            begins.append(len(shape) - 1)
            shape += points[1:]
        if len(shape) < 2:
            shape *= 2
        line = Line([latitude for _, latitude in shape], [longitude for longitude, _ in shape])
        goals = (*stops, destination)
        maneuvers: list[Maneuver] = []
        for number, (leg, begin) in enumerate(zip(trip['legs'], begins, strict=True)):
            at = [line.along(begin + item['begin_shape_index']) for item in leg['maneuvers']]
            items = list(zip(leg['maneuvers'], at, strict=True))
            is_last = number == len(stops)
            maneuvers += read_maneuvers(items, self._streets, self._guidance, goals[number], is_last)
        return Route(
            route_id=f'route-{next(self._numbers)}',
            destination=destination,
            stops=stops,
            distance=round(line.length, 1),
            duration=round(trip['summary']['time'], 1),
            has_tolls=bool(trip['summary'].get('has_toll')),
            preference=preference,
            maneuvers=tuple(maneuvers),
            latitudes=tuple(latitude for _, latitude in shape),
            longitudes=tuple(longitude for longitude, _ in shape),
        )


def _location(position: Position) -> dict[str, Any]:
    location: dict[str, Any] = {
        'lat': position.latitude,
        'lon': position.longitude,
        'search_cutoff': _FAR_FROM_ROAD,
    }
    if position.heading is not None:
        location |= {'heading': round(position.heading) % 360, 'heading_tolerance': 60}
    return location


def _decode(encoded: str) -> list[tuple[float, float]]:
    """Longitudes and latitudes of a shape."""
    from valhalla.midgard.utils import decode_polyline

    return list(decode_polyline(encoded))
