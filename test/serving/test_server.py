"""A server is started, waited for and ended, and nothing of it is left; with a pretended vLLM."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from ports import free_port
from pretended_vllm import pretended_vllm
from waiting import wait_for

from ipa_agents.errors import ServerDied, SetupError
from ipa_agents.serving.command_line import ModelCommand
from ipa_agents.serving.server import ModelServer

PATIENCE = 60.0
Make = Callable[[str], ModelServer]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[ModelServer] = []

    def new(model: str) -> ModelServer:
        port = free_port()
        words = ('serve', model, '--port', str(port))
        command = ModelCommand(words, {}, '127.0.0.1', port, 'qwen')
        made.append(ModelServer(pretended_vllm(tmp_path), command, tmp_path / 'logs' / 'vllm.log'))
        return made[-1]

    yield new
    for server in made:
        server.kill()


def engine(server: ModelServer) -> int:
    """The number of the server's child, once that is there."""
    assert server.log
    log = server.log
    wait_for(lambda: 'engine' in log.read_text(), 'the engine')
    found = re.search(r'engine (\d+)', log.read_text())
    assert found
    return int(found[1])


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_it_is_ready_when_it_answers(make: Make) -> None:
    with make('quick') as server:
        assert server.wait_until_ready(PATIENCE) > 0
        assert httpx.get(server.command.address).is_success
        assert server.status is None


def test_it_is_warmed_up_by_words_and_by_calls(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('VLLM_API_KEY', 'sesame')
    with make('quick') as server:
        server.wait_until_ready(PATIENCE)
        assert server.log
        asked = [line for line in server.log.read_text().splitlines() if line.startswith('asked')]
    assert ['structural_tag' in line for line in asked] == [False, True]
    assert all('"model":"qwen"' in line and line.endswith('Bearer sesame') for line in asked)


def test_one_that_cannot_answer_is_not_ready(make: Make) -> None:
    with make('dull') as server, pytest.raises(ServerDied, match=r'cannot serve: .*500'):
        server.wait_until_ready(PATIENCE)


def test_its_end_leaves_nothing(make: Make) -> None:
    with make('quick') as server:
        server.wait_until_ready(PATIENCE)
        pids = server.pid, engine(server)
    wait_for(lambda: all(map(is_gone, pids)), 'the end of its processes')


def test_one_that_does_not_listen_is_killed(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('ipa_agents.serving.server._END_WITHIN', 0.3)
    with make('deaf') as server:
        server.wait_until_ready(PATIENCE)
        pids = server.pid, engine(server)
    wait_for(lambda: all(map(is_gone, pids)), 'the end of its processes')


def test_one_that_fails_at_its_start_says_its_last_words_and_leaves_nothing(make: Make) -> None:
    with make('broken') as server:
        child = engine(server)
        with pytest.raises(ServerDied, match='ended with status 1 before it was ready') as died:
            server.wait_until_ready(PATIENCE)
    assert died.value.last_words.endswith('out of memory')
    wait_for(lambda: is_gone(child), 'the end of the engine')


def test_one_that_never_answers_is_given_up_and_ended(make: Make) -> None:
    waited: list[float] = []
    with make('slow') as server:
        child = engine(server)
        with pytest.raises(ServerDied, match='not ready after 1 s'):
            server.wait_until_ready(1.0, waited.append)
    assert waited == sorted(waited)
    assert len(waited) > 1
    wait_for(lambda: is_gone(child), 'the end of the engine')


def test_its_later_death_is_told(make: Make) -> None:
    with make('quick') as server:
        server.wait_until_ready(PATIENCE)
        child = engine(server)
        httpx.get(f'{server.command.address}/die')
        with pytest.raises(ServerDied, match='ended with status 3'):
            server.wait()
    wait_for(lambda: is_gone(child), 'the end of the engine')


def test_a_taken_port_is_told_before_it_starts(make: Make) -> None:
    server = make('quick')
    complaint = f'cannot listen on 127.0.0.1:{server.command.port}: .*--port'
    with socket.create_server(('127.0.0.1', server.command.port)), pytest.raises(SetupError, match=complaint):
        server.start()
    assert server.status is None


def test_a_port_that_cannot_be_is_told(tmp_path: Path) -> None:
    command = ModelCommand(('serve',), {}, '127.0.0.1', 99_999, 'qwen')
    with pytest.raises(SetupError, match=r'127\.0\.0\.1:99999: there is no such port; .*--port'):
        ModelServer(pretended_vllm(tmp_path), command).start()


def test_a_log_that_cannot_be_written_is_told_before_it_starts(make: Make, tmp_path: Path) -> None:
    (tmp_path / 'logs').write_text('a file in the way')
    with pytest.raises(SetupError, match=r'vllm\.log cannot be written'):
        make('quick').start()


def test_it_does_not_see_the_packages_of_ros(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('PYTHONPATH', '/of/ros')
    with make('quick') as server:
        server.wait_until_ready(PATIENCE)
        assert httpx.get(server.command.address).text == ''


@pytest.mark.parametrize('manner', ['quick', 'deaf'])
def test_it_ends_with_a_parent_that_is_killed(tmp_path: Path, manner: str) -> None:
    program = [str(pretended_vllm(tmp_path)), 'serve', manner, '--port', str(free_port())]
    leash = 'from ipa_agents.serving import leash; leash._END_WITHIN = 0.3; leash.main()'
    words = [sys.executable, '-c', leash]
    script = (
        f'import os, subprocess\nsubprocess.run([*{words!r}, str(os.getpid()), *{program!r}], start_new_session=True)'
    )
    with subprocess.Popen([sys.executable, '-c', script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        while not parent.stdout.readline().startswith(b'engine'):
            pass
        pids = [child.pid for child in psutil.Process(parent.pid).children(recursive=True)]
        assert len(pids) == 3, 'the server, its engine, and the watch'
        os.kill(parent.pid, signal.SIGKILL)
    wait_for(lambda: all(map(is_gone, pids)), 'the end of its processes')
