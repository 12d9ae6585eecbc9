"""A report of how full chargers and car parks are, as a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.occupancy.report import Count, OccupancyReport, checked
from ipa_agents.travel.report_file import moment, read_file

__all__ = ['read_report']


def read_report(file: Path) -> OccupancyReport:
    """Read a file of config/schemas/occupancy.yaml; raises ReportError."""
    return read_file(file, 'occupancy', 'places', _report)


def _report(data: Mapping[str, Any]) -> OccupancyReport:
    issued = moment(data['issued'])
    return checked(OccupancyReport(issued, tuple(_count(item, issued) for item in data['places'])))


def _count(item: Mapping[str, Any], issued: float) -> Count:
    counted = moment(item['counted']) if 'counted' in item else issued
    return Count(item['id'], Occupancy(item.get('free'), item.get('wait')), counted)
