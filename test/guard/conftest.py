"""A car in memory around the guard: a clock, devices that obey or not, and people who speak."""

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from ipa_agents.guard.effects import Effects, Note, Report, SendCommand
from ipa_agents.guard.guard import Guard
from ipa_agents.guard.policy import Policy, load_policy
from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue
from ipa_agents.vehicle.exchange import DEVICES, Command, Outcome, Proposal, Utterance
from ipa_agents.vehicle.signals import Signal, Value

SPEED = 'Vehicle.Speed'
GEAR = 'Vehicle.Powertrain.Transmission.SelectedGear'
DRIVINGS = {'parked': (0.0, 126), 'idling': (0.0, 127), 'moving': (50.0, 127)}


class Car:
    """Drives one guard. Everything the guard ever answered is in `outcomes`, `commands` and `notes`."""

    def __init__(self, catalogue: Catalogue, policy: Policy) -> None:
        self.catalogue = catalogue
        self.policy = policy
        self.now = 1000.0
        self.outcomes: list[Outcome] = []
        self.commands: list[Command] = []
        self.notes: list[Note] = []
        self.signals: dict[str, Value] = dict(catalogue.defaults())
        self._ids = map('id-{}'.format, itertools.count())
        self.guard = Guard(catalogue, policy, make_id=lambda: next(self._ids))
        self.drive('parked')
        for device in ('media', 'navigation'):
            self.state(device, status='IDLE' if device == 'navigation' else 'STOPPED')

    def next_id(self) -> str:
        return next(self._ids)

    def path(self, function: str, zone: Any = None) -> str:
        return self.catalogue.functions[function].path_of(zone)

    def take(self, effects: Effects) -> None:
        for effect in effects:
            if isinstance(effect, SendCommand):
                self.commands.append(effect.command)
            elif isinstance(effect, Report):
                self.outcomes.append(effect.outcome)
            else:
                self.notes.append(effect)

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.take(self.guard.tick(self.now))

    def report(self, owners: tuple[str, ...] = (*DEVICES, 'simulator')) -> None:
        """Every owner publishes all of its signals, as it does once a second."""
        for owner in owners:
            own = [Signal(p, v) for p, v in self.signals.items() if self.catalogue[p].owner == owner]
            self.take(self.guard.see(owner, own, self.now, self.now))

    def show(self, values: Mapping[str, Value]) -> None:
        """The car changes, and its owners say so."""
        self.signals |= values
        self.report(tuple({self.catalogue[path].owner for path in values}))

    def drive(self, driving: str) -> None:
        self.signals |= dict(zip((SPEED, GEAR), DRIVINGS[driving], strict=True))
        self.report()

    def state(self, device: str, command_id: str = '', **fields: Any) -> None:
        self.take(self.guard.see_device_state(device, command_id, fields, self.now))

    def obey(self) -> None:
        """The devices show what the commands since the last call asked for."""
        self.now += 0.1
        commands, self.commands = self.commands, []
        for command in commands:
            self.show({signal.path: signal.value for signal in command.signals})

    def say(self, text: str = 'something', seat: str = 'row1_driver', **fields: Any) -> str:
        utterance = Utterance(self.next_id(), seat, text, '', self.now)
        utterance = Utterance(**{**{s: getattr(utterance, s) for s in utterance.__slots__}, **fields})
        self.take(self.guard.hear(utterance, self.now))
        return utterance.utterance_id

    def propose(self, tool: str, arguments: Any, seat: str = 'row1_driver', **fields: Any) -> list[Outcome]:
        """Say something and propose on its strength; gives the outcomes that this brought at once."""
        before = len(self.outcomes)
        if 'utterance_id' not in fields:
            fields['utterance_id'] = self.say(seat=seat)
        text = arguments if isinstance(arguments, str) else json.dumps(arguments)
        base = {
            'proposal_id': self.next_id(),
            'turn_id': 'turn',
            'agent': 'car_genius',
            'seat': seat,
            'tool': tool,
            'arguments': text,
            'stamp': self.now,
        }
        self.take(self.guard.propose(Proposal(**{**base, **fields}), self.now))
        return self.outcomes[before:]

    def wish(self, values: Mapping[str, Any], seat: str = 'row1_driver', **fields: Any) -> list[Outcome]:
        return self.propose('set_signals', {'signals': dict(values)}, seat, **fields)

    def confirm(self, challenge_id: str, answer_id: str, seat: str = 'row1_driver', **fields: Any) -> list[Outcome]:
        names = {'challenge_id': challenge_id, 'answer_utterance_id': answer_id, 'utterance_id': answer_id}
        return self.propose('confirm', {}, seat, **{**names, **fields})

    def answer(self, text: str, challenge_id: str, seat: str = 'row1_driver') -> list[Outcome]:
        """Somebody answers a moment later, and the assistant proposes it as the confirmation."""
        self.now += 1.0
        self.report()
        return self.confirm(challenge_id, self.say(text, seat), seat)

    @property
    def sent(self) -> dict[str, Value]:
        """All signals that devices were told."""
        return {signal.path: signal.value for command in self.commands for signal in command.signals}


@pytest.fixture(scope='session')
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope='session')
def policy(catalogue: Catalogue) -> Policy:
    return load_policy(catalogue)


@pytest.fixture
def make_car(catalogue: Catalogue, policy: Policy) -> Callable[..., Car]:
    """Makes a car by the shipped policy, or with parts of it changed."""
    return lambda **changes: Car(catalogue, replace(policy, **changes))


@pytest.fixture
def car(make_car: Callable[..., Car]) -> Car:
    return make_car()
