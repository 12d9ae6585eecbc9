"""Arguments that several commands share."""

import argparse
import math
from pathlib import Path

from ipa_agents.vehicle.seats import DRIVER, SEATS

__all__ = [
    'Subparsers',
    'add_car',
    'add_namespace',
    'add_page',
    'add_patience',
    'add_seat',
    'add_source',
    'at_least_one',
    'command',
    'count',
    'namespace',
    'positive',
    'quantity',
    'sim_time',
]

Subparsers = argparse._SubParsersAction  # argparse has no public name for it


def command(
    subparsers: 'Subparsers[argparse.ArgumentParser]', name: str, text: str, examples: str
) -> argparse.ArgumentParser:
    """A parser for one command, with examples below its help."""
    return subparsers.add_parser(
        name,
        help=text,
        description=f'{text[0].upper()}{text[1:]}.',
        epilog=f'examples:\n{examples}',
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def namespace(text: str) -> str:
    """A namespace of ROS, with its first slash, from what a person gives as one."""
    inner = text.strip('/')
    if not (inner.isascii() and inner.replace('/', 'a').isidentifier()):
        raise argparse.ArgumentTypeError(f'{text} is no namespace; one has letters, digits, _ and /')
    return f'/{inner}'


def quantity(text: str) -> float:
    """A number of 0 or more."""
    number = float(text)
    if not (math.isfinite(number) and number >= 0):
        raise argparse.ArgumentTypeError(f'{text} is not 0 or more')
    return number


def positive(text: str) -> float:
    """A number above 0."""
    number = quantity(text)
    if number == 0:
        raise argparse.ArgumentTypeError(f'{text} is not more than 0')
    return number


def at_least_one(text: str) -> int:
    """A whole number of 1 or more."""
    positive(text)
    return int(text)


def count(text: str) -> int:
    """A whole number of 0 or more."""
    quantity(text)
    return int(text)


def add_namespace(parser: argparse.ArgumentParser) -> None:
    """Where the car is."""
    parser.add_argument(
        '--namespace', type=namespace, default='/ipa', metavar='NAME', help='of the car (default: %(default)s)'
    )


def add_car(parser: argparse.ArgumentParser) -> None:
    """Where the car is, and who speaks in it."""
    add_namespace(parser)
    parser.add_argument('--persona', default='juno', metavar='NAME', help='in config/personas (default: %(default)s)')
    levels = ('debug', 'info', 'warn', 'error', 'fatal')
    parser.add_argument('--log-level', choices=levels, default='error', help='of the nodes, on stderr (default: error)')
    parser.add_argument(
        '--use-sim-time', action='store_true', help='go by /clock, as the nodes of a car in a simulator do'
    )


def sim_time(args: argparse.Namespace) -> dict[str, object]:
    """Parameters of nodes that go by the clock which the arguments of `add_car` say."""
    return {'use_sim_time': True} if args.use_sim_time else {}


def add_source(parser: argparse.ArgumentParser) -> None:
    """Of what car, or from which file, messages are shown."""
    add_namespace(parser)
    parser.add_argument('--file', type=Path, metavar='FILE', help='a recording of `ipa record`, instead of a car')


def add_seat(parser: argparse.ArgumentParser) -> None:
    """From where is spoken."""
    parser.add_argument('--seat', choices=SEATS, default=DRIVER, help='who speaks (default: %(default)s)')


def add_page(parser: argparse.ArgumentParser) -> None:
    """Where the cockpit page is served."""
    parser.add_argument(
        '--page', action=argparse.BooleanOptionalAction, default=True, help='serve the cockpit page (default: yes)'
    )
    parser.add_argument('--host', default='127.0.0.1', help='of the page; another than %(default)s needs a token')
    parser.add_argument('--port', type=int, default=8080, help='of the page (default: %(default)s)')
    parser.add_argument(
        '--token', default='', help='what a browser must know to see the page (default: $IPA_COCKPIT_TOKEN)'
    )


def add_patience(parser: argparse.ArgumentParser) -> None:
    """How long a drive waits."""
    parser.add_argument(
        '--patience',
        type=float,
        default=3.0,
        metavar='FACTOR',
        help='on the times within which things must follow, for slow machines (default: %(default)s)',
    )
