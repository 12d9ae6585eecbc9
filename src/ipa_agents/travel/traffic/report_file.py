"""A report of the traffic as a file, YAML or JSON lines, which is read again when it becomes another one."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ipa_agents.config_files import Document, Location, check, read_yaml
from ipa_agents.errors import ConfigError, TrafficError
from ipa_agents.language import Words
from ipa_agents.travel.traffic.report import Incident, Report, Where, checked

__all__ = ['ReportFile', 'read_report']

_SCHEMA = 'traffic'
_LARGEST = 8_000_000
"""bytes"""


def read_report(file: Path) -> Report:
    """Read a file whose name ends in .yaml or .jsonl.

    Its first part says how many incidents follow, so that one that was cut short is no report. Raises TrafficError.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise TrafficError(f'{file} is larger than {_LARGEST // 1_000_000} MB')
        document = check(_json_lines(file) if file.suffix == '.jsonl' else read_yaml(file), _SCHEMA)
        data = document.data
        if data['count'] != len(data['incidents']):
            raise document.error(f'{data["count"]} incidents are said, {len(data["incidents"])} are there', 'count')
        return checked(Report(_time(data['issued']), tuple(map(_incident, data['incidents']))))
    except (ConfigError, OSError, ValueError) as error:
        raise TrafficError(str(error)) from error


class ReportFile:
    """Knows whether a file is another one than when it was last read."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._seen: tuple[int, int, int] | None = None

    def read_if_new(self) -> Report | None:
        """The report, once for each time that the file was written; None when nothing is new.

        Raises TrafficError, once for each time, when it is no report; no file at all is nothing new.
        """
        try:
            stat = self.file.stat()
        except OSError:
            return None
        now = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if now == self._seen:
            return None
        self._seen = now
        return read_report(self.file)


def _json_lines(file: Path) -> Document:
    """A line with when it was issued and how many follow, then an incident a line."""
    items = []
    for number, line in enumerate(file.read_text(encoding='utf-8').splitlines(), 1):
        try:
            items.append(json.loads(line, parse_constant=_no_number))
        except ValueError as error:
            raise ConfigError(str(file), number, f'no JSON: {error}') from error
    if not items or not isinstance(items[0], dict):
        raise ConfigError(str(file), 1, 'the first line is to say when it was issued')
    lines: dict[Location, int] = {('incidents', index): index + 2 for index in range(len(items) - 1)}
    return Document(file, {**items[0], 'incidents': items[1:]}, {(): 1, **lines})


def _no_number(name: str) -> float:
    raise ValueError(f'{name} is no number')


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
        **{field: _time(item[key]) for key, field in (('from', 'begins'), ('until', 'ends')) if key in item},
        description=Words(*item.get('description', ('', ''))),
    )


def _time(text: str) -> float:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f'{text} does not say in which time zone')
    return moment.timestamp()
