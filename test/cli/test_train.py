"""`ipa train` beside a Python that only pretends to have torch."""

import asyncio
import json
from pathlib import Path

import pytest

from ipa_agents.brains.qwen.scripted import Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.chat import ToolCall
from ipa_agents.cli.main import main

TOLD = [
    {'phase': 'learn', 'steps': 2, 'parameters': 10},
    {'share': 0.5, 'step': 1, 'loss': 0.25, 'speed': 100.0},
    {'right': 1, 'asked': 2, 'of': 2},
    {'wrong': {'kind': 'car', 'said': 'open it', 'got': 'No.', 'wanted': {'content': 'Yes.'}}},
    {'table': '| kind | all |', 'share': 0.5},
]


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its folder; it writes down how it was called, says what a training says, and ends with the status in `status`."""
    words = '\n'.join(json.dumps(one) for one in TOLD)
    (tmp_path / 'said').write_text(f'{words}\n')
    (tmp_path / 'status').write_text('0')
    python = f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\ncat {tmp_path}/said\nexit $(cat {tmp_path}/status)\n'
    for name, text in (('python', python), ('vllm', '#!/bin/sh\n')):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv('IPA_VLLM', str(tmp_path / 'vllm'))
    monkeypatch.setenv('IPA_DATA', str(tmp_path / 'made'))
    for name in ('train', 'held'):
        (tmp_path / f'{name}.jsonl').touch()
    return tmp_path


def run(folder: Path, *more: str) -> int:
    files = ['--data', str(folder / 'train.jsonl'), '--held', str(folder / 'held.jsonl')]
    return main(['train', *files, '--model', str(folder / 'model'), *more])


def test_it_trains_and_then_asks_what_was_held_back(pretended: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pretended, '--minutes', '5') == 0
    train, examine = (pretended / 'calls').read_text().splitlines()
    assert f'ipa_agents.training.tiny train --data {pretended}/train.jsonl' in train
    assert '--minutes 5.0' in train
    assert f'ipa_agents.training.tiny examine --data {pretended}/held.jsonl' in examine
    shown = capsys.readouterr().out
    assert '| kind | all |' in shown
    assert 'open it' not in shown


def test_wrong_answers_are_shown_where_wanted(pretended: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pretended, '--examine', '--wrong') == 0
    assert len((pretended / 'calls').read_text().splitlines()) == 1
    assert "car: open it\n  answered 'No.'" in capsys.readouterr().out


def test_one_that_was_ended_early_says_how_to_go_on(pretended: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pretended / 'status').write_text('3')
    assert run(pretended) == 1
    assert len((pretended / 'calls').read_text().splitlines()) == 1
    assert 'the same command goes on from there' in capsys.readouterr().err


def test_missing_sentences_are_told_with_the_cure(pretended: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pretended / 'train.jsonl').unlink()
    assert run(pretended) == 2
    assert 'train.jsonl is missing; `ipa dataset` makes it' in capsys.readouterr().err
    assert not (pretended / 'calls').exists()


def test_where_nothing_serves_models_it_says_so(
    pretended: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv('IPA_VLLM', str(pretended / 'nothing'))
    assert run(pretended) == 2
    assert 'cannot be run' in capsys.readouterr().err


@pytest.mark.parametrize('option', ['--minutes', '--epochs', '--rate', '--count'])
def test_a_training_of_nothing_is_refused(pretended: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(pretended, option, '0')
    assert f'argument {option}: 0 is not more than 0' in capsys.readouterr().err


def test_one_sentence_is_asked_through_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = ToolCall('1', 'set_signals', '{"signals": ')

    async def asked() -> int:
        async with ScriptedModel([Reply(calls=(odd,))]).serving() as url:
            file = tmp_path / 'endpoints.yaml'
            file.write_text(f'endpoints: [{{name: car, url: {url}, model: qwen}}]\n')
            monkeypatch.setenv('IPA_ENDPOINTS', str(file))
            return await asyncio.to_thread(main, ['train', '--served', '--count', '1', '--wrong'])

    assert asyncio.run(asked()) == 0
    shown = capsys.readouterr().out
    assert '| all | 0.0% | 0.0% | 1 |' in shown
    assert 'ms a sentence' in shown
    assert "'arguments': None" in shown
