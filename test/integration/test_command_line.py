"""The command line as people use it: processes, pipes and signals."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from ports import free_port

from ipa_agents.bringup.declaration import load_bringup

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

DRIVE = """
title: {en: A test, zh: 测试}
steps:
  - say: {seat: row1_driver, text: Set the temperature to 21 degrees}
    expect:
      outcome: DONE
      signals: {Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature: {equals: TEMPERATURE}}
      within: 2
"""


def ipa(*words: str, typed: str = '') -> subprocess.CompletedProcess[str]:
    command = [sys.executable, '-m', 'ipa_agents.cli.main', *words]
    return subprocess.run(command, input=typed, capture_output=True, text=True, timeout=110)


def test_typed_sentences_are_answered_and_the_car_ends() -> None:
    port = str(free_port())
    ran = ipa('up', '--chat', '--port', port, typed='set the temperature to 23\n打开空调\n')
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[:2] == [f'The cockpit page: http://127.0.0.1:{port}/', f'座舱页面：http://127.0.0.1:{port}/']
    assert any(line.startswith('Driver') for line in lines)
    assert any(line.startswith('主驾') for line in lines)
    assert any('→' in line and '23' in line for line in lines)
    assert sum(line.startswith(('Juno', '朱诺')) for line in lines) >= 2


def test_a_port_that_is_taken_keeps_no_car_from_starting() -> None:
    with socket.create_server(('127.0.0.1', 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = ipa('up', '--chat', '--port', port, typed='hello\n')
    assert ran.returncode == 0, ran.stderr
    assert f'No cockpit page yet: port {port} of 127.0.0.1' in ran.stdout
    assert '--port' in ran.stdout
    assert any(line.startswith('Juno') for line in ran.stdout.splitlines())


def test_a_drive_that_goes_wrong_ends_with_1_and_says_why(tmp_path: Path) -> None:
    file = tmp_path / 'wrong.yaml'
    file.write_text(DRIVE.replace('TEMPERATURE', '22'))
    ran = ipa('up', '--drive', str(file), '--patience', '1')
    assert ran.returncode == 1
    assert f'{file}:4: after “Set the temperature to 21 degrees”' in ran.stderr
    assert 'should be 22.0, but is 21.0' in ran.stderr


def test_a_drive_file_with_a_mistake_does_not_start_a_car(tmp_path: Path) -> None:
    file = tmp_path / 'mistake.yaml'
    file.write_text(DRIVE.replace('TEMPERATURE', 'warm'))
    ran = ipa('up', '--drive', str(file))
    assert ran.returncode == 2
    assert ran.stdout == ''
    assert ran.stderr.startswith(f'ipa: {file}:7: ')


@pytest.mark.parametrize(
    ('drive', 'world'),
    [
        *((name, 'built_in') for name in ('hello_car', 'evening_out', 'dinner_for_four')),
        *(('evening_out', name) for name in load_bringup().worlds if name.endswith('_shape')),
    ],
)
@pytest.mark.timeout(600)
def test_the_drives_go_as_they_say(drive: str, world: str) -> None:
    command = [sys.executable, '-m', 'ipa_agents.cli.main', 'up', '--drive', drive, '--world', world, '--patience', '5']
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, f'{ran.stdout}\n{ran.stderr}'


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM])
def test_a_car_serves_others_until_it_is_told_to_end(number: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, '-m', 'ipa_agents.cli.main', 'up', '--no-page', '--namespace', '/other']
    car = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert car.stdout is not None
        assert '/other' in car.stdout.readline()
        said = ipa('say', '打开空调', '--namespace', '/other', '--seat', 'row1_passenger')
        assert said.returncode == 0, said.stderr
        assert '空调' in said.stdout
        talked = ipa('chat', '--namespace', '/other', typed='turn off the air conditioning\n')
        assert talked.returncode == 0, talked.stderr
        file = tmp_path / 'right.yaml'
        file.write_text(DRIVE.replace('TEMPERATURE', '21'))
        assert ipa('drive', str(file), '--namespace', '/other').returncode == 0
        for _ in range(3):  # on a busy machine DDS may find the other car only later
            second = ipa('up', '--chat', '--namespace', '/other', typed='hello\n')
            if second.returncode:
                break
        assert second.returncode == 2, second.stdout
        assert 'ipa: another car runs in /other' in second.stderr
        car.send_signal(number)
        assert car.wait(30) == 0
    finally:
        car.kill()
        car.wait()


def test_a_car_that_was_killed_leaves_its_place_to_the_next() -> None:
    command = [sys.executable, '-m', 'ipa_agents.cli.main', 'up', '--no-page', '--namespace', '/killed']
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as car:
        assert car.stdout is not None
        assert '/killed' in car.stdout.readline()
        car.kill()
    following = ipa('up', '--chat', '--no-page', '--namespace', '/killed', typed='打开空调\n')
    assert following.returncode == 0, following.stderr
    assert '空调已打开' in following.stdout
