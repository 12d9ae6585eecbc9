"""`ipa doctor`: checks this machine, one line a check, and names the cure for each fault."""

import argparse
import dataclasses
import json

from rich.console import Console

from ipa_agents.cli.machine import CHECKS, Status

__all__ = ['add_parser', 'run']

COLOURS: dict[Status, str] = {'ok': 'green', 'warn': 'yellow', 'fail': 'red'}
EXAMPLE = """example:
  ipa doctor            one line a check; exit status 1 when something fails
  ipa doctor --json     the same for a program"""


def add_parser(subparsers: 'argparse._SubParsersAction[argparse.ArgumentParser]') -> None:
    """Register `doctor` with the command line."""
    parser = subparsers.add_parser(
        'doctor',
        help='check this machine and name the cure for each fault',
        description=__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument('--json', action='store_true', help='print one JSON array instead of lines')
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run all checks; the exit status: 1 when one of them fails."""
    console = Console(highlight=False, soft_wrap=True)
    findings = []
    for check in CHECKS:
        finding = check()
        findings.append(finding)
        if not args.json:
            label = f'[{COLOURS[finding.status]}]{finding.status.upper():4}[/]'
            console.print(f'{label} {finding.name:14}', end='')
            console.print(finding.detail, markup=False)
            if finding.cure:
                console.print(f'     {"":14}cure: {finding.cure}', markup=False)
    if args.json:
        print(json.dumps([dataclasses.asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    return 1 if any(finding.status == 'fail' for finding in findings) else 0
