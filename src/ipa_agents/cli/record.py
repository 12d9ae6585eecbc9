"""`ipa record`."""

import argparse
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ipa_agents.cli.arguments import Subparsers, add_namespace, command, count, quantity

if TYPE_CHECKING:
    from ipa_agents.nodes.recorder_node import RecorderNode

__all__ = ['add_parser', 'run']

_PERIOD = 0.2

_EXAMPLES = """  ipa record                                all of the car, into recordings/ of the data folder
  ipa record -o drive.mcap --duration 60    a minute of it
  ipa record --topics signals /diagnostics --without-speech --max-size 100"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `record` with the command line."""
    parser = command(subparsers, 'record', 'record what flows in a car into an MCAP file', _EXAMPLES)
    parser.add_argument('-o', '--output', type=Path, metavar='FILE', help='which must not be there yet (.mcap)')
    parser.add_argument('--topics', nargs='+', default=[''], metavar='TOPIC', help='names or patterns (default: all)')
    parser.add_argument('--without-speech', action='store_true', help='leave out what people and the car say')
    parser.add_argument('--duration', type=quantity, default=0.0, metavar='S', help='end after so many seconds')
    parser.add_argument('--max-size', type=count, default=0, metavar='MB', help='end when the file is so large')
    add_namespace(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Record until it ends; 1 when it could not go on."""
    from ipa_agents.cli.flow import say
    from ipa_agents.cli.link import undisturbed
    from ipa_agents.nodes.composition import Composition, ros_arguments
    from ipa_agents.nodes.recorder_node import RecorderNode

    settings = {
        'file': str(args.output or ''),
        'topics': args.topics,
        'without_speech': args.without_speech,
        'duration': args.duration,
        'max_size': args.max_size,
    }
    with Composition(ros_arguments(args.namespace, 'fatal', {})) as process, undisturbed():
        recorder = RecorderNode(settings)
        process.add(lambda: recorder)
        say('recording_mute' if args.without_speech else 'recording', namespace=args.namespace, file=str(recorder.path))
        with suppress(KeyboardInterrupt):
            _watch(recorder)
    sizes = {
        'seconds': f'{recorder.seconds:.1f}',
        'messages': str(recorder.messages),
        'size': _megabytes(recorder.size),
    }
    say('recorded', file=str(recorder.path), **sizes)
    if recorder.lost:
        say('dropped', count=str(recorder.lost))
    if recorder.strangers:
        say('unrecorded', reasons='; '.join(recorder.strangers))
    if recorder.fault:
        print(f'ipa: {recorder.fault}', file=sys.stderr)
    return 1 if recorder.fault else 0


def _watch(recorder: 'RecorderNode') -> None:
    """Wait for its end; on a terminal, a line tells how far it is."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    with console.status('') as status:
        while not recorder.ended:
            time.sleep(_PERIOD)
            status.update(f'{recorder.seconds:.0f} s  {recorder.messages} messages  {_megabytes(recorder.size)} MB')


def _megabytes(size: int) -> str:
    return f'{size / 1e6:.2f}'
