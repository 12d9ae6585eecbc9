from collections.abc import Callable
from pathlib import Path

import pytest

from ipa_agents.errors import ReportError
from ipa_agents.language import Words
from ipa_agents.travel.traffic.report import Incident, Report, Where
from ipa_agents.travel.traffic.report_file import read_report

Written = Callable[[str, str], Path]
YAML = """
issued: 2026-11-22T18:00:00+08:00
count: 2
incidents:
  - id: works
    road: 环城路
    speed: 15
    from: 2026-11-22T18:00:00+08:00
    until: 2026-11-22T20:00:00+08:00
    description: [Roadworks, 道路施工]
  - {id: bridge, line: [[31.2, 165.4], [31.2, 165.41]], both_ways: true, closed: true}
"""
LINES = """{"issued": "2026-11-22T10:00:00Z", "count": 2}
{"id": "works", "road": "环城路", "speed": 15, "from": "2026-11-22T10:00:00Z", "until": "2026-11-22T12:00:00Z", \
"description": ["Roadworks", "道路施工"]}
{"id": "bridge", "line": [[31.2, 165.4], [31.2, 165.41]], "both_ways": true, "closed": true}
"""
AT = 1795341600.0
MEANT = Report(
    AT,
    (
        Incident('works', Where('环城路'), 15.0, AT, AT + 7200, Words('Roadworks', '道路施工')),
        Incident('bridge', Where(line=((31.2, 165.4), (31.2, 165.41)), both_ways=True), None),
    ),
)


@pytest.mark.parametrize(('name', 'text'), [('traffic.yaml', YAML), ('traffic.jsonl', LINES)])
def test_both_kinds_of_file_say_the_same(written: Written, name: str, text: str) -> None:
    assert read_report(written(name, text)) == MEANT


@pytest.mark.parametrize(
    ('name', 'text', 'reason'),
    [
        ('t.yaml', '', 'empty'),
        ('t.yaml', YAML[: YAML.index('  - {id: bridge')], '2 incidents are said, 1'),
        ('t.yaml', YAML[: len(YAML) // 2], ''),
        ('t.yaml', YAML.replace('speed: 15', 'speed: .nan'), 'number'),
        ('t.yaml', YAML.replace('speed: 15', 'speed: 900'), '900'),
        ('t.yaml', YAML.replace('speed: 15', 'speed: 0'), 'minimum'),
        ('t.yaml', YAML.replace('issued: 2026-11-22T18:00:00+08:00', 'issued: yesterday'), 'yesterday'),
        ('t.yaml', YAML.replace('issued: 2026-11-22T18:00:00+08:00', 'issued: 2026-11-22T18:00:00'), 'issued'),
        ('t.yaml', YAML.replace('2026-11-22T20:00:00', '2026-13-22T20:00:00'), 'month'),
        ('t.yaml', YAML.replace('id: bridge', 'id: works'), 'twice'),
        ('t.yaml', YAML.replace('closed: true', 'colour: red'), ''),
        ('t.yaml', YAML.replace('[31.2, 165.4]', '[165.4, 31.2]'), 'not on earth'),
        ('t.jsonl', '', 'first line'),
        ('t.jsonl', LINES[: LINES.rindex('{"id')], '2 incidents are said, 1'),
        ('t.jsonl', LINES[:-40], ':3: no JSON'),
        ('t.jsonl', LINES.replace('15', 'NaN'), ':2: no JSON'),
        ('t.jsonl', '[]\n', 'first line'),
        ('t.jsonl', '\x00\xff\n', 'no JSON'),
    ],
)
def test_what_is_broken_cut_short_or_out_of_range_is_no_report(
    written: Written, name: str, text: str, reason: str
) -> None:
    with pytest.raises(ReportError, match=reason):
        read_report(written(name, text))


def test_what_is_no_text_or_too_large_is_no_report(tmp_path: Path) -> None:
    file = tmp_path / 't.jsonl'
    file.write_bytes(b'\xff\xfe\x00')
    with pytest.raises(ReportError):
        read_report(file)
    with file.open('wb') as large:
        large.truncate(9_000_000)
    with pytest.raises(ReportError, match='larger'):
        read_report(file)
