"""The model beside a car; its server is a scripted one, or a program that pretends to be vLLM."""

import argparse
import io
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml
from ports import free_port
from pretended_vllm import pretended_vllm
from rich.console import Console
from scripted_server import ScriptedServer

from ipa_agents.brains.qwen.wire.endpoint import load_endpoints
from ipa_agents.cli import asked_model as module
from ipa_agents.cli.asked_model import AskedModel, asked_model
from ipa_agents.cli.screen import Screen
from ipa_agents.errors import SetupError
from ipa_agents.language import Words
from ipa_agents.vehicle.drive import Drive, Step

NOBODY = 'http://127.0.0.1:1/v1'
ROUGH = Drive('x.yaml', Words('x', 'x'), 0, (), (Step(1, needs_model=True, model='down'),))
QUIET = Drive('x.yaml', Words('x', 'x'), 0, (), (Step(1),))


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def screen(output: io.StringIO) -> Screen:
    return Screen(Console(file=output, width=200))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ScriptedServer]:
    server = ScriptedServer(tmp_path, 'car', [{'match': '.', 'steps': [{'words': 'Hello.'}]}])
    yield server
    server.die()


def endpoints(folder: Path, *urls: str) -> str:
    file = folder / 'endpoints.yaml'
    entries = [{'name': f'e{number}', 'url': url, 'model': 'qwen'} for number, url in enumerate(urls)]
    file.write_text(yaml.safe_dump({'endpoints': entries}))
    return str(file)


def arguments(file: str, brain: str = '', serve: str | None = None) -> argparse.Namespace:
    return argparse.Namespace(brain=brain, endpoints=file, serve=serve)


@pytest.mark.parametrize(('brain', 'drive'), [('reflex', ROUGH), ('qwen', QUIET), ('auto', None)])
def test_where_no_model_is_needed_none_is_looked_for(
    tmp_path: Path, screen: Screen, output: io.StringIO, brain: str, drive: Drive | None
) -> None:
    with asked_model(arguments('no such file', brain), drive, screen) as model:
        assert model == AskedModel('no such file')
    assert output.getvalue() == ''


def test_a_drive_that_needs_a_model_is_told_of_none(tmp_path: Path, screen: Screen, output: io.StringIO) -> None:
    file = endpoints(tmp_path, NOBODY)
    with asked_model(arguments(file, 'qwen'), ROUGH, screen) as model:
        assert model == AskedModel(file)
    assert 'No model answers' in output.getvalue()


def test_the_way_to_the_first_that_answers_is_troubled(tmp_path: Path, screen: Screen, server: ScriptedServer) -> None:
    server.start()
    file = endpoints(tmp_path, NOBODY, server.url)
    with asked_model(arguments(file), ROUGH, screen) as model:
        (endpoint,) = load_endpoints(Path(model.endpoints))
        assert (endpoint.name, endpoint.model) == ('e1', 'qwen')
        assert endpoint.url != server.url
        assert model.trouble is not None
        assert httpx.get(f'{endpoint.url}/models', trust_env=False).is_success
        model.trouble('down')
        with pytest.raises(httpx.TransportError):
            httpx.get(f'{endpoint.url}/models', trust_env=False)
    assert not Path(model.endpoints).exists()


def test_a_model_that_answers_is_not_served_again(
    tmp_path: Path, screen: Screen, output: io.StringIO, server: ScriptedServer
) -> None:
    server.start()
    file = endpoints(tmp_path, server.url)
    with asked_model(arguments(file, 'qwen', 'tiny'), QUIET, screen) as model:
        assert model.endpoints == file
        assert model.trouble is not None
    assert output.getvalue() == ''


def test_a_model_is_served_at_the_endpoint_of_this_machine_and_ends_with_the_car(
    tmp_path: Path, screen: Screen, output: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('IPA_VLLM', str(pretended_vllm(tmp_path)))
    monkeypatch.setenv('IPA_DATA', str(tmp_path))
    (tmp_path / 'checkpoint').mkdir()
    (tmp_path / 'checkpoint' / 'config.json').write_text('{}')
    url = f'http://127.0.0.1:{free_port()}/v1'
    file = endpoints(tmp_path, 'https://edge.invalid/v1', url)
    with asked_model(arguments(file, 'qwen', str(tmp_path / 'checkpoint')), None, screen) as model:
        assert httpx.get(f'{url}/models', trust_env=False).is_success
        assert model.trouble is not None
    with pytest.raises(httpx.TransportError):
        httpx.get(f'{url}/models', trust_env=False)
    assert 'Serving' in output.getvalue()
    assert 'ready' in output.getvalue()


def test_without_an_endpoint_here_nothing_is_served(tmp_path: Path, screen: Screen) -> None:
    file = endpoints(tmp_path, 'https://edge.invalid/v1')
    with (
        pytest.raises(SetupError, match='no endpoint is on this machine'),
        asked_model(arguments(file, 'qwen', 'tiny'), None, screen),
    ):
        pytest.fail('it must not start')


def test_vllm_is_set_up_first_where_it_is_missing(
    tmp_path: Path, screen: Screen, output: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, script = pretended_vllm(tmp_path), tmp_path / 'scripts' / 'vllm.sh'
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\ntouch {tmp_path / "ready"}\n')
    script.chmod(0o755)

    def find() -> Path:
        if not (tmp_path / 'ready').exists():
            raise SetupError('vLLM is not installed')
        return program

    monkeypatch.setattr(module, 'find_vllm', find)
    monkeypatch.setattr(module, 'config_folder', lambda: tmp_path / 'config')
    monkeypatch.setenv('IPA_DATA', str(tmp_path))
    (tmp_path / 'checkpoint').mkdir()
    (tmp_path / 'checkpoint' / 'config.json').write_text('{}')
    file = endpoints(tmp_path, f'http://127.0.0.1:{free_port()}/v1')
    with asked_model(arguments(file, 'qwen', str(tmp_path / 'checkpoint')), None, screen) as model:
        assert model.trouble is not None
    assert 'set up first' in output.getvalue()


def test_a_set_up_that_fails_is_told(tmp_path: Path, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def find() -> Path:
        raise SetupError('vLLM is not installed')

    monkeypatch.setattr(module, 'find_vllm', find)
    monkeypatch.setattr(module, 'config_folder', lambda: tmp_path / 'config')
    (tmp_path / 'scripts').mkdir()
    (tmp_path / 'scripts' / 'vllm.sh').write_text('#!/bin/sh\nexit 1\n')
    (tmp_path / 'scripts' / 'vllm.sh').chmod(0o755)
    (tmp_path / 'checkpoint').mkdir()
    (tmp_path / 'checkpoint' / 'config.json').write_text('{}')
    file = endpoints(tmp_path, NOBODY)
    asked = asked_model(arguments(file, 'qwen', str(tmp_path / 'checkpoint')), None, screen)
    with pytest.raises(SetupError, match='could not be set up'), asked:
        pytest.fail('it must not start')
