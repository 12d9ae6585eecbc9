"""The checks of what the Qwen brain needs; a machine without it is no faulty one."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pretended_vllm import pretended_vllm
from waiting import wait_for

from ipa_agents.brains.qwen.scripted import ScriptedModel
from ipa_agents.cli import model_checks


@pytest.fixture
def served() -> Iterator[str]:
    """The address of a scripted model, in a thread of its own since the check waits for it."""
    addresses: list[str] = []
    ends = threading.Event()

    async def serve() -> None:
        async with ScriptedModel([]).serving() as url:
            addresses.append(url)
            await asyncio.to_thread(ends.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    wait_for(lambda: addresses, 'the address')
    yield addresses[0]
    ends.set()
    thread.join()


@pytest.fixture(autouse=True)
def nothing_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv('PATH', '/usr/bin:/bin')
    monkeypatch.delenv('IPA_VLLM', raising=False)
    endpoints(monkeypatch, tmp_path, 'http://127.0.0.1:1/v1')


def endpoints(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *urls: str, model: str = 'qwen') -> None:
    file = tmp_path / 'endpoints.yaml'
    lines = [f'  - {{name: number{number}, url: "{url}", model: {model}}}\n' for number, url in enumerate(urls)]
    file.write_text('endpoints:\n' + ''.join(lines))
    monkeypatch.setenv('IPA_ENDPOINTS', str(file))


def test_no_environment_is_a_warning_with_its_cure(tmp_path: Path) -> None:
    finding = model_checks.check_model_environment(tmp_path)
    assert (finding.status, finding.detail) == ('warn', 'vLLM is not installed')
    assert finding.cure.startswith('scripts/vllm.sh')


def test_an_environment_is_named_with_the_hardware(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('IPA_VLLM', str(pretended_vllm(tmp_path)))
    finding = model_checks.check_model_environment(tmp_path)
    assert finding.status == 'ok'
    assert finding.detail.startswith(f'{tmp_path / "vllm"}; ')
    assert 'cores' in finding.detail


@pytest.mark.parametrize(('status', 'expected'), [(0, 'ok'), (1, 'warn')])
def test_an_environment_of_an_older_lock_is_seen(tmp_path: Path, status: int, expected: str) -> None:
    for name, text in (('.vllm/.ready', ''), ('scripts/vllm.sh', f'#!/bin/sh\nexit {status}\n')):
        file = tmp_path / name
        file.parent.mkdir()
        file.write_text(text)
        file.chmod(0o755)
    assert model_checks.check_model_environment(tmp_path).status == expected


def test_no_server_is_a_warning_with_its_cure() -> None:
    finding = model_checks.check_model_server()
    assert finding.status == 'warn'
    assert 'number0: no connection' in finding.detail
    assert finding.cure.startswith('make vllm')


def test_one_server_of_two_will_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, served: str) -> None:
    endpoints(monkeypatch, tmp_path, 'http://127.0.0.1:1/v1', served)
    finding = model_checks.check_model_server()
    assert (finding.status, finding.cure) == ('ok', '')
    assert f'number1: qwen ({served})' in finding.detail


def test_a_server_without_the_model_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, served: str) -> None:
    endpoints(monkeypatch, tmp_path, served, model='another')
    finding = model_checks.check_model_server()
    assert finding.status == 'warn'
    assert 'has qwen, but not another' in finding.detail


def test_a_mistake_in_the_file_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    endpoints(monkeypatch, tmp_path, 'ftp://nowhere')
    finding = model_checks.check_model_server()
    assert finding.status == 'fail'
    assert 'endpoints.yaml:2' in finding.detail
