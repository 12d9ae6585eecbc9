"""A conversation over ROS: with a car of this process, or with one that runs elsewhere."""

import argparse
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.inbox import Inbox
from ipa_agents.cabin.transcript import Transcript
from ipa_agents.cli.notes import note
from ipa_agents.cli.screen import Screen
from ipa_agents.errors import SetupError
from ipa_agents.nodes.cabin_node import CabinNode
from ipa_agents.nodes.composition import Composition, ros_arguments
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue

__all__ = ['converse', 'undisturbed', 'visit']

_DISCOVERY = 10.0


def converse(car: Composition, screen: Screen, persona: str) -> Conversation:
    """A conversation through a cabin node that is added to `car`."""
    transcript = Transcript(load_catalogue(), load_persona(persona))
    inbox = Inbox()
    cabin = CabinNode(inbox.put, f'cabin_{os.getpid()}')
    car.add(lambda: cabin)
    return Conversation(cabin, inbox, transcript, screen.show)


@contextmanager
def visit(args: argparse.Namespace, screen: Screen) -> Iterator[Conversation]:
    """A conversation in a car that another process runs; raises SetupError when nobody answers there."""
    with Composition(ros_arguments(args.namespace, args.log_level, {})) as car, undisturbed():
        conversation = converse(car, screen, args.persona)
        absent = conversation.ready(_DISCOVERY)
        if 'assistant' in absent:
            where = f'namespace {args.namespace}, ROS_DOMAIN_ID {os.environ.get("ROS_DOMAIN_ID", "0")}'
            raise SetupError(f'no assistant is running ({where}); start a car in another terminal: ipa up')
        if absent:
            screen.note(*note('absent', names=', '.join(absent)))
        yield conversation


@contextmanager
def undisturbed() -> Iterator[None]:
    """SIGTERM interrupts like Ctrl-C does; after that, nothing disturbs the end of the nodes."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
