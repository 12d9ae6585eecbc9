"""`ipa trace`."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ipa_agents.cli.arguments import Subparsers, add_source, command, count, quantity

if TYPE_CHECKING:
    from ipa_agents.cabin.events import Stage
    from ipa_agents.recording.records import Record

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa trace                                 waits for the next turn and draws where its time went
  ipa trace --follow --slower-than 200      only turns that took long, as they come
  ipa trace --file drive.mcap --node guard  what the guard did in all turns of a recording"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `trace` with the command line."""
    parser = command(subparsers, 'trace', 'draw turns as waterfalls of their milliseconds', _EXAMPLES)
    add_source(parser)
    parser.add_argument(
        '--turns', type=count, default=0, metavar='N', help='how many (default: the next one, or all of a recording)'
    )
    parser.add_argument('--follow', action='store_true', help='go on until Ctrl-C')
    parser.add_argument('--node', default='', metavar='NAME', help='only what this node did')
    parser.add_argument('--slower-than', type=quantity, default=0.0, metavar='MS', help='only turns that took longer')
    parser.add_argument('--json', action='store_true', help='one JSON object a turn')
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Draw turns until there are enough."""
    import time
    from contextlib import closing

    from ipa_agents.cabin.settled_turns import settled_turns
    from ipa_agents.cabin.waterfall import Turn
    from ipa_agents.cli.flow import flow
    from ipa_agents.cli.waterfall_screen import WaterfallScreen

    screen = WaterfallScreen(args.node)
    most = args.turns or (0 if args.follow or args.file else 1)
    asked = ('trace',) if args.file else ()  # a car may have no turn yet
    with closing(flow(args, ('trace',), asked).batches()) as batches:
        stages = (list(_stages(batch)) for batch in batches)
        settled: Iterator[Turn] = settled_turns(stages, None if args.file else time.monotonic)
        turns = (turn for turn in settled if turn.total_ms > args.slower_than)
        for number, turn in enumerate(turns, 1):
            (screen.json if args.json else screen.draw)(turn)
            if number == most:
                break
    return 0


def _stages(batch: Iterable['Record']) -> Iterator['Stage']:
    """The stages of a batch; a message that is none is said and left out."""
    from ipa_agents.cabin.stages import stage_from
    from ipa_agents.errors import RecordingError
    from ipa_agents.recording.decoding import decode

    for record in batch:
        try:
            yield stage_from(decode(record))
        except (RecordingError, AttributeError, TypeError) as error:
            print(f'ipa trace: left out: {error}', file=sys.stderr)
