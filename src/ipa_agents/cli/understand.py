"""`ipa understand`: JSON lines in, what the assistant makes of them out."""

import argparse
import asyncio
import json
import sys

from ipa_agents.brains.choice import CHOICES
from ipa_agents.cli.arguments import Subparsers, command
from ipa_agents.evaluation.measured import measured
from ipa_agents.evaluation.understand import Understander, answers
from ipa_agents.vehicle.catalogue import load_catalogue

__all__ = ['add_parser', 'run']

_EXAMPLES = """  echo '{"id": "1", "turns": ["open the window a bit and play some jazz"]}' | ipa understand
  echo '{"id": "2", "turns": ["把空调调到二十三度", "再高一点"], "seat": "row1_passenger"}' | ipa understand"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Add the command."""
    parser = command(
        subparsers, 'understand', 'answer JSON lines with domains, act and calls of the last turn', _EXAMPLES
    )
    parser.add_argument('--brain', choices=CHOICES, default='reflex', help='who understands (default: %(default)s)')
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """One answer a line, at once; always 0."""
    sys.stdin.reconfigure(errors='replace')  # type: ignore[union-attr]  # stdin is a TextIOWrapper here
    asyncio.run(_answer(arguments.brain))
    return 0


async def _answer(brain: str) -> None:
    catalogue = load_catalogue()
    async with measured(brain, catalogue) as chosen:
        async for answer in answers(sys.stdin, Understander(chosen, catalogue)):
            print(json.dumps(answer, ensure_ascii=False), flush=True)
