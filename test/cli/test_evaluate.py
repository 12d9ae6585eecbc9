"""`ipa evaluate` as people call it."""

import json
from pathlib import Path

import pytest

from ipa_agents.brains.interface import Context, Interpretation, Sentence
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.cli.main import main


def _suite(folder: Path) -> str:
    cases = [
        {'id': 'own-1', 'turns': ['open the sunroof'], 'expect': {'domains': ['vehicle']}},
        {'id': 'own-2', 'turns': ['下一首'], 'expect': {'domains': ['phone']}},
    ]
    file = folder / 'suite.jsonl'
    file.write_text('\n'.join(json.dumps(case) for case in cases), encoding='utf-8')
    return str(file)


def test_evaluate_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['evaluate', _suite(tmp_path)]) == 0
    table = capsys.readouterr().out
    assert 'own en' in table
    assert '50.0%' in table.splitlines()[-1]


def test_evaluate_is_for_machines_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['evaluate', _suite(tmp_path), '--json']) == 0
    assert json.loads(capsys.readouterr().out)['own zh']['domain'] == 0.0


@pytest.mark.parametrize(('least', 'status'), [('0.5', 0), ('0.6', 1)])
def test_evaluate_can_demand(tmp_path: Path, least: str, status: int) -> None:
    assert main(['evaluate', _suite(tmp_path), '--at-least', least]) == status


def test_a_suite_that_is_missing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['evaluate', str(tmp_path / 'none.jsonl')]) == 2
    assert 'none.jsonl' in capsys.readouterr().err


def test_a_brain_that_fails_is_told_and_counted_as_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(self: ReflexBrain, sentence: Sentence, context: Context) -> Interpretation:
        raise RuntimeError('beyond me')

    monkeypatch.setattr(ReflexBrain, 'interpret', broken)
    assert main(['evaluate', _suite(tmp_path), '--json']) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)['all']['domain'] == 0.0
    assert 'own-1: RuntimeError: beyond me' in shown.err
