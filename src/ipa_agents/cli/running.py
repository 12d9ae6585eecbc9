"""The whole car, in one process or in one a node, and what a person does with it."""

import argparse
from collections.abc import Collection, Mapping
from contextlib import ExitStack

from ipa_agents.bringup.plan import assignments
from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.events import Event
from ipa_agents.cabin.keyboard import Keyboard
from ipa_agents.cli.link import converse, undisturbed
from ipa_agents.cli.notes import note
from ipa_agents.cli.page import add_page, address_of
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
_ANOTHER_REPORTS = 1.0
"""s within which a car that is there reports."""
_HOUR = 3600.0


def run(args: argparse.Namespace) -> int:
    """Run all nodes until the drive or the input ends, or until Ctrl-C."""
    if args.arguments and not args.processes:
        raise SetupError(f'{args.arguments[0]} is an argument of --processes, which is not given')
    given = assignments(args.arguments)
    args.namespace, args.persona = (given.get(name) or getattr(args, name) for name in ('namespace', 'persona'))
    drive = load_drive(args.drive) if args.drive else None
    address = address_of(args, given)
    screen = Screen()
    if screen.is_terminal:
        screen.note(*note('starting'))
    parameters = _parameters(args, drive)
    with ExitStack() as stack:
        stack.callback(screen.finish)
        car = stack.enter_context(Composition(ros_arguments(args.namespace, args.log_level, parameters)))
        processes: Processes | None = None

        def pass_on(event: Event) -> None:
            if processes:
                processes.hear(event)

        conversation = converse(car, screen, args.persona, pass_on)
        if args.processes:
            conversation.wait(lambda _: conversation.reporting(), _ANOTHER_REPORTS)
            _refuse(args.namespace, conversation.reporting())
            processes = stack.enter_context(car_processes(_launched(args, drive, address) | given))
        stack.enter_context(undisturbed())
        try:
            _await(args, car, processes, conversation, screen)
            if address and processes:
                if 'cockpit' in processes:
                    screen.note(*note('page', url=address.url))
            elif address:
                add_page(car, address, screen, is_shown=drive is None)
            return played(drive, conversation, screen, args.patience) if drive else _talk(args, conversation, screen)
        except KeyboardInterrupt:
            if drive:
                raise
            return 0


def _await(
    args: argparse.Namespace, car: Composition, processes: Processes | None, conversation: Conversation, screen: Screen
) -> None:
    """Start what is to run in this process, and wait until the car is whole."""
    if processes:
        absent = conversation.ready(_READY * _SLOWER, processes.suffice)
        if processes.failed:
            raise SetupError(f'cannot be started, as said above: {", ".join(processes.failed)}')
    else:
        for name in CAR:
            _refuse(args.namespace, {name} & conversation.reporting())  # before it is our own that reports
            car.add(car_node(name))
        if args.metrics_port:
            from ipa_agents.nodes.metrics_node import MetricsNode  # with a library that nobody else needs

            car.add(lambda: MetricsNode({'port': args.metrics_port}))
        absent = conversation.ready(_READY)
    if absent:
        screen.note(*note('absent', names=', '.join(absent)))


def _refuse(namespace: str, others: Collection[str]) -> None:
    """Raise SetupError when there are devices of another car."""
    if others:
        raise SetupError(
            f'another car runs in {namespace}: talk with it by `ipa chat`, '
            'or give this one a place of its own by --namespace or ROS_DOMAIN_ID'
        )


def _launched(args: argparse.Namespace, drive: Drive | None, address: Address | None) -> dict[str, str]:
    """What the options mean as arguments of a launch."""
    page = {'nodes': '-cockpit'}
    if address:
        page = {'cockpit_host': address.host, 'cockpit_port': str(address.port), 'cockpit_token': address.token}
    return {
        'namespace': args.namespace,
        'log_level': args.log_level,
        'persona': args.persona,
        'seed': str(drive.seed) if drive else '',
        'map_folder': args.town or '',
        'music_folder': args.music or '',
        'metrics_port': str(args.metrics_port or ''),
        **page,
    }


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
