"""Two servers never come to one port or one GPU without knowing of each other."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ipa_agents.errors import SetupError
from ipa_agents.serving.claim import claimed, things_of
from ipa_agents.serving.command_line import ModelCommand, command_of
from ipa_agents.serving.profile import load_serving

_CLAIMS = (
    'from pathlib import Path; from ipa_agents.serving.claim import claimed; '
    'from ipa_agents.serving.command_line import ModelCommand; '
)
SMALL = ModelCommand(('serve', 'Qwen/Qwen3-4B'), {}, '127.0.0.1', 8000, 'qwen', 1)


def test_a_second_server_on_one_gpu_is_told_who_has_it(tmp_path: Path) -> None:
    with (
        claimed(SMALL, tmp_path),
        pytest.raises(SetupError, match=r'GPU 0 is taken by the server of Qwen/Qwen3-4B at .*:8000 .*--gpu-share'),
        claimed(replace(SMALL, port=8001), tmp_path),
    ):
        pass
    with claimed(replace(SMALL, port=8001), tmp_path):
        pass


def test_a_port_is_taken_from_the_moment_at_which_a_server_is_started(tmp_path: Path) -> None:
    with (
        claimed(SMALL, tmp_path),
        pytest.raises(SetupError, match=r'port 8000 is taken by the server of .*--port'),
        claimed(replace(SMALL, gpus=0), tmp_path),
    ):
        pass


def test_others_do_not_disturb_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with claimed(SMALL, tmp_path), claimed(replace(SMALL, port=8001, gpus=0), tmp_path):
        monkeypatch.setenv('CUDA_VISIBLE_DEVICES', '1')
        with claimed(replace(SMALL, port=8002), tmp_path):
            pass


def test_what_a_refused_server_had_claimed_already_is_free_again(tmp_path: Path) -> None:
    beside = replace(SMALL, port=8001)
    with claimed(SMALL, tmp_path), pytest.raises(SetupError, match='GPU 0'), claimed(beside, tmp_path):
        pass
    with claimed(replace(beside, gpus=0), tmp_path):
        pass


def test_a_claim_ends_with_its_process(tmp_path: Path) -> None:
    command = (
        f'held = claimed({SMALL!r}, Path({str(tmp_path)!r})); held.__enter__(); print("claimed", flush=True); input()'
    )
    claim = _CLAIMS + command
    with subprocess.Popen([sys.executable, '-c', claim], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b'claimed\n'
        with pytest.raises(SetupError, match='port 8000 is taken'), claimed(SMALL, tmp_path):
            pass
        other.kill()
    with claimed(SMALL, tmp_path):
        pass


@pytest.mark.parametrize(
    ('gpus', 'visible', 'things'),
    [
        (0, '', ('port 8000',)),
        (2, '', ('port 8000', 'GPU 0', 'GPU 1')),
        (1, '3,5', ('port 8000', 'GPU 3')),
        (1, 'GPU-8932f937', ('port 8000', 'GPU GPU-8932f937')),
    ],
)
def test_the_gpus_that_are_visible_come_first(gpus: int, visible: str, things: tuple[str, ...]) -> None:
    assert things_of(replace(SMALL, gpus=gpus), {'CUDA_VISIBLE_DEVICES': visible}) == things


def test_who_says_which_share_of_a_gpu_to_take_knows_of_the_other() -> None:
    profile = load_serving().profile('small')
    assert command_of(profile, {}).gpus == profile.gpus == 1
    assert command_of(profile, {'gpu-memory-utilization': 0.4}).gpus == 0
    assert command_of(profile, {'tensor-parallel-size': 2}).gpus == 2
    assert command_of(load_serving().profile('tiny'), {'tensor-parallel-size': 2}).gpus == 0
