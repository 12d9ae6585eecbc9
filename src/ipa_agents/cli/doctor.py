"""`ipa doctor`: checks this machine, one line a check, and names the cure for each fault."""

import argparse
import dataclasses
import json
import os
import sys

from ipa_agents.cli.arguments import Subparsers, command
from ipa_agents.cli.machine import CHECKS, Finding, Status

__all__ = ['add_parser', 'run']

COLOURS: dict[Status, int] = {'ok': 32, 'warn': 33, 'fail': 31}  # of ANSI terminals: green, yellow, red
_EXAMPLES = """  ipa doctor            one line a check; exit status 1 when something fails
  ipa doctor --json     the same for a program"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `doctor` with the command line."""
    parser = command(subparsers, 'doctor', 'check this machine and name the cure for each fault', _EXAMPLES)
    parser.add_argument('--json', action='store_true', help='print one JSON array instead of lines')
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run all checks; the exit status: 1 when one of them fails."""
    findings = []
    for check in CHECKS:
        findings.append(check())
        if not args.json:
            print(_line(findings[-1]), flush=True)
    if args.json:
        print(json.dumps([dataclasses.asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    return 1 if any(finding.status == 'fail' for finding in findings) else 0


def _line(finding: Finding) -> str:
    label = f'{finding.status.upper():4}'
    if sys.stdout.isatty() and 'NO_COLOR' not in os.environ:
        label = f'\033[{COLOURS[finding.status]}m{label}\033[0m'
    cure = f'\n{"":20}cure: {finding.cure}' if finding.cure else ''
    return f'{label} {finding.name:14} {finding.detail}{cure}'
