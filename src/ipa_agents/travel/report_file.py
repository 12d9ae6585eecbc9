"""A report of what changes by the minute, as a file, YAML or JSON lines, which is read again when it changes."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ipa_agents.config_files import Document, Location, check, read_yaml
from ipa_agents.errors import ConfigError, ReportError

__all__ = ['ReportFile', 'moment', 'read_file']

_LARGEST = 8_000_000
"""bytes"""


def read_file[R](file: Path, schema: str, items: str, report: Callable[[Mapping[str, Any]], R]) -> R:
    """The `report` of what a file says whose name ends in .yaml or .jsonl, with its list named `items`.

    Its first part says how many of them follow, so that one that was cut short is no report. Raises ReportError.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise ReportError(f'{file} is larger than {_LARGEST // 1_000_000} MB')
        document = check(_json_lines(file, items) if file.suffix == '.jsonl' else read_yaml(file), schema)
        data = document.data
        if data['count'] != len(data[items]):
            raise document.error(f'{data["count"]} {items} are said, {len(data[items])} are there', 'count')
        return report(data)
    except (ConfigError, OSError, ValueError) as error:
        raise ReportError(str(error)) from error


def moment(text: str) -> float:
    """A time with its time zone, in s since 1970; raises ValueError."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f'{text} does not say in which time zone')
    return time.timestamp()


class ReportFile[R]:
    """Knows whether a file is another one than when it was last read."""

    def __init__(self, file: Path, read: Callable[[Path], R]) -> None:
        self.file = file
        self._read = read
        self._seen: tuple[int, int, int] | None = None

    def read_if_new(self) -> R | None:
        """The report, once for each time that the file was written; None when nothing is new.

        Raises ReportError, once for each time, when it is no report; no file at all is nothing new.
        """
        try:
            stat = self.file.stat()
        except OSError:
            return None
        now = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if now == self._seen:
            return None
        self._seen = now
        return self._read(self.file)


def _json_lines(file: Path, items: str) -> Document:
    """A line with when it was issued and how many follow, then an item a line."""
    found = []
    for number, line in enumerate(file.read_text(encoding='utf-8').splitlines(), 1):
        try:
            found.append(json.loads(line, parse_constant=_no_number))
        except ValueError as error:
            raise ConfigError(str(file), number, f'no JSON: {error}') from error
    if not found or not isinstance(found[0], dict):
        raise ConfigError(str(file), 1, 'the first line is to say when it was issued')
    lines: dict[Location, int] = {(items, index): index + 2 for index in range(len(found) - 1)}
    return Document(file, {**found[0], items: found[1:]}, {(): 1, **lines})


def _no_number(name: str) -> float:
    raise ValueError(f'{name} is no number')
