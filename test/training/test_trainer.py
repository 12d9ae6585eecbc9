"""The training's process: what it says, and how it is told to end; beside a Python that only pretends to have torch."""

import signal
from pathlib import Path

import pytest

from ipa_agents.errors import SetupError
from ipa_agents.training.trainer import UNFINISHED, Trainer, find_python

LEARNS = """echo '{"phase": "learn"}'; while :; do sleep 0.05; done"""
KEEPS = f"""trap 'echo "{{\\"kept\\": 1}}"; exit {UNFINISHED}' INT; {LEARNS}"""


def trainer(folder: Path, script: str) -> Trainer:
    python = folder / 'python'
    python.write_text(f'#!/bin/sh\n{script}\n')
    python.chmod(0o755)
    return Trainer(python, 'train', ['--minutes', '1'])


def test_it_gives_what_is_said_and_how_it_ended(tmp_path: Path) -> None:
    said = trainer(tmp_path, """echo 'Loading 1 %'; echo '{"step": 1}'; echo 7; printf '\\377\\n'; exit 5""")
    assert list(said) == [{'step': 1}]
    assert said.status == 5


@pytest.mark.parametrize(
    ('script', 'told', 'status'),
    [
        (KEEPS, [{'phase': 'learn'}, {'kept': 1}], UNFINISHED),
        (f"trap '' INT; {LEARNS}", [{'phase': 'learn'}], -signal.SIGKILL),
    ],
)
def test_ctrl_c_is_passed_on_and_a_second_one_ends_it_at_once(
    tmp_path: Path, script: str, told: list[object], status: int
) -> None:
    before = signal.getsignal(signal.SIGINT)
    training = trainer(tmp_path, script)
    heard = []
    try:
        for one in training:
            heard.append(one)
            if one == {'phase': 'learn'}:
                signal.raise_signal(signal.SIGINT)
                if script is not KEEPS:
                    signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        pytest.fail('a Ctrl-C was not passed on')
    assert (heard, training.status) == (told, status)
    assert signal.getsignal(signal.SIGINT) is before


def test_one_that_nobody_listens_to_is_ended(tmp_path: Path) -> None:
    training = trainer(tmp_path, LEARNS)
    listening = iter(training)
    assert next(listening) == {'phase': 'learn'}
    listening.close()  # type: ignore[attr-defined]
    assert not Path(f'/proc/{training.pid}').exists()


def test_where_there_is_no_python_the_cure_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r'python is missing: run scripts/vllm\.sh'):
        find_python(tmp_path / 'vllm')
