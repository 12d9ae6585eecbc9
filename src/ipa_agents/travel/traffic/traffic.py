"""What the traffic does to the roads: speeds and closures that hold now."""

from collections.abc import Mapping

from ipa_agents.errors import ReportError
from ipa_agents.travel.routing.edges import Edge
from ipa_agents.travel.routing.live_speeds import CLOSED, LiveSpeeds
from ipa_agents.travel.routing.roads import Roads
from ipa_agents.travel.traffic.report import Incident, Report, Where, checked

__all__ = ['Traffic']

_NOTHING = Report(float('-inf'), ())
_AT_ONCE = 20
"""Places that are looked up on the map in one step: some 10 ms each, and guidance must go on."""


class Traffic:
    """Keeps the last good report, and lets the engine know what of it holds. Steppable; it knows no clock."""

    def __init__(self, max_age: float = 3600.0) -> None:
        """A report that is older than `max_age` s when it comes is refused."""
        self._roads: Roads | None = None
        self._max_age = max_age
        self._report = _NOTHING
        self._edges: dict[Where, tuple[Edge, ...]] = {}
        self._holding: tuple[Incident, ...] = ()

    @property
    def holding(self) -> tuple[Incident, ...]:
        """What slows down or closes roads now."""
        return self._holding

    @property
    def unknown(self) -> tuple[Incident, ...]:
        """What is at no road of this map."""
        return tuple(incident for incident in self._report.incidents if self._edges.get(incident.where) == ())

    def take(self, report: Report, now: float) -> None:
        """Believe a report from the next step on; raises ReportError for one that is no good, and keeps the last."""
        if report.issued < self._report.issued:
            raise ReportError('it is older than the last one')
        if report.issued < now - self._max_age:
            raise ReportError(f'it was made {now - report.issued:.0f} s ago; {self._max_age:.0f} s are the most')
        self._report = checked(report)
        places = {incident.where for incident in report.incidents}
        self._edges = {where: edges for where, edges in self._edges.items() if where in places}

    def step(self, now: float, roads: Roads, live: LiveSpeeds) -> bool:
        """Show the engine of these roads what holds at `now`, s since 1970; True when that has become something else.

        A clock that is set back or forth only changes what holds.
        """
        if roads is not self._roads:
            self._roads, self._edges, self._holding = roads, {}, ()
        wanted = [incident for incident in self._report.incidents if incident.holds(now)]
        missing = {incident.where: None for incident in wanted if incident.where not in self._edges}
        for where in list(missing)[:_AT_ONCE]:
            self._edges[where] = _find(where, roads)
        holding = tuple(incident for incident in wanted if self._edges.get(incident.where))
        if holding == self._holding:
            return False
        self._holding = holding
        live.show(self._speeds())
        return True

    def _speeds(self) -> Mapping[int, float]:
        """km/h by edge: of several incidents the slowest, and never more than is usual."""
        speeds: dict[int, float] = {}
        for incident in self._holding:
            for edge in self._edges[incident.where]:
                speed = CLOSED if incident.speed is None else min(incident.speed, edge.speed)
                speeds[edge.edge_id] = min(speed, speeds.get(edge.edge_id, speed))
        return speeds


def _find(where: Where, roads: Roads) -> tuple[Edge, ...]:
    if where.road:
        return roads.called(where.road)
    if where.box:
        return roads.within(*where.box)
    latitudes, longitudes = zip(*where.line, strict=True)
    return roads.along(latitudes, longitudes, both_ways=where.both_ways)
