"""`ipa say`."""

import argparse

from ipa_agents.cli.arguments import Subparsers, add_car, add_seat, command

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa say "set the temperature to 21"              prints the answer and what the car did
  ipa say "打开座椅加热" --seat row1_passenger
  ipa say "take me home" --wait 0                  does not wait for an answer"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `say` with the command line."""
    parser = command(subparsers, 'say', 'say one sentence to a car that runs', _EXAMPLES)
    parser.add_argument('text', help='the sentence, in English or Chinese')
    parser.add_argument('--wait', type=float, default=30.0, metavar='S', help='for an answer (default: %(default)s)')
    add_car(parser)
    add_seat(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Say it; 1 when no answer came."""
    from ipa_agents.cli.link import visit
    from ipa_agents.cli.notes import note
    from ipa_agents.cli.screen import Screen

    screen = Screen()
    with visit(args, screen) as conversation:
        conversation.say(args.text, args.seat, shown=False)
        if not args.wait:
            return 0
        if conversation.wait(lambda _: conversation.turns_ended > 0, args.wait):
            return 0
        screen.note(*note('no_answer'))
        return 1
