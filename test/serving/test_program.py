"""vLLM is found where it is installed, and does not see the Python of ROS."""

from pathlib import Path

import pytest

from ipa_agents.errors import SetupError
from ipa_agents.serving.program import find_vllm, program_environment


def executable(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('#!/bin/sh\n')
    file.chmod(0o755)
    return file


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv('IPA_VLLM', raising=False)
    monkeypatch.setenv('PATH', str(tmp_path / 'bin'))


def test_the_own_environment_goes_before_the_path(tmp_path: Path) -> None:
    on_path = executable(tmp_path / 'bin' / 'vllm')
    own = executable(tmp_path / '.vllm' / 'bin' / 'vllm')
    assert find_vllm(tmp_path) == on_path, 'half an environment must not be used'
    (tmp_path / '.vllm' / '.ready').touch()
    assert find_vllm(tmp_path) == own


def test_the_one_that_is_named_goes_before_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable(tmp_path / 'bin' / 'vllm')
    named = executable(tmp_path / 'elsewhere' / 'vllm')
    monkeypatch.setenv('IPA_VLLM', str(named))
    assert find_vllm(tmp_path) == named
    named.chmod(0o644)
    with pytest.raises(SetupError, match='cannot be run'):
        find_vllm(tmp_path)


def test_where_there_is_none_the_cure_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r'scripts/vllm\.sh'):
        find_vllm(tmp_path)


def test_the_packages_of_ros_are_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('PYTHONPATH', '/of/ros')
    monkeypatch.setenv('VLLM_API_KEY', 'from outside')
    environment = program_environment(Path('/its/bin/vllm'), {'MORE': '1'})
    assert 'PYTHONPATH' not in environment
    assert environment['PATH'].startswith('/its/bin:')
    assert (environment['MORE'], environment['VLLM_API_KEY']) == ('1', 'from outside')
