"""`ipa chat`."""

import argparse

from ipa_agents.cli.arguments import Subparsers, add_car, add_seat, command

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa chat                                        talk with the car of `ipa up`
  ipa chat --seat row2_passenger                  from the back
  printf '打开空调\\n' | ipa chat                  without a terminal"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `chat` with the command line."""
    parser = command(subparsers, 'chat', 'talk, by typing, with a car that runs', _EXAMPLES)
    add_car(parser)
    add_seat(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Talk until the input ends; 1 when something was not answered."""
    from ipa_agents.cabin.keyboard import Keyboard
    from ipa_agents.cli.link import visit
    from ipa_agents.cli.screen import Screen
    from ipa_agents.cli.typed import Typed

    screen = Screen()
    with visit(args, screen) as conversation:
        return 1 if Typed(conversation, Keyboard(), screen, args.seat).run() else 0
