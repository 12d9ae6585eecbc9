"""Routes over a map, by Valhalla inside this process."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ipa_agents.errors import NoRoute, UnknownRoad
from ipa_agents.language import Words
from ipa_agents.travel.geodesy import turn
from ipa_agents.travel.guiding.guidance import Guidance
from ipa_agents.travel.map.drawing import MapDrawing
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.alternatives import Legs, find_ways
from ipa_agents.travel.routing.avoid import AVOIDABLE, NOTHING, Avoid, wishes
from ipa_agents.travel.routing.edges import Edge
from ipa_agents.travel.routing.engine import Engine, location
from ipa_agents.travel.routing.matrix import Costs, matrix
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.reach import Reach, Unit, reach
from ipa_agents.travel.routing.roads import Roads
from ipa_agents.travel.routing.route import PREFERENCES, Route, Via
from ipa_agents.travel.routing.survey import Survey, survey
from ipa_agents.travel.routing.trips import read_trip

__all__ = ['Road', 'Router']

_ON_ROAD = 40.0
"""m from the middle of a road at which a car is still on it."""
_NO_LIMIT = 200
"""km/h; what the engine gives from here on stands for a road without a limit."""


@dataclass(frozen=True, slots=True)
class Road:
    """The road under the car: its name, empty without one, and its speed limit in km/h, None when it is not known."""

    name: Words
    speed_limit: float | None


class Router:
    """Finds routes. Not for use by two threads at once."""

    def __init__(
        self, tiles: Path, drawing: Callable[[], MapDrawing], streets: Mapping[str, Words], guidance: Guidance
    ) -> None:
        """`tiles`: the folder of Valhalla's tiles; `streets`: names of streets by their name on the map.

        Roads are found by their names on the `drawing`, which is opened when that is asked for first.
        """
        self._engine = Engine(tiles)
        self.roads = Roads(self._engine, drawing, streets)
        self.live = self._engine.live
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
        vias: Sequence[Via] = (),
        avoid: Avoid = NOTHING,
    ) -> list[Route]:
        """The best route first, then up to `alternatives` others.

        What cannot be avoided is given up, as little as possible, and the routes say so. Raises NoRoute when no way
        leads there at all, UnknownRoad for a road to avoid that is not on the map, and ValueError for a preference or a
        kind of way that is none.
        """
        if preference not in PREFERENCES:
            raise ValueError(f'preference {preference!r} is not one of {", ".join(PREFERENCES)}')
        if unknown := set(avoid.kinds) - set(AVOIDABLE):
            raise ValueError(f'{min(unknown)!r} cannot be avoided; these can: {", ".join(AVOIDABLE)}')
        goals = (*stops, destination)
        legs = [_places(start, goals, vias, leg) for leg in range(len(goals))]
        try:
            given_up, ways = self._search(legs, preference, wishes(preference, avoid), alternatives)
        except NoRoute as error:
            raise NoRoute(f'no way leads to {destination.name or "that point"}: {error}') from error
        return [self._route(legs, goals, preference, tuple(vias), avoid, given_up) for legs in ways]

    def survey(self, route: Route) -> Survey:
        """What a route leads over, and what slows it down now."""
        return survey(self._engine, self.roads, route)

    def matrix(self, starts: Sequence[Position], goals: Sequence[Position], *, on_foot: bool = False) -> Costs:
        """How long and how far it is from each start to each goal; see `Matrix`."""
        return matrix(self._engine, starts, goals, on_foot=on_foot)

    def reach(self, position: Position, limit: float, unit: Unit) -> Reach:
        """How far a car gets within `limit` minutes or metres; raises ValueError and NoRoute."""
        return reach(self._engine, position, limit, unit)

    def road_at(self, position: Position) -> Road | None:
        """The road under a car, by its heading where that is known; None where there is no map or no road."""
        request = {'locations': [location(position)], 'costing': 'auto', 'verbose': True}
        try:
            (found,) = self._engine.ask('locate', request)
        except NoRoute:
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

    def _search(
        self, legs: Sequence[Sequence[Mapping[str, Any]]], preference: str, wanted: Avoid, others: int
    ) -> tuple[Avoid, list[Legs]]:
        """What was given up, and the ways."""
        *compromises, everything = wanted.compromises()
        for given_up in compromises:
            with suppress(NoRoute):
                return given_up, self._ways(legs, preference, wanted, given_up, others)
            if given_up == NOTHING:
                self._ways(legs, preference, wanted, everything, 0)  # where no way leads at all, no compromise helps
        return everything, self._ways(legs, preference, wanted, everything, others)

    def _ways(
        self,
        legs: Sequence[Sequence[Mapping[str, Any]]],
        preference: str,
        wanted: Avoid,
        given_up: Avoid,
        others: int,
    ) -> list[Legs]:
        kept = wanted.without(given_up)
        request = {
            'costing': 'auto',
            'costing_options': {'auto': {'shortest': preference == 'shortest', **wanted.costing(given_up)}},
            'directions_type': 'maneuvers',
        }
        closed = {edge.edge_id for road in kept.roads for edge in self._called(road)}
        with self.live.closed(closed):
            return find_ways(lambda more: self._engine.ask('route', {**request, **more}), legs, others)

    def _called(self, road: str) -> Sequence[Edge]:
        edges = self.roads.called(road)
        if not edges:
            raise UnknownRoad(road)
        return edges

    def _route(
        self,
        legs: Legs,
        goals: tuple[Place, ...],
        preference: str,
        vias: tuple[Via, ...],
        avoid: Avoid,
        given_up: Avoid,
    ) -> Route:
        trip = read_trip(legs, goals, self._streets, self._guidance)
        return Route(
            route_id=f'route-{next(self._numbers)}',
            destination=goals[-1],
            stops=goals[:-1],
            preference=preference,
            vias=vias,
            avoid=avoid,
            given_up=given_up,
            **{field.name: getattr(trip, field.name) for field in fields(trip)},
        )


def _places(start: Position, goals: Sequence[Place], vias: Sequence[Via], leg: int) -> list[dict[str, Any]]:
    """From the end of the leg before over what is to be passed to the end of this leg."""
    ends = [start, *(Position(goal.latitude, goal.longitude) for goal in goals)]
    passed = [location(via.position, type='via') for via in vias if via.leg == leg]
    return [location(ends[leg]), *passed, location(ends[leg + 1])]
