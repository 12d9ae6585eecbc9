"""`ipa evaluate`: how much of a suite is understood."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from ipa_agents.brains.choice import CHOICES
from ipa_agents.cli.arguments import Subparsers, command
from ipa_agents.evaluation.measured import measured
from ipa_agents.evaluation.scores import Score, add, as_json, table, total
from ipa_agents.evaluation.suite import read_suite
from ipa_agents.evaluation.understand import Understander
from ipa_agents.language import language_of
from ipa_agents.vehicle.catalogue import load_catalogue

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa evaluate suite.jsonl
  ipa evaluate english.jsonl chinese.jsonl --json --at-least 0.9"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Add the command."""
    parser = command(subparsers, 'evaluate', 'score suites of sentences that say what is expected', _EXAMPLES)
    parser.add_argument('suites', nargs='+', type=Path, metavar='SUITE.jsonl')
    parser.add_argument('--brain', choices=CHOICES, default='reflex', help='who understands (default: %(default)s)')
    parser.add_argument('--json', action='store_true', help='for machines')
    parser.add_argument(
        '--at-least', type=float, metavar='N', help='domain accuracy, 0..1, below which the exit code is 1'
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the table; 1 when the accuracy of the domains is below --at-least."""
    scores = asyncio.run(_scored(arguments.suites, arguments.brain))
    print(json.dumps(as_json(scores), indent=2) if arguments.json else table(scores))
    accuracy = total(scores.values()).accuracy('domain') or 0.0
    return int(arguments.at_least is not None and accuracy < arguments.at_least)


async def _scored(suites: list[Path], brain: str) -> dict[str, Score]:
    catalogue = load_catalogue()
    scores: dict[str, Score] = {}
    async with measured(brain, catalogue) as chosen:
        understander = Understander(chosen, catalogue)
        for suite in suites:
            for case in read_suite(suite):
                language = case.question.language or language_of(case.question.turns[-1])
                score = scores.setdefault(f'{case.source} {language}', Score())
                answer = await understander.answer(case.question)
                if 'error' in answer:
                    print(f'ipa: {case.question.id}: {answer["error"]}', file=sys.stderr)
                add(score, case, answer)
    return dict(sorted(scores.items()))
