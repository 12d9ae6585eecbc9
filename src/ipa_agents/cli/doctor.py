"""`ipa doctor`: checks this machine, one line a check, and names the cure for each fault."""

import argparse
import dataclasses
import json
import os
import sys

from ipa_agents.cli.arguments import Subparsers, add_namespace, command
from ipa_agents.cli.machine import MACHINE_CHECKS, Finding, Status
from ipa_agents.cli.model_checks import MODEL_CHECKS

__all__ = ['add_parser', 'run']

CHECKS = (*MACHINE_CHECKS, *MODEL_CHECKS)
COLOURS: dict[Status, int] = {'ok': 32, 'warn': 33, 'fail': 31, 'stale': 31}  # of ANSI terminals: green, yellow, red
_NAME = 24
_EXAMPLES = """  ipa doctor            one line a check; exit status 1 when something fails
  ipa doctor --json     the same for a program
  ipa doctor --live     how the parts of a car that runs are, from what they say on /diagnostics"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `doctor` with the command line."""
    text = 'check this machine, or a car that runs, and name the cure for each fault'
    parser = command(subparsers, 'doctor', text, _EXAMPLES)
    parser.add_argument('--json', action='store_true', help='print one JSON array instead of lines')
    parser.add_argument('--live', action='store_true', help='look at a car that runs instead of at the machine')
    add_namespace(parser)
    parser.add_argument('--wait', type=float, default=6.0, metavar='S', help='for its parts (default: %(default)s)')
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run all checks; the exit status: 1 when one of them fails."""
    findings = []
    for finding in _live(args) if args.live else (check() for check in CHECKS):
        findings.append(finding)
        if not args.json:
            print(_line(finding), flush=True)
    if args.json:
        print(json.dumps([dataclasses.asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    return 1 if any(finding.status in ('fail', 'stale') for finding in findings) else 0


def _live(args: argparse.Namespace) -> list[Finding]:
    from ipa_agents.cli.live import live_findings

    return live_findings(args.namespace, args.wait)


def _line(finding: Finding) -> str:
    label = f'{finding.status.upper():5}'
    if sys.stdout.isatty() and 'NO_COLOR' not in os.environ:
        label = f'\033[{COLOURS[finding.status]}m{label}\033[0m'
    cure = f'\n{"":8}cure: {finding.cure}' if finding.cure else ''
    return f'{label} {finding.name:{_NAME}} {finding.detail}{cure}'
