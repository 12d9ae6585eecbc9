"""Reports of how full chargers and car parks are, as messages."""

import math

import ipa_agents.msg as msg
from ipa_agents.nodes.messages import seconds
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.occupancy.report import Count, OccupancyReport, checked

__all__ = ['report_from']

_NOT_KNOWN = -1


def report_from(message: msg.OccupancyReport) -> OccupancyReport:
    """The report of a message; raises ReportError for one that cannot be."""
    issued = seconds(message.header.stamp)
    return checked(OccupancyReport(issued, tuple(_count(item, issued) for item in message.places)))


def _count(message: msg.Occupancy, issued: float) -> Count:
    occupancy = Occupancy(
        free=None if message.free == _NOT_KNOWN else message.free,
        wait=None if math.isnan(message.wait) else message.wait,
    )
    return Count(message.place_id, occupancy, seconds(message.stamp) or issued)
