"""What nvidia-smi says is understood, and the first profile that fits is chosen."""

from pathlib import Path

import pytest

from ipa_agents.errors import SetupError
from ipa_agents.serving.hardware import Gpu, Hardware, choose, find_hardware, parse_gpus
from ipa_agents.serving.profile import Profile, load_serving


def profile(name: str, memory: float, gpus: int) -> Profile:
    return Profile(name, '', '', {}, {}, memory, gpus)


LARGE, SMALL, NONE = profile('large', 40, 2), profile('small', 10, 1), profile('none', 0, 0)


def machine(*memories: float) -> Hardware:
    return Hardware(tuple(Gpu('some GPU', memory) for memory in memories), 32, 8)


def test_each_gpu_has_its_name_and_memory() -> None:
    answer = 'NVIDIA GeForce RTX 4090, 24576\nNVIDIA L4, 23034\n'
    assert parse_gpus(answer, 64) == (Gpu('NVIDIA GeForce RTX 4090', 24), Gpu('NVIDIA L4', 23034 / 1024))


def test_a_gpu_without_memory_of_its_own_shares_the_machines() -> None:
    assert parse_gpus('Orin (nvgpu), [N/A]\n', 61.3) == (Gpu('Orin (nvgpu)', 61.3),)


@pytest.mark.parametrize('answer', ['', 'No devices were found\n'])
def test_no_gpu_is_none(answer: str) -> None:
    assert parse_gpus(answer, 64) == ()


@pytest.mark.parametrize(
    ('memories', 'chosen'),
    [((), NONE), ((8,), NONE), ((10,), SMALL), ((80,), SMALL), ((80, 8), SMALL), ((80, 40), LARGE)],
)
def test_the_first_that_fits_is_chosen(memories: tuple[float, ...], chosen: Profile) -> None:
    assert choose((LARGE, SMALL, NONE), machine(*memories)) == chosen


def test_where_none_fits_the_machine_is_described() -> None:
    with pytest.raises(SetupError, match=r'no NVIDIA GPU, 8 cores, 32 GiB'):
        choose((LARGE, SMALL), machine())


@pytest.mark.parametrize(('memories', 'name'), [((), 'tiny'), ((8,), 'embedded'), ((16,), 'small'), ((140,), 'small')])
def test_what_is_shipped_fits_common_machines(memories: tuple[float, ...], name: str) -> None:
    assert choose(load_serving().automatic, machine(*memories)).name == name


@pytest.mark.parametrize(
    ('script', 'gpus'), [('echo "Pretended, 16384"', (Gpu('Pretended', 16),)), ('echo broken; exit 9', ()), (None, ())]
)
def test_this_machine_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str | None, gpus: tuple[Gpu, ...]
) -> None:
    if script:
        program = tmp_path / 'nvidia-smi'
        program.write_text(f'#!/bin/sh\n{script}\n')
        program.chmod(0o755)
    monkeypatch.setenv('PATH', str(tmp_path))
    found = find_hardware()
    assert found.gpus == gpus
    assert found.cores > 0
    assert found.memory > 0
