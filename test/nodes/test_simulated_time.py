"""Nodes of a car that go by /clock: before there is one, while it stands, and when it jumps back."""

import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from desk import Desk
from diagnostic_msgs.msg import DiagnosticArray
from rclpy.qos import QoSProfile
from rosgraph_msgs.msg import Clock
from std_msgs.msg import Header

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import seconds, signal_message, stamp_from_seconds
from ipa_agents.vehicle.signals import Signal

BEGAN = 1.7e9
INSIDE = 'Vehicle.Cabin.HVAC.AmbientAirTemperature'


class World:
    """Holds the clock in its hands, and hears what one node of a car says."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.time = 0.0
        self.reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
        self.outcomes = desk.listen('outcome', msg.Outcome, qos.EVENTS)
        self.said = desk.listen('say', msg.Say, qos.EVENTS)
        self.proposals: list[Any] = desk.listen('proposal', msg.Proposal, qos.EVENTS)
        self.arrays = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
        self._clock = desk.node.create_publisher(Clock, '/clock', QoSProfile(depth=10))
        self._utterances = desk.node.create_publisher(msg.Utterance, 'utterance', qos.UTTERANCES)
        self._proposals = desk.node.create_publisher(msg.Proposal, 'proposal', qos.EVENTS)
        self._signals = desk.node.create_publisher(msg.SignalArray, 'signals', qos.SIGNALS)

    def run(self, node: str, *parameters: str) -> None:
        self.desk.run(f'{node}_node', 'use_sim_time:=true', 'diagnostic_updater.period:=0.1', *parameters)

    def meet(self) -> None:
        """Wait until the node listens."""
        for publisher in (self._clock, self._utterances):
            self.desk.wait(lambda publisher=publisher: publisher.get_subscription_count(), 'a node that listens')

    def set(self, time: float) -> None:
        """It is `time` now, as is known once something is said then."""
        self.time = time
        self.desk.wait(self._is_known, f'a report of {time}')

    def go(self, seconds: float) -> bool:
        """Time goes on, as it is told on."""
        self.time += seconds
        self._clock.publish(Clock(clock=stamp_from_seconds(self.time)))
        return False

    def _is_known(self) -> bool:
        self.go(0.0)
        return bool(self.arrays) and seconds(self.arrays[-1].header.stamp) == pytest.approx(self.time, abs=1e-3)

    def say(self, text: str) -> str:
        utterance = msg.Utterance(
            header=self.header(),
            utterance_id=uuid.uuid4().hex,
            seat='row1_driver',
            text=text,
            confidence=1.0,
            is_final=True,
            source='text',
        )
        self._utterances.publish(utterance)
        return utterance.utterance_id

    def propose(self, utterance_id: str) -> str:
        proposal_id = uuid.uuid4().hex
        self._proposals.publish(
            msg.Proposal(
                header=self.header(),
                proposal_id=proposal_id,
                turn_id='turn',
                utterance_id=utterance_id,
                agent='car_genius',
                seat='row1_driver',
                tool='set_signals',
                arguments=json.dumps({'signals': {'Vehicle.Cabin.HVAC.IsAirConditioningActive': True}}),
            )
        )
        return proposal_id

    def show(self, signal: Signal) -> None:
        self._signals.publish(
            msg.SignalArray(header=self.header(), source='simulator', signals=[signal_message(signal)])
        )

    def header(self) -> Header:
        return Header(stamp=stamp_from_seconds(self.time))

    def outcome(self, proposal_id: str) -> msg.Outcome:
        def find() -> Any:
            return next((outcome for outcome in self.outcomes if outcome.proposal_id == proposal_id), None)

        return self.desk.wait(find, f'an outcome of {proposal_id}')

    def told(self, task: str) -> str:
        """What the newest report says of a task."""
        said = [status.message for array in self.arrays[-3:] for status in array.status if status.name == task]
        return said[-1] if said else ''

    def value(self, task: str, key: str) -> str:
        """A value beside it."""
        found = [
            pair.value
            for array in self.arrays[-3:]
            for status in array.status
            if status.name == task
            for pair in status.values
            if pair.key == key
        ]
        return found[-1] if found else ''


@pytest.fixture
def world(desk: Desk) -> Iterator[World]:
    return World(desk)


def stamps(messages: Sequence[Any]) -> list[float]:
    return [seconds(message.header.stamp) for message in messages]


def test_a_node_without_a_clock_says_so_and_goes_on_once_there_is_one(world: World) -> None:
    world.run('hvac')
    world.desk.wait(lambda: 'nobody publishes /clock' in world.told('/ipa/hvac: status'), 'the missing clock')
    world.set(BEGAN)
    world.desk.wait(lambda: 'clock' not in world.told('/ipa/hvac: status'), 'the clock to be well')
    world.desk.wait(lambda: world.go(0.2) or stamps(world.reports)[-1] > BEGAN + 2, 'reports of simulated time')


def test_nothing_is_given_up_while_the_clock_stands(world: World) -> None:
    world.run('assistant', 'guard_timeout_s:=2.0', 'hesitation_s:=5.0')
    world.meet()
    world.set(BEGAN)
    world.say('turn on the air conditioning')
    world.desk.wait(lambda: world.proposals, 'a proposal')
    assert seconds(world.proposals[0].header.stamp) == BEGAN

    world.desk.wait(lambda: 'stands still' in world.told('/ipa/assistant: status'), 'more than 3 s of the machine')
    assert world.value('/ipa/assistant: queues', 'proposals_waiting') == '1'
    assert not world.said
    world.set(BEGAN + 1.9)
    assert not world.said
    world.set(BEGAN + 2.1)
    world.desk.wait(lambda: any('guard does not answer' in said.text for said in world.said), 'the end of its patience')


def test_a_guard_whose_time_jumps_back_ends_what_is_under_way_and_begins_anew(world: World) -> None:
    world.run('guard')
    world.meet()
    world.set(BEGAN)
    waits = world.propose('an utterance that never comes')
    world.desk.wait(lambda: world.value('/ipa/guard: queues', 'proposals waiting') == '1', 'a proposal that waits')
    world.set(7.0)
    assert world.outcome(waits).rule == 'provenance'
    assert 'jumped back to 7.0 s' in world.told('/ipa/guard: status')
    now = world.propose(world.say('turn on the air conditioning'))
    assert world.outcome(now).rule not in ('stale', 'provenance', 'rate'), (
        'a proposal of now is judged by the car alone'
    )


def test_an_assistant_whose_time_jumps_back_believes_what_it_is_told_from_then_on(world: World) -> None:
    world.run('assistant')
    world.meet()
    world.set(BEGAN)

    def hears(degrees: int) -> bool:
        world.show(Signal(INSIDE, float(degrees)))
        before = len(world.said)
        world.say('how warm is it inside')
        world.desk.wait(lambda: world.go(0.1) or any(said.is_last for said in world.said[before:]), 'an answer')
        return any(f'{degrees}' in said.text for said in world.said[before:])

    world.desk.wait(lambda: hears(19), 'an answer with 19 degrees')
    world.set(7.0)
    world.desk.wait(lambda: hears(31), 'an answer with 31 degrees')
