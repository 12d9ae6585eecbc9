"""`ipa doctor --live`: how the parts of a car that runs are."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

from running_car import RunningCar  # noqa: E402


def doctor(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, '-m', 'ipa_agents.cli.main', 'doctor', '--live', *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=100)


def test_the_doctor_looks_at_a_car_that_runs(own_car: RunningCar) -> None:
    own_car.desk.wait(lambda: doctor('--wait', '30').returncode == 0, 'a car without a fault', 90.0)
    own_car.kill('hvac')
    ran = doctor('--json')
    assert ran.returncode == 1, ran.stdout
    found = {finding['name']: finding for finding in json.loads(ran.stdout)}
    assert found['hvac: status']['status'] == 'stale'
    assert 'ros2 run ipa_agents hvac' in found['hvac: status']['cure']
    assert found['guard: status']['status'] == 'ok'


def test_the_doctor_finds_no_car() -> None:
    ran = doctor('--namespace', '/nobody', '--wait', '1')
    assert ran.returncode == 2
    assert ran.stdout == ''
    assert ran.stderr.startswith('ipa: no car is running (namespace /nobody')
