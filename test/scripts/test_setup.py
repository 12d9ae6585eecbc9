"""The set-up, with pretended tools: what it does, does again, repairs, and says when it cannot."""

from pathlib import Path

import pytest
from machine import MAKE_VENV, PYTHON, UV, Machine

SETUP = 'scripts/setup.sh'


@pytest.fixture
def checkout(machine: Machine) -> Path:
    machine.complete()
    return machine.checkout()


def test_the_steps_are_shown_and_done(machine: Machine, checkout: Path) -> None:
    done = machine.run(checkout / SETUP)
    assert done.returncode == 0, done.stderr
    assert [line.split(' ...')[0] for line in done.stdout.splitlines()] == [
        '[1/4] Python 3.12',
        '[2/4] Python packages with ROS 2 Kilted',
        '[3/4] Interfaces, built by colcon',
        '[4/4] Demo town',
    ]
    assert '--require-hashes -r requirements/ros.txt' in machine.calls('uv')[-1]
    assert len(machine.calls('colcon')) == 1


def test_a_second_run_does_nothing(machine: Machine, checkout: Path) -> None:
    assert machine.run(checkout / SETUP, '--check').returncode == 1
    machine.run(checkout / SETUP)
    calls = machine.log.read_text()
    again = machine.run(checkout / SETUP)
    assert (again.returncode, again.stdout, machine.log.read_text()) == (0, '', calls)
    assert machine.run(checkout / SETUP, '--check').returncode == 0


def test_a_changed_interface_is_built_and_nothing_else(machine: Machine, checkout: Path) -> None:
    machine.run(checkout / SETUP)
    (checkout / 'msg' / 'Say.msg').rename(checkout / 'msg' / 'Speak.msg')
    machine.run(checkout / SETUP)
    assert len(machine.calls('colcon')) == 2
    assert len([call for call in machine.calls('uv') if 'pip install' in call]) == 1


def test_a_changed_script_only_writes_the_environment_and_the_town_again(machine: Machine, checkout: Path) -> None:
    machine.run(checkout / SETUP)
    (checkout / 'scripts' / 'new.sh').touch()
    machine.run(checkout / SETUP)
    assert len(machine.calls('colcon')) == 1
    assert machine.run(checkout / SETUP, '--check').returncode == 0


def test_a_moved_checkout_is_set_up_again(machine: Machine, checkout: Path) -> None:
    machine.run(checkout / SETUP)
    moved = checkout.rename(machine.folder / 'elsewhere')
    assert machine.run(moved / SETUP, '--check').returncode == 1


def test_an_interrupted_install_is_made_anew(machine: Machine, checkout: Path) -> None:
    machine.tool('uv', f'{UV}\n[ "$1" != pip ]')
    failed = machine.run(checkout / SETUP)
    assert failed.returncode == 1
    assert failed.stderr.strip().startswith(
        'set-up failed: the Python packages cannot be installed. Cure: see that PyPI'
    )
    machine.tool('uv', UV)
    assert machine.run(checkout / SETUP).returncode == 0
    assert len([call for call in machine.calls('uv') if 'venv --clear' in call]) == 2


def test_an_interrupted_build_is_made_anew(machine: Machine, checkout: Path) -> None:
    machine.tool('colcon', 'mkdir -p build/half; exit 1')
    assert 'the interfaces cannot be built' in machine.run(checkout / SETUP).stderr
    machine.tool('colcon')
    assert machine.run(checkout / SETUP).returncode == 0
    assert not (checkout / 'build').exists()


def test_two_at_once_do_the_work_once(machine: Machine, checkout: Path) -> None:
    machine.tool('colcon', 'sleep 1')
    both = [machine.start(checkout / SETUP), machine.start(checkout / SETUP)]
    outputs = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted('waiting for another' in output for output in outputs) == [False, True]
    assert len(machine.calls('colcon')) == 1


@pytest.mark.parametrize(
    ('tool', 'complaint', 'cure'),
    [
        ('g++', 'g++ is missing', 'build-essential'),
        ('make', 'make is missing', 'build-essential'),
        ('python3.12', 'no Python 3.12 that runs', 'python3.12-dev'),
    ],
)
def test_what_is_missing_is_named_in_one_line_with_its_cure(
    machine: Machine, checkout: Path, tool: str, complaint: str, cure: str
) -> None:
    (machine.bin / tool).unlink()
    failed = machine.run(checkout / SETUP)
    assert failed.returncode == 1
    (line,) = failed.stderr.strip().splitlines()
    assert complaint in line
    assert cure in line
    assert line.endswith('log/setup.log')


def test_without_uv_pip_does_the_work(machine: Machine, checkout: Path) -> None:
    (machine.bin / 'uv').unlink()
    no_uv = 'case "$*" in *"--target .uv"*) exit 1;;'
    machine.tool('python3.12', f'{no_uv} "-m venv"*) {MAKE_VENV};; esac\n{PYTHON}')
    done = machine.run(checkout / SETUP)
    assert done.returncode == 0, done.stderr
    assert any('-m venv --clear' in call for call in machine.calls('python3.12'))


def test_a_sourced_ros_is_used(machine: Machine, checkout: Path) -> None:
    prefix = machine.folder / 'ros'
    index = prefix / 'share' / 'ament_index' / 'resource_index' / 'packages'
    index.mkdir(parents=True)
    (index / 'rclpy').touch()
    machine.tool('python3', (machine.bin / 'python3.12').read_text())
    done = machine.run(checkout / SETUP, AMENT_PREFIX_PATH=str(prefix), ROS_DISTRO='jazzy')
    assert done.returncode == 0, done.stderr
    assert any('--system-site-packages' in call for call in machine.calls('uv'))
    assert machine.calls('uv')[-1].endswith('requirements/extras.txt')
    environment = (checkout / '.venv' / 'ipa.env').read_text()
    assert f"install/ipa_agents:{prefix}'" in environment
    assert 'ROS_DISTRO=jazzy' in environment


def test_a_sourced_ros_that_does_not_import_is_passed_over(machine: Machine, checkout: Path) -> None:
    prefix = machine.folder / 'ros'
    index = prefix / 'share' / 'ament_index' / 'resource_index' / 'packages'
    index.mkdir(parents=True)
    (index / 'rclpy').touch()
    machine.tool('python3', 'exit 1')
    assert machine.run(checkout / SETUP, AMENT_PREFIX_PATH=str(prefix)).returncode == 0
    assert machine.calls('uv')[-1].endswith('requirements/ros.txt')
