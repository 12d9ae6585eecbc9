"""The whole car, in one process or in one a node, and what a person does with it."""

import argparse
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack

from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.keyboard import Keyboard
from ipa_agents.cli.link import converse, undisturbed
from ipa_agents.cli.notes import note
from ipa_agents.cli.page import add_page, address_of, page_parameters
from ipa_agents.cli.played import played
from ipa_agents.cli.processes import Processes, car_processes
from ipa_agents.cli.screen import Screen
from ipa_agents.cli.typed import Typed
from ipa_agents.cockpit.address import Address
from ipa_agents.errors import SetupError
from ipa_agents.nodes.composition import CAR, Composition, car_node, ros_arguments
from ipa_agents.vehicle.drive import Drive, load_drive

__all__ = ['run']

_READY = 10.0
_SLOWER = 6
"""How much longer than one process many may take to start."""
_HOUR = 3600.0


def run(args: argparse.Namespace) -> int:
    """Run all nodes until the drive or the input ends, or until Ctrl-C."""
    if args.arguments and not args.processes:
        raise SetupError(f'{args.arguments[0]} is an argument of --processes, which is not given')
    drive = load_drive(args.drive) if args.drive else None
    address = address_of(args)
    screen = Screen()
    if screen.is_terminal:
        screen.note(*note('starting'))
    parameters = {**_parameters(args, drive), **page_parameters(address)}
    arguments = ros_arguments(args.namespace, args.log_level, parameters)
    with ExitStack() as stack:
        car = stack.enter_context(Composition(arguments))
        processes = stack.enter_context(_processes(args, drive, address)) if args.processes else None
        stack.enter_context(undisturbed())
        conversation = converse(car, screen, args.persona, *([processes.hear] if processes else []))
        for name in () if processes else CAR:
            car.add(car_node(name))
        if absent := conversation.ready(_READY * (_SLOWER if processes else 1)):
            screen.note(*note('absent', names=', '.join(absent)))
        if conversation.doubled():
            raise SetupError(
                f'another car runs in {args.namespace} (or was killed a moment ago): talk with it by `ipa chat`, '
                'or give this one a place of its own by --namespace or ROS_DOMAIN_ID'
            )
        if processes and processes.failed:
            raise SetupError(f'cannot be started, as said above: {", ".join(processes.failed)}')
        if address and not processes:
            add_page(car, address, screen, is_shown=drive is None)
        if drive:
            return played(drive, conversation, screen, args.patience)
        try:
            return _talk(args, conversation, screen)
        except KeyboardInterrupt:
            return 0


def _processes(
    args: argparse.Namespace, drive: Drive | None, address: Address | None
) -> AbstractContextManager[Processes]:
    arguments = {'namespace': args.namespace, 'log_level': args.log_level, 'persona': args.persona}
    if drive:
        arguments['seed'] = str(drive.seed)
    if args.town:
        arguments['map_folder'] = args.town
    if args.music:
        arguments['music_folder'] = args.music
    if address:
        page = {'cockpit_host': address.host, 'cockpit_port': str(address.port), 'cockpit_token': address.token}
        arguments |= page
    else:
        arguments['nodes'] = '-cockpit'
    return car_processes(arguments, args.arguments)


def _parameters(args: argparse.Namespace, drive: Drive | None) -> Mapping[str, object]:
    parameters: dict[str, object] = {'persona': args.persona}
    if drive:
        parameters['seed'] = drive.seed
    if args.town:
        parameters['map_folder'] = args.town
    if args.music:
        parameters['music_folder'] = args.music
    return parameters


def _talk(args: argparse.Namespace, conversation: Conversation, screen: Screen) -> int:
    if args.chat:
        return 1 if Typed(conversation, Keyboard(), screen, args.seat).run() else 0
    screen.note(*note('running', namespace=args.namespace))
    while True:
        conversation.wait(lambda _: False, _HOUR)
