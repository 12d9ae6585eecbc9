"""Arguments that several commands share."""

import argparse

from ipa_agents.vehicle.seats import DRIVER, SEATS

__all__ = ['Subparsers', 'add_car', 'add_patience', 'add_seat', 'command']

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


def add_car(parser: argparse.ArgumentParser) -> None:
    """Where the car is, and who speaks in it."""
    parser.add_argument('--namespace', default='/ipa', metavar='NAME', help='of the car (default: %(default)s)')
    parser.add_argument('--persona', default='juno', metavar='NAME', help='in config/personas (default: %(default)s)')
    levels = ('debug', 'info', 'warn', 'error', 'fatal')
    parser.add_argument('--log-level', choices=levels, default='error', help='of the nodes, on stderr (default: error)')


def add_seat(parser: argparse.ArgumentParser) -> None:
    """From where is spoken."""
    parser.add_argument('--seat', choices=SEATS, default=DRIVER, help='who speaks (default: %(default)s)')


def add_patience(parser: argparse.ArgumentParser) -> None:
    """How long a drive waits."""
    parser.add_argument(
        '--patience',
        type=float,
        default=3.0,
        metavar='FACTOR',
        help='on the times within which things must follow, for slow machines (default: %(default)s)',
    )
