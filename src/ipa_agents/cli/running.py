"""The whole car in one process, and what a person does with it."""

import argparse
from collections.abc import Mapping

from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.keyboard import Keyboard
from ipa_agents.cli.link import converse, undisturbed
from ipa_agents.cli.notes import note
from ipa_agents.cli.page import add_page, address_of, page_parameters
from ipa_agents.cli.played import played
from ipa_agents.cli.screen import Screen
from ipa_agents.cli.typed import Typed
from ipa_agents.errors import SetupError
from ipa_agents.nodes.composition import CAR, Composition, car_node, ros_arguments
from ipa_agents.vehicle.drive import Drive, load_drive

__all__ = ['run']

_READY = 10.0
_HOUR = 3600.0


def run(args: argparse.Namespace) -> int:
    """Run all nodes until the drive or the input ends, or until Ctrl-C."""
    drive = load_drive(args.drive) if args.drive else None
    address = address_of(args)
    screen = Screen()
    if screen.is_terminal:
        screen.note(*note('starting'))
    parameters = {**_parameters(args, drive), **page_parameters(address)}
    arguments = ros_arguments(args.namespace, args.log_level, parameters)
    with Composition(arguments) as car, undisturbed():
        conversation = converse(car, screen, args.persona)
        for name in CAR:
            car.add(car_node(name))
        if absent := conversation.ready(_READY):
            screen.note(*note('absent', names=', '.join(absent)))
        if conversation.doubled():
            raise SetupError(
                f'another car runs in {args.namespace} (or was killed a moment ago): talk with it by `ipa chat`, '
                'or give this one a place of its own by --namespace or ROS_DOMAIN_ID'
            )
        if address:
            add_page(car, address, screen, is_shown=drive is None)
        if drive:
            return played(drive, conversation, screen, args.patience)
        try:
            return _talk(args, conversation, screen)
        except KeyboardInterrupt:
            return 0


def _parameters(args: argparse.Namespace, drive: Drive | None) -> Mapping[str, object]:
    parameters: dict[str, object] = {'persona': args.persona}
    if drive:
        parameters['seed'] = drive.seed
    if args.town:
        parameters['map_folder'] = args.town
    return parameters


def _talk(args: argparse.Namespace, conversation: Conversation, screen: Screen) -> int:
    if args.chat:
        return 1 if Typed(conversation, Keyboard(), screen, args.seat).run() else 0
    screen.note(*note('running', namespace=args.namespace))
    while True:
        conversation.wait(lambda _: False, _HOUR)
