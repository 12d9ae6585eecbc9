import subprocess
import sys
import threading

import pytest

from ipa_agents.cli import understand
from ipa_agents.cli.main import COMMANDS, main


@pytest.mark.parametrize('command', COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, '--help'])
    assert ended.value.code == 0
    assert f'ipa {command}' in capsys.readouterr().out.split('example', 1)[1]


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(['--help'])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert set(COMMANDS) <= {line.split()[0] for line in shown.splitlines() if line.startswith('    ') and line.strip()}


@pytest.mark.parametrize(
    'words',
    [
        [],
        ['fly'],
        ['say'],
        ['up', '--chat', '--drive', 'x'],
        ['up', '--seat', 'roof'],
        ['up', '--music', 'no/such'],
        ['up', '--namespace', 'my car'],
        ['record', '--duration', '-1'],
        ['record', '--max-size', '1.5'],
        ['replay', 'a.mcap', '--from', 'nan'],
    ],
)
def test_wrong_words_end_with_2_and_a_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    shown = capsys.readouterr().err
    assert 'usage: ipa' in shown
    assert words or 'score suites' in shown  # without a word, the whole help


@pytest.mark.ros
def test_a_drive_that_is_not_there_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['drive', 'to_the_moon']) == 2
    error = capsys.readouterr().err
    assert error.startswith('ipa: ')
    assert 'no such drive; there are:' in error
    assert error.count('\n') == 1


@pytest.mark.ros
def test_a_car_that_does_not_run_is_one_clear_line_with_the_next_step() -> None:
    said = subprocess.run(
        [sys.executable, '-m', 'ipa_agents.cli.main', 'say', 'hello', '--namespace', '/nobody'],
        capture_output=True,
        text=True,
    )
    assert said.returncode == 2
    assert said.stdout == ''
    assert said.stderr.startswith('ipa: no assistant is running (namespace /nobody')
    assert said.stderr.endswith('ipa up\n')


@pytest.mark.parametrize('command', COMMANDS)
def test_no_command_needs_ros_for_its_help(command: str) -> None:
    code = f"""
import sys
sys.modules['rclpy'] = None
from ipa_agents.cli.main import main
main(['{command}', '--help'])
"""
    assert subprocess.run([sys.executable, '-c', code], capture_output=True).returncode == 0


def test_without_ros_it_says_what_to_do() -> None:
    code = """
import sys
sys.modules['rclpy'] = None
from ipa_agents.cli.main import main
sys.exit(main(['up', '--chat']))
"""
    ran = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, input='')
    assert ran.returncode == 2
    assert ran.stderr.startswith('ipa: ROS 2 is not there (rclpy')
    assert 'make setup' in ran.stderr


def interrupted_while_a_lock_changes_hands(args: object) -> int:
    lock = threading.RLock()
    with lock:
        lock.release()
        raise KeyboardInterrupt


def test_ctrl_c_within_a_lock_is_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(understand, 'run', interrupted_while_a_lock_changes_hands)
    assert main(['understand']) == 130


def test_a_fault_of_ours_is_no_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(args: object) -> int:
        raise RuntimeError('of no lock')

    monkeypatch.setattr(understand, 'run', fails)
    with pytest.raises(RuntimeError, match='of no lock'):
        main(['understand'])
