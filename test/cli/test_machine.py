"""Each check of the machine finds its fault and names the cure."""

import collections
from pathlib import Path

import pytest

from ipa_agents.cli import machine

Usage = collections.namedtuple('Usage', 'total used free')


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, 'PACKAGES', ('json', 'no_such_package'))
    finding = machine.check_packages()
    assert (finding.status, finding.detail, finding.cure) == ('fail', 'missing: no_such_package', 'make setup')


def test_a_missing_compiler_is_a_warning_as_all_may_be_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv('PATH', str(tmp_path))
    finding = machine.check_compiler()
    assert finding.status == 'warn'
    assert 'g++' in finding.detail
    assert 'build-essential' in finding.cure


@pytest.mark.parametrize(
    ('free', 'status'), [(5 * machine.GIB, 'ok'), (500 * machine.MIB, 'warn'), (50 * machine.MIB, 'fail')]
)
def test_a_full_disk_is_seen(monkeypatch: pytest.MonkeyPatch, free: int, status: str) -> None:
    monkeypatch.setattr(machine.shutil, 'disk_usage', lambda folder: Usage(10 * free, 9 * free, free))
    assert machine.check_disk().status == status


def test_missing_and_full_shared_memory_are_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert machine.check_shared_memory(tmp_path / 'missing').status == 'warn'
    monkeypatch.setattr(machine.shutil, 'disk_usage', lambda folder: Usage(64, 64, 0))
    assert 'fastrtps' in machine.check_shared_memory(tmp_path).cure


def test_a_terminal_without_chinese_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / 'out').open('w', encoding='ascii') as ascii_terminal:
        monkeypatch.setattr('sys.stdout', ascii_terminal)
        finding = machine.check_terminal()
    assert (finding.status, finding.cure) == ('warn', 'export LANG=C.UTF-8')


def test_missing_ros_and_interfaces_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, '_imports', lambda module: False)
    assert machine.check_ros().status == machine.check_interfaces().status == 'fail'


@pytest.mark.ros
@pytest.mark.parametrize(('exit_status', 'status'), [(0, 'ok'), (1, 'fail')])
def test_interfaces_that_are_older_than_their_files_are_seen(tmp_path: Path, exit_status: int, status: str) -> None:
    setup = tmp_path / 'scripts' / 'setup.sh'
    setup.parent.mkdir()
    setup.write_text(f'#!/bin/sh\nexit {exit_status}\n')
    setup.chmod(0o755)
    assert machine.check_interfaces(tmp_path).status == status


@pytest.mark.ros
def test_two_processes_hear_each_other() -> None:
    assert machine.check_dds().status == 'ok'


@pytest.mark.ros
def test_two_processes_that_do_not_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('ROS_AUTOMATIC_DISCOVERY_RANGE', 'OFF')
    finding = machine.check_dds()
    assert finding.status == 'fail'
    assert 'multicast' in finding.cure


def test_a_missing_map_is_a_fault_with_its_cure(tmp_path: Path) -> None:
    finding = machine.check_map(tmp_path)
    assert (finding.status, finding.cure) == ('fail', 'ipa town, which makes it anew')


def test_mistakes_in_settings_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('ipa_agents.cli.settings.mistakes', lambda readers: ['limits.yaml:3: not a number'])
    finding = machine.check_settings()
    assert (finding.status, finding.detail) == ('fail', 'limits.yaml:3: not a number')


def test_a_missing_mpv_is_a_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv('PATH', str(tmp_path))
    finding = machine.check_sound()
    assert (finding.status, 'apt-get install mpv' in finding.cure) == ('warn', True)
    (tmp_path / 'mpv').write_text('#!/bin/sh\n')
    (tmp_path / 'mpv').chmod(0o755)
    assert machine.check_sound().status == 'ok'
