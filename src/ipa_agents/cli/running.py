"""The whole car, in one process or in one a node, and what a person does with it."""

import argparse
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack

from ipa_agents.bringup.plan import assignments, goes_by_clock
from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.events import Condition, Event
from ipa_agents.cabin.keyboard import Keyboard
from ipa_agents.cabin.model_state import is_about_model, model_state
from ipa_agents.cli.arguments import sim_time
from ipa_agents.cli.asked_model import asked_model
from ipa_agents.cli.link import await_clock, converse, undisturbed
from ipa_agents.cli.notes import note
from ipa_agents.cli.page import add_page, address_of
from ipa_agents.cli.played import played
from ipa_agents.cli.processes import Processes, car_processes
from ipa_agents.cli.screen import Screen
from ipa_agents.cli.typed import Typed
from ipa_agents.cli.world import world_beside
from ipa_agents.cockpit.address import Address
from ipa_agents.errors import SetupError
from ipa_agents.nodes.composition import CAR, Composition, car_node, ros_arguments
from ipa_agents.vehicle.drive import Drive, load_drive

__all__ = ['chosen', 'run']

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
    for name in ('namespace', 'persona', 'brain', 'endpoints', 'world'):
        setattr(args, name, given.pop(name, '') or getattr(args, name) or '')
    args.use_sim_time = args.use_sim_time or bool(goes_by_clock({'world': args.world, **given}))
    drive = load_drive(args.drive) if args.drive else None
    address = address_of(args, given)
    screen = Screen()
    if screen.is_terminal:
        screen.note(*note('starting'))
    with ExitStack() as stack:
        stack.callback(screen.finish)
        model = stack.enter_context(asked_model(args, drive, screen))
        args.endpoints = model.endpoints
        parameters = _parameters(args, drive)
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
            stack.enter_context(world_beside(args, conversation, screen))  # first, since its clock may be the car's
            _await(args, car, processes, conversation, screen)
            await_clock(args, conversation)
            if model.trouble:
                conversation.wait(_has_model, _READY)
            if address:
                _show_page(address, car, processes, screen, is_shown=drive is None)
            if drive:
                return played(drive, conversation, screen, args.patience, model.trouble)
            return _talk(args, conversation, screen)
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


def _show_page(
    address: Address, car: Composition, processes: Processes | None, screen: Screen, *, is_shown: bool
) -> None:
    """Say where the page is, after it was added to a car of this process."""
    if processes is None:
        add_page(car, address, screen, is_shown=is_shown)
    elif 'cockpit' in processes:
        screen.note(*note('page', url=address.url))


def _refuse(namespace: str, others: Collection[str]) -> None:
    """Raise SetupError when there are devices of another car."""
    if others:
        raise SetupError(
            f'another car runs in {namespace}: talk with it by `ipa chat`, '
            'or give this one a place of its own by --namespace or ROS_DOMAIN_ID'
        )


def _has_model(events: Iterable[Event]) -> bool:
    """Whether the assistant says that a model answers."""
    told = (event for event in events if isinstance(event, Condition) and is_about_model(event))
    return any(state.state != 'away' for state in map(model_state, told) if state)


def _launched(args: argparse.Namespace, drive: Drive | None, address: Address | None) -> dict[str, str]:
    """What the options mean as arguments of a launch."""
    page = {'nodes': '-cockpit'}
    if address:
        page = {'cockpit_host': address.host, 'cockpit_port': str(address.port), 'cockpit_token': address.token}
    return {
        'namespace': args.namespace,
        'world': args.world,
        'use_sim_time': 'true' if args.use_sim_time else '',
        'log_level': args.log_level,
        'persona': args.persona,
        'seed': str(drive.seed) if drive else '',
        'metrics_port': str(args.metrics_port or ''),
        **chosen(args),
        **page,
    }


def _parameters(args: argparse.Namespace, drive: Drive | None) -> Mapping[str, object]:
    parameters = {'persona': args.persona, **sim_time(args)}
    if drive:
        parameters['seed'] = drive.seed
    return parameters | {name: value for name, value in chosen(args).items() if value}


def chosen(args: argparse.Namespace) -> dict[str, str]:
    """What the options say of the nodes' parameters, empty where they say nothing; as arguments of a launch, too."""
    return {
        'brain': args.brain,
        'endpoints': args.endpoints or '',
        'map_folder': args.town or '',
        'music_folder': args.music or '',
        'places': args.places,
    }


def _talk(args: argparse.Namespace, conversation: Conversation, screen: Screen) -> int:
    if args.chat:
        return 1 if Typed(conversation, Keyboard(), screen, args.seat).run() else 0
    screen.note(*note('running', namespace=args.namespace))
    while True:
        conversation.wait(lambda _: False, _HOUR)
