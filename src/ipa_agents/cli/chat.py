"""`ipa chat`."""

import argparse
import os
import sys
import time

from ipa_agents.cli.arguments import Subparsers, add_car, add_seat, command

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa chat                                        talk with the car of `ipa up`, and see how it is
  ipa chat --seat row2_passenger --language zh    from the back, with Chinese keys and names
  ipa chat --plain                                line by line, without a screen
  printf '打开空调\\n' | ipa chat                  without a terminal"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `chat` with the command line."""
    parser = command(subparsers, 'chat', 'talk, by typing, with a car that runs', _EXAMPLES)
    parser.add_argument('--plain', action='store_true', help='line by line, as without a terminal')
    parser.add_argument('--language', choices=('en', 'zh'), help='of the screen (default: that of LANG)')
    parser.add_argument('--theme', choices=('night', 'day'), default='night', help='of the screen; F4 changes it')
    add_car(parser)
    add_seat(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Talk until the input ends; 1 when something was not answered."""
    if not args.plain and _is_screen():
        try:
            import textual  # noqa: F401
        except ImportError:
            from ipa_agents.cli.notes import note
            from ipa_agents.cli.screen import Screen

            Screen().note(*note('no_textual'))
        else:
            return _on_screen(args)
    return _by_lines(args)


def _is_screen() -> bool:
    """Whether a person sits at a terminal that can show more than lines."""
    streams = (sys.stdin, sys.stdout, sys.__stderr__)
    return all(stream is not None and stream.isatty() for stream in streams) and os.environ.get('TERM') != 'dumb'


def _on_screen(args: argparse.Namespace) -> int:
    from ipa_agents.cabin.scene import Scene
    from ipa_agents.cabin.transcript import Transcript
    from ipa_agents.cli.link import enter
    from ipa_agents.language import primary_language
    from ipa_agents.nodes.composition import CAR
    from ipa_agents.persona.persona import load_persona
    from ipa_agents.terminal.app import ChatApp
    from ipa_agents.vehicle.catalogue import load_catalogue

    persona = load_persona(args.persona)
    language = args.language or primary_language(os.environ.get('LANG', ''), persona.languages[0])
    catalogue = load_catalogue()
    with enter(args) as guest:
        transcript = Transcript(catalogue, persona)
        scene = Scene(transcript, CAR)
        scene.hear(guest.news(), time.monotonic())
        transcript.settled()  # what the car did before anybody spoke here is nobody's news
        ChatApp(guest, scene, catalogue, language, args.theme, args.seat).run()
    return 0


def _by_lines(args: argparse.Namespace) -> int:
    from ipa_agents.cabin.keyboard import Keyboard
    from ipa_agents.cli.link import visit
    from ipa_agents.cli.screen import Screen
    from ipa_agents.cli.typed import Typed

    screen = Screen()
    with visit(args, screen) as conversation:
        return 1 if Typed(conversation, Keyboard(), screen, args.seat).run() else 0
