"""What becomes of the processes of a car; test/integration/test_processes.py has real nodes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from waiting import wait_for

from ipa_agents.bringup.plan import Process
from ipa_agents.cli import processes
from ipa_agents.cli.processes import Processes

HVAC = Process('hvac', '/ipa', 'info', (), {})


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said of a node that cannot start."""
    monkeypatch.setattr(processes, 'command', lambda *_: [sys.executable, '-c', 'raise SystemExit(2)'])
    return []


def test_the_number_of_a_process_that_is_gone_is_not_signalled_again(
    told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signalled: list[int] = []
    monkeypatch.setattr(os, 'killpg', lambda pid, _: signalled.append(pid))
    with Processes([HVAC], tmp_path, lambda _, line: told.append(line)) as car:
        wait_for(lambda: car.failed == ('hvac',), 'a node that is given up')
        at_its_end = list(signalled)
    assert signalled == at_its_end
    assert len(at_its_end) == 1
    assert told == ['ended with status 2; it is not started again']


def test_a_machine_that_starts_no_more_processes_is_told(
    told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(11, 'Resource temporarily unavailable')

    monkeypatch.setattr(subprocess, 'Popen', refuse)
    with Processes([HVAC], tmp_path, lambda _, line: told.append(line)) as car:
        wait_for(lambda: car.failed == ('hvac',), 'a node that is given up')
    assert told == ['cannot be started: Resource temporarily unavailable']
