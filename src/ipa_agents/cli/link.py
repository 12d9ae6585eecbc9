"""A conversation over ROS: with a car of this process, or with one that runs elsewhere."""

import argparse
import os
import signal
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.events import Event
from ipa_agents.cabin.inbox import Inbox
from ipa_agents.cabin.transcript import Transcript
from ipa_agents.cli.arguments import sim_time
from ipa_agents.cli.notes import note
from ipa_agents.cli.screen import Screen
from ipa_agents.errors import SetupError
from ipa_agents.nodes.cabin_node import CabinNode
from ipa_agents.nodes.composition import Composition, ros_arguments
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Utterance
from ipa_agents.vehicle.seats import Seat

__all__ = ['Guest', 'await_clock', 'converse', 'enter', 'undisturbed', 'visit']

_DISCOVERY = 10.0
_POLL = 0.05


def converse(
    car: Composition, screen: Screen, persona: str, also: Callable[[Event], None] = lambda _: None
) -> Conversation:
    """A conversation through a cabin node that is added to `car`; `also` is given every event, too."""
    transcript = Transcript(load_catalogue(), load_persona(persona))
    inbox = Inbox()

    def hear(event: Event) -> None:
        inbox.put(event)
        also(event)

    cabin = CabinNode(hear, f'cabin_{os.getpid()}')
    car.add(lambda: cabin)
    return Conversation(cabin, inbox, transcript, screen.show)


class Guest:
    """A person in a car that another process runs, event by event: the way of the screen."""

    def __init__(self, car: Composition) -> None:
        self._inbox = Inbox()
        self.cabin = CabinNode(self._inbox.put, f'cabin_{os.getpid()}')
        car.add(lambda: self.cabin)

    def news(self) -> list[Event]:
        """What has happened since the last call."""
        return self._inbox.take()

    def say(self, text: str, seat: Seat) -> None:
        """Let everybody in the car hear it."""
        self.cabin.say(Utterance(str(uuid.uuid4()), seat, text, '', self.cabin.now()))


@contextmanager
def enter(args: argparse.Namespace) -> Iterator[Guest]:
    """A guest in a car that another process runs; raises SetupError when nobody answers there.

    Nodes then write nothing on the terminal, which is somebody's screen.
    """
    arguments = [*ros_arguments(args.namespace, args.log_level, sim_time(args)), '--disable-stdout-logs']
    with Composition(arguments) as car, undisturbed():
        guest = Guest(car)
        _check_clock(args, lambda: _becomes(lambda: guest.cabin.now() > 0))
        _becomes(lambda: not guest.cabin.absent())
        _check(guest.cabin.absent(), args)
        yield guest


@contextmanager
def visit(args: argparse.Namespace, screen: Screen) -> Iterator[Conversation]:
    """A conversation in a car that another process runs; raises SetupError when nobody answers there."""
    with Composition(ros_arguments(args.namespace, args.log_level, sim_time(args))) as car, undisturbed():
        conversation = converse(car, screen, args.persona)
        await_clock(args, conversation)
        absent = conversation.ready(_DISCOVERY)
        _check(absent, args)
        if absent:
            screen.note(*note('absent', names=', '.join(absent)))
        try:
            yield conversation
        finally:
            screen.finish()


def await_clock(args: argparse.Namespace, conversation: Conversation) -> None:
    """Raise SetupError where time is to be simulated, and nobody does so: nothing would ever come to its end."""
    _check_clock(args, lambda: conversation.wait(lambda _: conversation.has_time, _DISCOVERY))


def _check_clock(args: argparse.Namespace, comes: Callable[[], bool]) -> None:
    if args.use_sim_time and not comes():
        raise SetupError('nobody publishes /clock, by which the time of the car goes')


def _becomes(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + _DISCOVERY
    while not (is_true := condition()) and time.monotonic() < end:
        time.sleep(_POLL)
    return is_true


def _check(absent: Sequence[str], args: argparse.Namespace) -> None:
    if 'assistant' in absent:
        where = f'namespace {args.namespace}, ROS_DOMAIN_ID {os.environ.get("ROS_DOMAIN_ID", "0")}'
        raise SetupError(f'no assistant is running ({where}); start a car in another terminal: ipa up')


@contextmanager
def undisturbed() -> Iterator[None]:
    """SIGTERM interrupts like Ctrl-C does; after that, nothing disturbs the end of the nodes."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
