"""What a route leads over: where it costs a toll, where it runs in a tunnel, and what slows it down now."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from ipa_agents.language import Words
from ipa_agents.travel.routing.edges import Edge, walk
from ipa_agents.travel.routing.engine import Engine
from ipa_agents.travel.routing.live_speeds import CLOSED
from ipa_agents.travel.routing.roads import Roads
from ipa_agents.travel.routing.route import Route

__all__ = ['NOT_SURVEYED', 'Lag', 'Stretch', 'Survey', 'survey']

_GAP = 30.0
"""m between two parts of a toll road, or of a tunnel, that people take for one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a route, in m from its start."""

    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Lag:
    """A part of a route that is slower than usual by `seconds`, or closed; `road` is empty where it has no name."""

    begins: float
    ends: float
    seconds: float
    is_closed: bool
    road: Words


@dataclass(frozen=True)
class Survey:
    """What was found along a route, in the order in which it comes."""

    tolls: tuple[Stretch, ...] = ()
    tunnels: tuple[Stretch, ...] = ()
    lags: tuple[Lag, ...] = ()

    def delay(self, along: float) -> float:
        """s that are lost beyond `along` m; what is closed counts nothing, since it cannot be waited for."""
        first = bisect_right(self._ends, along)
        if first == len(self.lags):
            return 0.0
        lag = self.lags[first]
        share = min(1.0, (lag.ends - along) / (lag.ends - lag.begins)) if lag.ends > lag.begins else 1.0
        return lag.seconds * share + self._seconds[-1] - self._seconds[first]

    def closure(self, along: float) -> Lag | None:
        """What is closed first beyond `along` m."""
        return next((lag for lag in self.lags if lag.is_closed and lag.ends > along), None)

    def worst(self, along: float) -> Lag | None:
        """What costs the most time beyond `along` m."""
        ahead = [lag for lag in self.lags if not lag.is_closed and lag.ends > along]
        return max(ahead, key=lambda lag: lag.seconds, default=None)

    @cached_property
    def _ends(self) -> list[float]:
        return [lag.ends for lag in self.lags]

    @cached_property
    def _seconds(self) -> list[float]:
        return list(accumulate(lag.seconds for lag in self.lags))


NOT_SURVEYED = Survey()


def survey(engine: Engine, roads: Roads, route: Route) -> Survey:
    """Look along a route."""
    edges = walk(engine, route.latitudes, route.longitudes)
    return Survey(
        _joined(edge for edge in edges if edge.is_toll),
        _joined(edge for edge in edges if edge.is_tunnel),
        tuple(lag for edge in edges if (lag := _lag(edge, engine.live.of(edge.edge_id), roads))),
    )


def _lag(edge: Edge, speed: float | None, roads: Roads) -> Lag | None:
    if speed is None or speed >= edge.speed:
        return None
    length = edge.ends - edge.begins
    seconds = 0.0 if speed == CLOSED else 3.6 * length * (1 / speed - 1 / edge.speed)
    return Lag(edge.begins, edge.ends, seconds, speed == CLOSED, roads.name_of(edge))


def _joined(edges: Iterable[Edge]) -> tuple[Stretch, ...]:
    stretches: list[Stretch] = []
    for edge in edges:
        if stretches and edge.begins - stretches[-1].ends <= _GAP:
            stretches[-1] = Stretch(stretches[-1].begins, edge.ends)
        else:
            stretches.append(Stretch(edge.begins, edge.ends))
    return tuple(stretches)
