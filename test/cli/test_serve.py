"""`ipa serve`: what it starts, what it says, how it ends; with a pretended vLLM."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from ports import free_port
from pretended_vllm import pretended_vllm

from ipa_agents.cli.main import main


@pytest.fixture(autouse=True)
def no_gpu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv('IPA_VLLM', str(pretended_vllm(tmp_path)))
    monkeypatch.setenv('IPA_DATA', str(tmp_path / 'data'))
    monkeypatch.setenv('PATH', '/usr/bin:/bin')


def model(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    (folder / 'config.json').touch()
    return folder


def test_the_command_line_is_shown_and_nothing_started(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert (
        main(['serve', '--profile', 'small', '--port', '9000', '--max-seqs', '2', '--print', '--', '--seed', '7']) == 0
    )
    shown = capsys.readouterr().out.strip()
    assert shown.startswith(f'DO_NOT_TRACK=1 VLLM_NO_USAGE_STATS=1 {tmp_path}/vllm serve Qwen/')
    assert ' --port 9000 ' in shown
    assert ' --max-num-seqs 2 ' in f'{shown} '
    assert shown.endswith(' --seed 7')


def test_the_profiles_are_listed_with_what_they_need(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['serve', '--list']) == 0
    shown = capsys.readouterr().out
    assert '* tiny' in shown
    assert '  small ' in shown
    assert 'Needs GPUs of 14 GiB: 1.' in shown
    assert 'no NVIDIA GPU' in shown


@pytest.mark.parametrize(
    ('words', 'complaint'),
    [
        (['--profile', 'small'], 'profile small needs GPUs of 14 GiB: 1; this machine has no NVIDIA GPU'),
        (['--profile', 'big'], 'there is no profile big'),
        (['--profile', 'tiny', '--model', './nowhere'], 'holds no model'),
        (['--profile', 'tiny', '--port', 'eight'], 'port: eight is not a whole number'),
    ],
)
def test_what_cannot_be_started_is_told_with_status_2(
    capsys: pytest.CaptureFixture[str], words: list[str], complaint: str
) -> None:
    assert main(['serve', *words]) == 2
    assert complaint in capsys.readouterr().err


def test_a_server_that_dies_says_its_last_words_with_status_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = model(tmp_path, 'broken')
    assert main(['serve', '--profile', 'tiny', '--model', str(broken), '--port', str(free_port())]) == 1
    said = capsys.readouterr()
    assert 'out of memory' in said.err
    assert 'ended with status 1 before it was ready' in said.err
    assert f'its log: {tmp_path / "data" / "log"}' in said.out


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    words = ['serve', '--profile', 'tiny', '--model', str(model(tmp_path, 'quick')), '--port', str(port)]
    with subprocess.Popen(
        [sys.executable, '-m', 'ipa_agents.cli.main', *words], stdout=subprocess.PIPE, text=True
    ) as process:
        yield process, port
        process.kill()


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_serves_and_ends_when_told(
    served: tuple[subprocess.Popen[str], int], number: signal.Signals
) -> None:
    process, port = served
    assert process.stdout
    lines = []
    while not lines or 'ready after' not in lines[-1]:
        lines.append(process.stdout.readline())
        assert lines[-1], 'it ended too early'
    assert f'http://127.0.0.1:{port}/v1 serves qwen' in lines[-1]
    assert httpx.get(f'http://127.0.0.1:{port}/health').is_success
    process.send_signal(number)
    assert process.wait(60) == 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(f'http://127.0.0.1:{port}/health')
