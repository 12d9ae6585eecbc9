"""Reports of the traffic as messages."""

import math

from builtin_interfaces.msg import Time

import ipa_agents.msg as msg
from ipa_agents.errors import ReportError
from ipa_agents.language import Words
from ipa_agents.nodes.messages import seconds
from ipa_agents.travel.traffic.report import Incident, Report, Where, checked

__all__ = ['report_from']


def report_from(message: msg.Traffic) -> Report:
    """The report of a message; raises ReportError for one that cannot be."""
    return checked(Report(seconds(message.header.stamp), tuple(map(_incident, message.incidents))))


def _incident(message: msg.TrafficIncident) -> Incident:
    if len(message.latitudes) != len(message.longitudes):
        raise ReportError(f'incident {message.incident_id[:40]!r}: a line has as many latitudes as longitudes')
    return Incident(
        incident_id=message.incident_id,
        where=Where(
            road=message.road,
            line=tuple(zip(message.latitudes, message.longitudes, strict=True)),
            both_ways=message.both_ways,
            box=tuple(message.box),
        ),
        speed=None if message.is_closed else message.speed,
        begins=_time(message.begins, -math.inf),
        ends=_time(message.ends, math.inf),
        description=Words(message.description, message.description_zh),
    )


def _time(stamp: Time, otherwise: float) -> float:
    return seconds(stamp) or otherwise
