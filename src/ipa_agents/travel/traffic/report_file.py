"""A report of the traffic as a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ipa_agents.language import Words
from ipa_agents.travel.report_file import moment, read_file
from ipa_agents.travel.traffic.report import Incident, Report, Where, checked

__all__ = ['read_report']


def read_report(file: Path) -> Report:
    """Read a file of config/schemas/traffic.yaml; raises ReportError."""
    return read_file(file, 'traffic', 'incidents', _report)


def _report(data: Mapping[str, Any]) -> Report:
    return checked(Report(moment(data['issued']), tuple(map(_incident, data['incidents']))))


def _incident(item: Mapping[str, Any]) -> Incident:
    return Incident(
        incident_id=item['id'],
        where=Where(
            road=item.get('road', ''),
            line=tuple((float(latitude), float(longitude)) for latitude, longitude in item.get('line', ())),
            both_ways=item.get('both_ways', False),
            box=tuple(map(float, item.get('box', ()))),
        ),
        speed=None if item.get('closed') else float(item['speed']),
        **{field: moment(item[key]) for key, field in (('from', 'begins'), ('until', 'ends')) if key in item},
        description=Words(*item.get('description', ('', ''))),
    )
