from collections.abc import Callable
from pathlib import Path

import pytest

from ipa_agents.errors import ReportError
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.occupancy.report import Count, OccupancyReport
from ipa_agents.travel.occupancy.report_file import read_report

Written = Callable[[str, str], Path]
YAML = """
issued: 2026-11-22T18:00:00+08:00
count: 3
places:
  - {id: n1, free: 0, wait: 600, counted: 2026-11-22T17:59:00+08:00}
  - {id: n2, free: 12}
  - {id: n3}
"""
LINES = """{"issued": "2026-11-22T10:00:00Z", "count": 3}
{"id": "n1", "free": 0, "wait": 600, "counted": "2026-11-22T09:59:00Z"}
{"id": "n2", "free": 12}
{"id": "n3"}
"""
AT = 1795341600.0
MEANT = OccupancyReport(
    AT,
    (
        Count('n1', Occupancy(0, 600), AT - 60),
        Count('n2', Occupancy(12), AT),
        Count('n3', Occupancy(), AT),
    ),
)


@pytest.mark.parametrize(('name', 'text'), [('free.yaml', YAML), ('free.jsonl', LINES)])
def test_both_kinds_of_file_say_the_same(written: Written, name: str, text: str) -> None:
    assert read_report(written(name, text)) == MEANT


@pytest.mark.parametrize(
    ('name', 'text', 'reason'),
    [
        ('f.yaml', '', 'empty'),
        ('f.yaml', YAML[: YAML.index('  - {id: n3')], '3 places are said, 2'),
        ('f.yaml', YAML[:-6], 'flow mapping'),
        ('f.yaml', YAML.replace('wait: 600', 'wait: .nan'), 'nan'),
        ('f.yaml', YAML.replace('wait: 600', 'wait: -1'), 'minimum'),
        ('f.yaml', YAML.replace('free: 12', 'free: -1'), 'minimum'),
        ('f.yaml', YAML.replace('free: 12', 'free: 1.5'), 'integer'),
        ('f.yaml', YAML.replace('free: 12', 'free: 900000'), 'maximum'),
        ('f.yaml', YAML.replace('id: n2', 'id: n1'), 'twice'),
        ('f.yaml', YAML.replace('T17:59', 'T18:01'), 'after the report'),
        ('f.yaml', YAML.replace('2026-11-22T18:00:00+08:00', '2026-11-22T18:00:00'), 'issued'),
        ('f.yaml', YAML.replace('free: 12', 'full: yes'), 'full'),
        ('f.jsonl', LINES[: LINES.rindex('{"id')], '3 places are said, 2'),
        ('f.jsonl', LINES[:-6], ':4: no JSON'),
        ('f.jsonl', LINES.replace('600', 'NaN'), ':2: no JSON'),
    ],
)
def test_what_is_cut_short_or_cannot_be_is_no_report(written: Written, name: str, text: str, reason: str) -> None:
    with pytest.raises(ReportError, match=reason):
        read_report(written(name, text))
