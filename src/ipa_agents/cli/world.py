"""The world that a car of one process drives in: its nodes are processes beside the car, as they are elsewhere."""

import argparse
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from ipa_agents.bringup.declaration import load_bringup
from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.events import Condition, Event
from ipa_agents.cli.notes import note
from ipa_agents.cli.processes import Processes, car_processes
from ipa_agents.cli.screen import Screen
from ipa_agents.errors import SetupError

__all__ = ['world_beside']

_READY = 60.0
_TASKS = {'bridge': 'world'}
"""What a node says of itself once it does what it is there for, by the last word of its name; others: `status`."""


@contextmanager
def world_beside(args: argparse.Namespace, conversation: Conversation, screen: Screen) -> Iterator[None]:
    """Run the nodes of the world of `args` and wait until they say that all is well; raises SetupError.

    With --processes, all nodes are run by others.
    """
    worlds = load_bringup().worlds
    if args.world and args.world not in worlds:
        raise SetupError(f'world: {args.world!r} is none of {", ".join(worlds)}')
    names = worlds[args.world] if args.world and not args.processes else ()
    if not names:
        yield
        return
    arguments = {
        'nodes': ','.join(names),
        'namespace': args.namespace,
        'use_sim_time': 'true' if args.use_sim_time else '',
        'log_level': args.log_level,
        'map_folder': args.town or '',
    }
    with car_processes(arguments) as processes:
        if absent := _awaited(names, args.namespace, processes, conversation):
            screen.note(*note('absent', names=', '.join(absent)))
        yield


def _awaited(names: Iterable[str], namespace: str, processes: Processes, conversation: Conversation) -> Collection[str]:
    """The nodes that were not well in time."""
    absent = {f'{namespace}/{name}: {_TASKS.get(name.rpartition("_")[2], "status")}': name for name in names}

    def is_there(events: Iterable[Event]) -> bool:
        for event in events:
            if isinstance(event, Condition) and event.level != 'error':
                absent.pop(event.name, None)
        return not absent or bool(processes.failed)

    conversation.wait(is_there, _READY)
    if processes.failed:
        raise SetupError(f'cannot be started, as said above: {", ".join(processes.failed)}')
    return absent.values()
