"""`ipa echo`."""

import argparse

from ipa_agents.cli.arguments import Subparsers, add_source, command, count

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa echo                                         what turns are made of, one line a message
  ipa echo signals --path '*HVAC*'                 signals of the climate, when they change
  ipa echo trace --node guard --turn 3f2a          one turn, as the guard tells it
  ipa echo /diagnostics --grep error --count 1     waits for a node that is not well
  ipa echo '*' --file drive.mcap --json            all of a recording, for other programs"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `echo` with the command line."""
    parser = command(subparsers, 'echo', 'print what flows in a car, in a readable form', _EXAMPLES)
    parser.add_argument(
        'topics',
        nargs='*',
        metavar='TOPIC',
        help='names or patterns, below the namespace where relative (default: turns)',
    )
    add_source(parser)
    parser.add_argument('--path', action='append', default=[], metavar='GLOB', help='only signals of such paths')
    parser.add_argument(
        '--node', '--source', action='append', default=[], metavar='NAME', dest='sources', help='only what it says'
    )
    parser.add_argument('--turn', default='', metavar='ID', help='only this turn; the beginning of its id is enough')
    parser.add_argument('--grep', default='', metavar='TEXT', help='only lines with this text')
    parser.add_argument('--all', action='store_true', help='signals that have not changed, too')
    parser.add_argument('--count', type=count, default=0, metavar='N', help='end after so many messages')
    form = parser.add_mutually_exclusive_group()
    form.add_argument('--json', action='store_true', help='one JSON object a line, with every field')
    form.add_argument('--raw', action='store_true', help='whole messages, as YAML')
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print messages until there are no more, or until Ctrl-C."""
    from contextlib import closing

    from ipa_agents.cabin.echo import Echo, Filters
    from ipa_agents.cli.echo_screen import FORMS, EchoScreen
    from ipa_agents.cli.flow import flow
    from ipa_agents.recording.topics import load_groups

    source = flow(args, tuple(args.topics) or load_groups().turns, args.topics)
    echo = Echo(Filters(tuple(args.path), tuple(args.sources), args.turn, args.grep, args.all))
    show = FORMS['json' if args.json else 'raw' if args.raw else 'line'](EchoScreen())
    shown = 0
    with closing(source.batches()) as batches:
        for batch in batches:
            for told in filter(None, map(echo.hear, batch)):
                show(told, source.namespace)
                shown += 1
                if shown == args.count:
                    return 0
    return 0
