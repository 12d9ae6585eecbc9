"""What a report of the traffic says: where cars are slow or may not drive, and from when until when."""

import math
from dataclasses import dataclass
from operator import attrgetter

from ipa_agents.language import Words
from ipa_agents.travel.report_check import check_report

__all__ = ['MOST_INCIDENTS', 'Incident', 'Report', 'Where', 'checked']

MOST_INCIDENTS = 2000
_MOST_POINTS = 1000
_SLOWEST, _FASTEST = 1.0, 250.0
"""km/h"""
_NOT_SAID = Words('', '')


@dataclass(frozen=True, slots=True)
class Where:
    """A road by its name in either language or its number; or a line of (latitude, longitude) in the direction in which
    cars drive; or a box (south, west, north, east). In degrees, WGS 84.
    """

    road: str = ''
    line: tuple[tuple[float, float], ...] = ()
    both_ways: bool = False
    box: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """Something on a road: cars move at `speed` km/h, None where it is closed. Times in s since 1970."""

    incident_id: str
    where: Where
    speed: float | None
    begins: float = -math.inf
    ends: float = math.inf
    description: Words = _NOT_SAID

    def holds(self, now: float) -> bool:
        """Whether it is there at `now`."""
        return self.begins <= now < self.ends


@dataclass(frozen=True, slots=True)
class Report:
    """All that is known of the traffic at `issued`, in s since 1970."""

    issued: float
    incidents: tuple[Incident, ...]


def checked(report: Report) -> Report:
    """The report itself; raises ReportError for one that cannot be."""
    check_report(
        'incident', report.issued, report.incidents, MOST_INCIDENTS, attrgetter('incident_id'), _reason_against
    )
    return report


def _reason_against(incident: Incident) -> str:
    """Why an incident cannot be; empty when it can."""
    where = incident.where
    if incident.speed is not None and not _SLOWEST <= incident.speed <= _FASTEST:
        return f'a speed of {incident.speed:g} km/h is not within {_SLOWEST:g}..{_FASTEST:g}'
    if math.isnan(incident.begins) or math.isnan(incident.ends) or incident.ends <= incident.begins:
        return 'it ends before it begins'
    if [bool(where.road), bool(where.line), bool(where.box)].count(True) != 1:
        return 'it is to be at one of a road, a line and a box'
    if where.line and not 2 <= len(where.line) <= _MOST_POINTS:
        return f'a line has 2 to {_MOST_POINTS} points'
    if where.box and (len(where.box) != 4 or not (where.box[0] < where.box[2] and where.box[1] < where.box[3])):
        return 'a box is south, west, north, east'
    corners = (where.box[:2], where.box[2:]) if where.box else where.line
    if not all(abs(latitude) <= 90 and abs(longitude) <= 180 for latitude, longitude in corners):
        return 'it is not on earth'
    return ''
