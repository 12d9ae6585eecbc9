"""What the doctor says, and its exit status."""

import argparse
import json

import pytest

from ipa_agents.cli import doctor
from ipa_agents.cli.machine import Finding

WELL = Finding('Python', 'ok', '3.12.3')
WARNED = Finding('Compiler', 'warn', 'missing: g++', 'sudo apt-get install build-essential')
ILL = Finding('DDS', 'fail', 'two processes do not hear each other', 'let [multicast] pass')


def examine(monkeypatch: pytest.MonkeyPatch, *findings: Finding, arguments: tuple[str, ...] = ()) -> int:
    monkeypatch.setattr(doctor, 'CHECKS', tuple(lambda finding=finding: finding for finding in findings))
    parser = argparse.ArgumentParser()
    doctor.add_parser(parser.add_subparsers())
    args = parser.parse_args(['doctor', *arguments])
    status: int = args.run(args)
    return status


def test_a_line_a_check_and_the_cure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert examine(monkeypatch, WELL, WARNED, ILL) == 1
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ['OK', 'Python', '3.12.3'],
        ['WARN', 'Compiler', 'missing:', 'g++'],
        ['cure:', 'sudo', 'apt-get', 'install', 'build-essential'],
        ['FAIL', 'DDS', 'two', 'processes', 'do', 'not', 'hear', 'each', 'other'],
        ['cure:', 'let', '[multicast]', 'pass'],
    ]


def test_a_warning_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    assert examine(monkeypatch, WELL, WARNED) == 0


def test_json_for_programs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert examine(monkeypatch, ILL, arguments=('--json',)) == 1
    assert json.loads(capsys.readouterr().out) == [
        {'name': 'DDS', 'status': 'fail', 'detail': ILL.detail, 'cure': ILL.cure}
    ]
