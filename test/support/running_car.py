"""A whole car, each node a process of its own, seen from the cabin and from behind the curtain."""

import subprocess
import time
import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desk import Desk

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import header, signal_array, signals_from, utterance_message
from ipa_agents.vehicle.exchange import Status, Utterance
from ipa_agents.vehicle.signals import Signal, Value

__all__ = ['PARTS', 'RunningCar']

PARTS = ('simulator', 'hvac', 'body', 'media', 'guard', 'assistant', 'navigation')
_OWNERS = ('simulator', 'hvac', 'body', 'media', 'navigation')


class RunningCar:
    """Keeps all that passes on the topics; every wait is for something that must come."""

    def __init__(self) -> None:
        self.desk = desk = Desk()
        self.processes: dict[str, subprocess.Popen[str]] = {}
        self.reports: list[msg.SignalArray] = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
        self.speeches: list[msg.Say] = desk.listen('say', msg.Say, qos.EVENTS)
        self.outcomes: list[msg.Outcome] = desk.listen('outcome', msg.Outcome, qos.EVENTS)
        self.proposals: list[msg.Proposal] = desk.listen('proposal', msg.Proposal, qos.EVENTS)
        self.events: list[msg.TurnEvent] = desk.listen('trace', msg.TurnEvent, qos.TRACE)
        self.commands: dict[str, list[Any]] = {
            'hvac': desk.listen('hvac/command', msg.SignalArray, qos.COMMANDS),
            'body': desk.listen('body/command', msg.SignalArray, qos.COMMANDS),
            'media': desk.listen('media/command', msg.MediaCommand, qos.COMMANDS),
            'navigation': desk.listen('navigation/command', msg.NavigationCommand, qos.COMMANDS),
        }
        self._utterances = desk.node.create_publisher(msg.Utterance, 'utterance', qos.UTTERANCES)
        self._proposals = desk.node.create_publisher(msg.Proposal, 'proposal', qos.EVENTS)
        self._conditions = desk.node.create_publisher(msg.SignalArray, 'simulator/command', qos.COMMANDS)

    def start_all(self, **parameters: Sequence[str]) -> None:
        """Start every part, with `parameters` by part, and wait until the car is whole."""
        for part in PARTS:
            self.start(part, *parameters.get(part, ()))
        self.await_ready()

    def start(self, part: str, *parameters: str) -> None:
        """Start the process of one part."""
        self.processes[part] = self.desk.run(f'{part}_node', *parameters)

    def kill(self, part: str) -> None:
        """End a process without a warning."""
        self.processes[part].kill()
        self.processes[part].wait()

    def end(self, part: str) -> None:
        """End a process in order, so that nobody takes it for still there."""
        self.processes[part].terminate()
        self.processes[part].wait()

    def await_ready(self) -> None:
        """Wait until the owners report, the minds hear us, and a whole turn has gone through; then forget all of it."""
        minds, owners = set(PARTS) - set(_OWNERS), set(_OWNERS)
        for owner in owners:
            self.desk.wait(partial(self._has_reported, owner), f'a report of {owner}', 60.0)
        self.desk.wait(lambda: minds <= self.listeners('utterance'), f'{minds} to listen', 60.0)
        self.desk.wait(lambda: self._utterances.get_subscription_count() >= len(minds), 'a way to their ears')
        self.desk.wait(self._does_a_turn, 'a turn that goes through', 60.0)
        for heard in (self.speeches, self.outcomes, self.proposals, self.events, *self.commands.values()):
            heard.clear()

    def _has_reported(self, owner: str) -> bool:
        return any(report.source == owner and report.signals for report in self.reports)

    def _does_a_turn(self) -> bool:
        before = len(self.outcomes)
        self.ask('Set the temperature to 22 degrees')
        return any(outcome.status == Status.DONE for outcome in self.outcomes[before:])

    def listeners(self, topic: str) -> set[str]:
        """The names of the nodes that listen to `topic`, but for the test's own."""
        infos = self.desk.node.get_subscriptions_info_by_topic(self._full(topic))
        return {info.node_name for info in infos} - {'desk'}

    def speakers(self, topic: str) -> set[str]:
        """The names of the nodes that publish on `topic`, but for the test's own."""
        infos = self.desk.node.get_publishers_info_by_topic(self._full(topic))
        return {info.node_name for info in infos} - {'desk'}

    def say(self, text: str, seat: str = 'row1_driver', source: str = 'text', utterance_id: str = '') -> str:
        """Say something; the id of the utterance."""
        utterance_id = utterance_id or str(uuid.uuid4())
        self._utterances.publish(utterance_message(Utterance(utterance_id, seat, text, '', time.time(), source)))
        return utterance_id

    def propose(self, **fields: Any) -> str:
        """Send a proposal as a brain would; the id of the proposal."""
        proposal_id = fields.pop('proposal_id', str(uuid.uuid4()))
        known = {'agent': 'car_genius', 'seat': 'row1_driver', 'turn_id': 'test'}
        stamped = {'header': header(self.desk.node.get_clock()), 'proposal_id': proposal_id}
        self._proposals.publish(msg.Proposal(**stamped | known | fields))
        return proposal_id

    def inject(self, conditions: Mapping[str, Value]) -> None:
        """Write conditions into the simulated car."""
        signals = [Signal(path, value) for path, value in conditions.items()]
        self._conditions.publish(signal_array(self.desk.node.get_clock(), 'test', signals))

    def value(self, path: str) -> Value | None:
        """The newest reported value of a signal."""
        for report in reversed(self.reports):
            for signal in signals_from(report):
                if signal.path == path:
                    return signal.value
        return None

    def ask(self, text: str, seat: str = 'row1_driver') -> str:
        """Say something and wait for the whole answer; what was answered."""
        before = len(self.speeches)
        self.say(text, seat)
        return self.answer(before, text, seat)

    def answer(self, before: int, text: str, seat: str = 'row1_driver') -> str:
        """Wait for the whole answer to `text`, said by `seat` when there were `before` speeches."""

        def heard() -> list[msg.Say]:
            return [
                said for said in self.speeches[before:] if said.seat == seat and said.priority > msg.Say.INFORMATION
            ]

        self.desk.wait(lambda: any(said.is_last for said in heard()), f'an answer to {text!r}')
        parts = (said.text if said.continues else f' {said.text}' for said in heard() if said.text)
        return ''.join(parts).strip()

    def outcome(self, status: Status, proposal_id: str = '', since: int = 0) -> msg.Outcome:
        """The first outcome (of a proposal) with `status`."""

        def found() -> msg.Outcome | None:
            for outcome in self.outcomes[since:]:
                if outcome.status == status and proposal_id in ('', outcome.proposal_id):
                    return outcome
            return None

        def instead() -> str:
            came = [(Status(outcome.status).name, outcome.rule) for outcome in self.outcomes[since:]]
            return f'an outcome {status.name}; came {came}, last said {[said.text for said in self.speeches[-3:]]}'

        return self.desk.wait(found, instead)

    def close(self) -> None:
        """End everything."""
        self.desk.close()

    def _full(self, topic: str) -> str:
        return f'{self.desk.node.get_namespace()}/{topic}'
