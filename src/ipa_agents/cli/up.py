"""`ipa up`."""

import argparse
from pathlib import Path

from ipa_agents.brains.choice import CHOICES
from ipa_agents.cli.arguments import Subparsers, add_car, add_page, add_patience, add_seat, command

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa up --chat                                   the simulated car, and a typed conversation with it
  ipa up --drive hello_car                        plays config/drives/hello_car.yaml and ends; 1 when it went wrong
  ipa up --persona finch --namespace /car2        another voice, another car; talk with `ipa chat --namespace /car2`
  ipa up --host 0.0.0.0 --token a-long-secret     the page for a tablet in the car, too; alone: ipa up --no-page
  ipa up --chat --music ~/Music                   plays your audio files, aloud when mpv is installed
  ipa up --processes --chat params_file:=my.yaml  a process a node, which is started again when it dies
  ipa up --drive evening_out --world carla_shape  the same drive in a car that another world moves
  ipa up --chat --brain qwen --serve              with a Qwen model; serves the tiny one where none answers
  printf '打开空调\\n' | ipa up --chat             without a terminal"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `up` with the command line."""
    parser = command(subparsers, 'up', 'start the simulated car and its assistant', _EXAMPLES)
    manner = parser.add_mutually_exclusive_group()
    manner.add_argument('--chat', action='store_true', help='talk with it here, by typing')
    manner.add_argument('--drive', metavar='NAME', help='play a drive of config/drives, or of a file, and end')
    parser.add_argument(
        '--processes', action='store_true', help='run each node as a process, as `ros2 launch` does, without needing it'
    )
    parser.add_argument(
        'arguments',
        nargs='*',
        metavar='NAME:=VALUE',
        help='with --processes: the arguments of cockpit.launch.py (docs/launch.md)',
    )
    parser.add_argument(
        '--world', default='', metavar='NAME', help='that the car drives in: docs/worlds/README.md (default: built_in)'
    )
    parser.add_argument('--town', metavar='DIR', help='the map of `ipa town` (default: where that command puts it)')
    parser.add_argument(
        '--music', metavar='DIR', type=_folder, help='folder of audio files (default: an invented library)'
    )
    parser.add_argument(
        '--places',
        default='',
        metavar='STORE',
        help='of places, in place of that of the map: postgresql://..., mcp+http://..., mcp+stdio:COMMAND',
    )
    parser.add_argument(
        '--brain', choices=CHOICES, default='', help='who understands (default: auto, a model only where one answers)'
    )
    parser.add_argument(
        '--endpoints',
        metavar='FILE',
        type=_file,
        help='of the servers of models (default: $IPA_ENDPOINTS, or config/endpoints.yaml)',
    )
    parser.add_argument(
        '--serve',
        nargs='?',
        const='tiny',
        metavar='PROFILE',
        help='where no endpoint answers, serve this profile of `ipa serve`, or the small model of a folder, beside the '
        'car (default: tiny)',
    )
    parser.add_argument('--metrics-port', type=int, default=0, metavar='N', help='of figures for Prometheus')
    add_page(parser)
    add_car(parser)
    add_seat(parser)
    add_patience(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the car; see cli.running."""
    from ipa_agents.cli.running import run as run_car

    return run_car(args)


def _file(text: str) -> str:
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f'there is no file {text}')
    return text


def _folder(text: str) -> str:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f'there is no folder {text}')
    return text
