"""The guard as a node: the only one that publishes on the command topics of the devices."""

import json
from functools import partial
from pathlib import Path

from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.guard.effects import Effects, Note, Report, SendCommand
from ipa_agents.guard.guard import Guard
from ipa_agents.guard.policy import load_policy
from ipa_agents.nodes import qos
from ipa_agents.nodes.clocks import on_reset, ordered, steady_timer
from ipa_agents.nodes.command_messages import media_command, media_fields, navigation_command, navigation_fields
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.memory import Memory
from ipa_agents.nodes.messages import (
    header,
    outcome_message,
    proposal_from,
    rejection_from,
    seconds,
    signal_array,
    signals_from,
    stamp_from_seconds,
    utterance_from,
)
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import run
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Command, Outcome

__all__ = ['GuardNode', 'main']

_LONGER_THAN_ANYTHING = 3600.0
"""s; what is waited for for as long is given up."""


class GuardNode(Node):
    """Hears what people say and what the car shows, and decides on proposals."""

    def __init__(self) -> None:
        super().__init__('guard')
        folder = declare(self, 'policy', '', 'folder of rules and limits; empty: config/guard', read_only=True)
        period = declare(
            self, 'period', 0.05, 's between looks at the clock', minimum=0.01, maximum=0.5, read_only=True
        )
        names = declare(
            self,
            'addressed_as',
            [''],
            'names of the car that may stand before an answer, besides those of answers.yaml',
            read_only=True,
        )
        catalogue = load_catalogue()
        policy = load_policy(catalogue, Path(folder) if folder else None, names)
        self._now = ordered(self.get_clock())
        self._make = partial(Guard, catalogue, policy)
        self._guard = self._make()
        self._reset = on_reset(self, self._begin_anew)
        self._health = Health(self)
        Memory(self, self._health).begin_afresh('no question that was asked before can be answered any more')
        self._devices = self._health.task('devices', 'all of them report')
        self._queues = self._health.task('queues', 'bounded')
        self._signals = {
            device: self.create_publisher(msg.SignalArray, f'{device}/command', qos.COMMANDS)
            for device in ('hvac', 'body')
        }
        self._media = self.create_publisher(msg.MediaCommand, 'media/command', qos.COMMANDS)
        self._navigation = self.create_publisher(msg.NavigationCommand, 'navigation/command', qos.COMMANDS)
        self._outcomes = self.create_publisher(msg.Outcome, 'outcome', qos.EVENTS)
        self._trace = self.create_publisher(msg.TurnEvent, 'trace', qos.TRACE)
        # Utterances come first: of what is ready at once, an executor takes the older subscription's.
        self.create_subscription(msg.Utterance, 'utterance', self._hear, qos.UTTERANCES)
        self.create_subscription(msg.SignalArray, 'signals', self._see, qos.SIGNALS)
        self.create_subscription(msg.MediaState, 'media/state', self._see_media, qos.STATE)
        self.create_subscription(msg.NavigationState, 'navigation/state', self._see_navigation, qos.STATE)
        self.create_subscription(msg.CommandRejection, 'command/rejected', self._reject, qos.EVENTS)
        self.create_subscription(msg.Proposal, 'proposal', self._propose, qos.EVENTS)
        self.create_timer(period, self._tick)
        steady_timer(self, 1.0, self._report)

    def _begin_anew(self, before: float) -> None:
        """What is under way comes to its end; what was heard and seen was in a time that has not come yet."""
        self._do(self._guard.tick(before + _LONGER_THAN_ANYTHING))
        self._guard = self._make()
        self._health.fault('begun anew', f'the time has jumped back to {self._now():.1f} s')

    def _hear(self, message: msg.Utterance) -> None:
        self._do(self._guard.hear(utterance_from(message), self._now()))

    def _see(self, message: msg.SignalArray) -> None:
        stamp = seconds(message.header.stamp)
        self._do(self._guard.see(message.source, signals_from(message), stamp, self._now()))

    def _see_media(self, message: msg.MediaState) -> None:
        self._do(self._guard.see_device_state('media', message.command_id, media_fields(message), self._now()))

    def _see_navigation(self, message: msg.NavigationState) -> None:
        fields = navigation_fields(message)
        self._do(self._guard.see_device_state('navigation', message.command_id, fields, self._now()))

    def _reject(self, message: msg.CommandRejection) -> None:
        self._do(self._guard.reject(rejection_from(message), self._now()))

    def _propose(self, message: msg.Proposal) -> None:
        self._health.count('proposals')
        self._do(self._guard.propose(proposal_from(message), self._now()))

    def _tick(self) -> None:
        self._do(self._guard.tick(self._now()))

    def _report(self) -> None:
        missing = [device for device, is_there in self._guard.devices(self._now()).items() if not is_there]
        self._devices.lasting('missing', ', '.join(missing))
        self._queues.show(self._guard.counts())

    def _do(self, effects: Effects) -> None:
        # What moves the car goes first; whoever reads the trace can wait.
        for effect in sorted(effects, key=lambda effect: isinstance(effect, Note)):
            match effect:
                case SendCommand(command):
                    self._send(command)
                case Report(outcome):
                    self._answer(outcome)
                case Note():
                    self._note(effect)

    def _send(self, command: Command) -> None:
        self._health.count(f'commands to {command.device}')
        clock = self.get_clock()
        match command.device:
            case 'media':
                self._media.publish(media_command(clock, command))
            case 'navigation':
                self._navigation.publish(navigation_command(clock, command))
            case device:
                self._signals[device].publish(signal_array(clock, 'guard', command.signals, command.command_id))

    def _answer(self, outcome: Outcome) -> None:
        self._health.count(outcome.status.name)
        self._outcomes.publish(outcome_message(outcome, stamp_from_seconds(self._now())))

    def _note(self, note: Note) -> None:
        self._trace.publish(
            msg.TurnEvent(
                header=header(self.get_clock()),
                turn_id=note.turn_id,
                node='guard',
                stage=note.stage,
                detail=json.dumps(note.detail, ensure_ascii=False),
                elapsed_ms=note.elapsed_ms,
            )
        )


def main() -> int:
    """Run the node as a process."""
    return run(GuardNode)


if __name__ == '__main__':
    raise SystemExit(main())
