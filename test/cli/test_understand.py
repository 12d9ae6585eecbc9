"""`ipa understand` as people call it."""

import io
import json
import sys

import pytest

from ipa_agents.cli.main import main


def test_understand_answers_line_by_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = '{"id": "1", "turns": ["打开天窗"]}\nno json\n{"id": "2", "turns": ["next song"]}\n'
    monkeypatch.setattr(sys, 'stdin', io.TextIOWrapper(io.BytesIO(lines.encode()), encoding='utf-8'))
    assert main(['understand']) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer['id'] for answer in answers] == ['1', None, '2']
    assert [answer.get('domains') for answer in answers] == [['vehicle'], None, ['media']]


def test_understand_goes_on_after_bytes_that_are_no_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = b'\xff\xfe\n{"id": "1", "turns": ["hello"]}\n'
    monkeypatch.setattr(sys, 'stdin', io.TextIOWrapper(io.BytesIO(lines), encoding='utf-8'))
    assert main(['understand', '--brain', 'reflex']) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])['id'] == '1'
