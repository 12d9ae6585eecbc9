"""The training itself, in a few steps of a few examples."""

import json
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ipa_agents.training.trainer import UNFINISHED, Trainer

STEPS = 6
COUNT = 12


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Each batch holds two of them, so that an epoch has six steps."""
    file = tmp_path / 'train.jsonl'
    lines = []
    for number in range(COUNT):
        call = {'name': 'set_signals', 'arguments': {'signals': {'Vehicle.Cabin.Light': number}}}
        message = {'role': 'user', 'content': f'The driver says in English: light to {number}'}
        answer = {'tool_calls': [call]}
        line = {'messages': [message], 'answer': answer, 'kind': 'car', 'lang': 'en', 'split': 'train'}
        lines.append(json.dumps(line))
    file.write_text('\n'.join(lines), encoding='utf-8')
    return file


def options(data: Path, folder: Path, **more: str) -> list[str]:
    given = {
        'data': str(data),
        'model': str(folder / 'model'),
        'work': str(folder / 'work'),
        'minutes': '1000',
        'tokens': '256',
        'vocabulary': '400',
        'threads': '1',
        'checkpoint-every': '0',
    } | more
    return [*(word for name, value in given.items() for word in (f'--{name}', value)), '--no-compile']


def steps(told: Mapping[str, Any]) -> bool:
    return 'step' in told


def weights(folder: Path) -> bytes:
    return (folder / 'model' / 'model.safetensors').read_bytes()


def kill_after(trainer: Trainer, step: int) -> int:
    """Kills it, as the kernel would, once it has learnt so many batches and kept them; gives the last one seen."""
    last = 0
    for told in trainer:
        if steps(told):
            last = told['step']
            if last > step:
                os.kill(trainer.pid, signal.SIGKILL)
    return last


@pytest.mark.timeout(600)
def test_a_training_that_was_killed_goes_on_and_ends_as_if_it_had_not_been(
    model_python: Path, data: Path, tmp_path: Path
) -> None:
    whole = Trainer(model_python, 'train', options(data, tmp_path / 'whole'))
    assert [told['step'] for told in whole if steps(told)] == list(range(1, STEPS + 1))
    assert whole.status == 0

    broken = Trainer(model_python, 'train', options(data, tmp_path / 'broken'))
    killed_at = kill_after(broken, 3)
    rest = Trainer(model_python, 'train', options(data, tmp_path / 'broken'))
    again = [told['step'] for told in rest if steps(told)]
    assert 1 < again[0] <= killed_at + 1
    assert again[-1] == STEPS
    assert weights(tmp_path / 'broken') == weights(tmp_path / 'whole')


@pytest.mark.timeout(600)
def test_one_that_is_told_to_end_keeps_what_it_learnt_and_says_so(
    model_python: Path, data: Path, tmp_path: Path
) -> None:
    trainer = Trainer(model_python, 'train', options(data, tmp_path, epochs='50', **{'checkpoint-every': '1000'}))
    for told in trainer:
        if steps(told):
            os.kill(trainer.pid, signal.SIGTERM)
    assert trainer.status == UNFINISHED
    assert not (tmp_path / 'model').exists()
    again = Trainer(model_python, 'train', options(data, tmp_path, epochs='50', minutes='0.0001'))
    assert min((told['step'] for told in again if steps(told)), default=2) > 1


@pytest.mark.timeout(600)
@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM])
def test_one_that_has_learnt_nothing_yet_ends_at_once(
    model_python: Path, data: Path, tmp_path: Path, number: int, capfd: pytest.CaptureFixture[str]
) -> None:
    trainer = Trainer(model_python, 'train', options(data, tmp_path))
    told = []
    for one in trainer:
        told.append(one)
        if one == {'phase': 'read'}:
            os.kill(trainer.pid, number)
    assert trainer.status == UNFINISHED
    assert not any(steps(one) for one in told)
    assert 'Traceback' not in capfd.readouterr().err


@pytest.mark.timeout(600)
def test_what_another_training_keeps_is_not_overwritten(
    model_python: Path, data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    first = Trainer(model_python, 'train', options(data, tmp_path))
    kill_after(first, 1)
    other = Trainer(model_python, 'train', options(data, tmp_path, seed='2'))
    assert not [told for told in other if steps(told)]
    assert other.status not in (0, UNFINISHED)
    assert 'belongs to a training with other data or settings' in capfd.readouterr().err


def test_a_wrong_file_is_told_by_file_line_and_reason(
    model_python: Path, data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data.write_text(data.read_text(encoding='utf-8') + '\n{"split": "train"}\n', encoding='utf-8')
    trainer = Trainer(model_python, 'train', options(data, tmp_path))
    list(trainer)
    assert trainer.status not in (0, UNFINISHED)
    assert f"{data}:{COUNT + 1}: 'messages' is missing" in capfd.readouterr().err
