"""`ipa replay`."""

import argparse
import math
from pathlib import Path

from ipa_agents.cli.arguments import Subparsers, command, namespace, quantity

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa replay drive.mcap                         into /replay, as fast as it was recorded
  ipa replay drive.mcap --speed 4 --from 30     four times as fast, without the first half minute
  ipa replay drive.mcap --into /ipa --restamp   where the tools look; only while no car runs there"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `replay` with the command line."""
    parser = command(subparsers, 'replay', 'publish a recording again', _EXAMPLES)
    parser.add_argument('file', type=Path, metavar='FILE', help='of `ipa record`, or any MCAP file of ROS 2')
    parser.add_argument('--speed', type=_positive, default=1.0, metavar='X', help='times as fast (default: 1)')
    parser.add_argument(
        '--from', type=quantity, default=0.0, metavar='S', dest='begin', help='leave out what was before'
    )
    parser.add_argument(
        '--to', type=quantity, default=math.inf, metavar='S', dest='end', help='leave out what was after'
    )
    parser.add_argument('--topics', nargs='+', default=[], metavar='TOPIC', help='names or patterns (default: all)')
    parser.add_argument('--loop', action='store_true', help='again and again, until Ctrl-C')
    parser.add_argument(
        '--into', type=namespace, default='/replay', metavar='NAME', help='namespace (default: %(default)s)'
    )
    parser.add_argument('--restamp', action='store_true', help='stamp headers as if it happened now')
    parser.add_argument('--force', action='store_true', help='even where a car runs')
    parser.add_argument('--commands', action='store_true', help='also what makes a car act')
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Play it to its end; 2 when it must not or cannot be played."""
    from ipa_agents.cli.replaying import replay

    return replay(args)


def _positive(text: str) -> float:
    speed = float(text)
    if not (math.isfinite(speed) and speed > 0):
        raise argparse.ArgumentTypeError(f'{text} is not above 0')
    return speed
