import os
from pathlib import Path

import pytest

from ipa_agents.errors import ReportError
from ipa_agents.travel.report_file import ReportFile, moment


def _read(file: Path) -> str:
    text = file.read_text()
    if text == 'nonsense':
        raise ReportError('no report')
    return text


def test_a_file_is_read_once_for_each_time_that_it_is_written(tmp_path: Path) -> None:
    watched = ReportFile(tmp_path / 'traffic.yaml', _read)
    assert watched.read_if_new() is None
    watched.file.write_text('good')
    assert watched.read_if_new() == 'good'
    assert watched.read_if_new() is None
    watched.file.write_text('nonsense')
    with pytest.raises(ReportError):
        watched.read_if_new()
    assert watched.read_if_new() is None
    other = tmp_path / 'new.yaml'
    other.write_text('good')
    os.replace(other, watched.file)
    assert watched.read_if_new() == 'good'
    watched.file.unlink()
    assert watched.read_if_new() is None


def test_a_time_says_its_zone() -> None:
    assert moment('2026-11-22T18:00:00+08:00') == moment('2026-11-22T10:00:00Z') == 1795341600.0
    with pytest.raises(ValueError, match='time zone'):
        moment('2026-11-22T18:00:00')
