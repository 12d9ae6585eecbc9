"""`ipa drive`."""

import argparse

from ipa_agents.cli.arguments import Subparsers, add_car, add_patience, command

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa drive hello_car                             config/drives/hello_car.yaml, in the car of `ipa up`
  ipa drive my_drive.yaml --patience 10           a file of your own, on a slow machine"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `drive` with the command line."""
    parser = command(subparsers, 'drive', 'play a scripted drive in a car that runs', _EXAMPLES)
    parser.add_argument('drive', metavar='NAME', help='a drive of config/drives, or a file')
    add_car(parser)
    add_patience(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Play it; raises DriveError for what did not follow."""
    from ipa_agents.cli.link import visit
    from ipa_agents.cli.played import played
    from ipa_agents.cli.screen import Screen
    from ipa_agents.vehicle.drive import load_drive

    drive = load_drive(args.drive)
    screen = Screen()
    with visit(args, screen) as conversation:
        return played(drive, conversation, screen, args.patience)
