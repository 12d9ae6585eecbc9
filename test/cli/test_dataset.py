"""`ipa dataset` as people call it."""

import json
from pathlib import Path
from typing import Any

import pytest

from ipa_agents.cli.main import main


def _lines(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    file = folder / 'out.jsonl'
    assert main(['dataset', '--out', str(file), *arguments]) == 0
    return [json.loads(line) for line in file.read_text(encoding='utf-8').splitlines()]


def test_as_many_lines_as_are_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = _lines(tmp_path, '--count', '5')
    assert len(lines) == 5
    assert {line['split'] for line in lines} == {'train'}
    assert '5 of 5' in capsys.readouterr().err


def test_lines_for_the_other_uses(tmp_path: Path) -> None:
    assert {line['split'] for line in _lines(tmp_path, '--held', '--count', '3')} == {'held'}
    assert all('expect' in line for line in _lines(tmp_path, '--held', '--suite', '--count', '3'))
    assert all('tools' in line for line in _lines(tmp_path, '--sft', '--count', '2'))


def test_without_a_file_the_lines_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['dataset', '--count', '2', '--seed', '3']) == 0
    assert [json.loads(line)['lang'] in ('en', 'zh') for line in capsys.readouterr().out.splitlines()] == [True, True]
