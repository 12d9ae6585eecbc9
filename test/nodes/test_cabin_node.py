import threading
from collections.abc import Iterator
from typing import Any

import pytest
from desk import NAMESPACE, Desk
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from rosgraph_msgs.msg import Clock
from std_msgs.msg import Header

from ipa_agents import msg
from ipa_agents.assistant.ports import Playing, Priority, Speech, Travelling
from ipa_agents.cabin.events import Condition, Report
from ipa_agents.nodes import qos
from ipa_agents.nodes.cabin_node import CabinNode
from ipa_agents.nodes.composition import Composition, car_node, ros_arguments
from ipa_agents.nodes.messages import stamp_from_seconds
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.vehicle.exchange import Outcome, Status, Utterance
from ipa_agents.vehicle.signals import Signal

UTTERANCE = Utterance('u1', 'row1_passenger', '打开空调', 'zh', 12.5)


class Cabin:
    """A cabin node in a composition with the media node, and a desk that plays the rest of the car."""

    def __init__(self, desk: Desk, car: Composition) -> None:
        self.desk = desk
        self.events: list[Any] = []
        self.node = car.add(lambda: CabinNode(self.events.append))
        self.media = car.add(car_node('media'))

    def first(self, kind: type) -> Any:
        return self.desk.wait(lambda: next((event for event in self.events if type(event) is kind), None), str(kind))


@pytest.fixture
def cabin(desk: Desk) -> Iterator[Cabin]:
    with Composition(ros_arguments(NAMESPACE, 'error', {'volume': 44.0})) as car:
        yield Cabin(desk, car)


def test_nodes_of_a_composition_get_namespace_and_parameters_and_end_with_it(cabin: Cabin) -> None:
    assert cabin.media.get_fully_qualified_name() == f'{NAMESPACE}/media'
    assert cabin.first(Playing).volume == 44.0
    assert {thread.name for thread in threading.enumerate()} >= {'spin cabin', 'spin media'}


def test_no_thread_is_left_of_a_composition() -> None:
    with Composition(ros_arguments(NAMESPACE, 'error', {})) as car:
        car.add(lambda: CabinNode(lambda _: None))
    assert 'spin cabin' not in {thread.name for thread in threading.enumerate()}


def test_simulated_time_is_not_before_what_was_heard_unless_it_begins_anew(desk: Desk) -> None:
    with Composition(ros_arguments(NAMESPACE, 'error', {'use_sim_time': True})) as car:
        heard: list[Any] = []
        node = car.add(lambda: CabinNode(heard.append))

        def time_at(clock: float) -> float:
            node._time_source.clock_callback(Clock(clock=stamp_from_seconds(clock)))
            return node.now()

        assert time_at(99.8) == pytest.approx(99.8)
        signals = desk.publisher('signals', msg.SignalArray, qos.SIGNALS)
        signals.publish(msg.SignalArray(header=Header(stamp=stamp_from_seconds(100.0)), source='hvac'))
        desk.wait(lambda: heard, 'a report')
        assert time_at(99.9) == pytest.approx(100.0)
        assert time_at(5.0) == pytest.approx(5.0)
        assert time_at(99.9) == pytest.approx(99.9)


def test_it_knows_which_parts_are_there(cabin: Cabin) -> None:
    cabin.desk.wait(lambda: 'media' not in cabin.node.absent(), 'media')
    assert cabin.node.absent() == ('simulator', 'hvac', 'body', 'navigation', 'guard', 'assistant')


def test_conditions_are_those_of_this_car_alone(cabin: Cabin) -> None:
    diagnostics = cabin.desk.publisher('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    names = ('/other/guard: status', '/guard: status', '/ipa/deep/guard: status', '/ipa/guard: status')

    def is_heard() -> bool:
        diagnostics.publish(DiagnosticArray(status=[DiagnosticStatus(name=name) for name in names]))
        return any(isinstance(event, Condition) and 'guard' in event.name for event in cabin.events)

    cabin.desk.wait(is_heard, 'a condition of the guard')
    heard = {event.name for event in cabin.events if isinstance(event, Condition)}
    assert {name for name in heard if 'guard' in name} == {'/ipa/guard: status'}


def test_what_is_said_is_heard_by_all(cabin: Cabin) -> None:
    heard = cabin.desk.listen('utterance', msg.Utterance, qos.UTTERANCES)
    cabin.desk.wait(
        lambda: 'desk' in {info.node_name for info in cabin.node.get_subscriptions_info_by_topic('utterance')}
    )

    def is_heard() -> bool:
        cabin.node.say(UTTERANCE)
        return bool(heard)

    cabin.desk.wait(is_heard, 'the utterance')
    assert (heard[0].text, heard[0].seat, heard[0].utterance_id) == ('打开空调', 'row1_passenger', 'u1')
    assert cabin.first(Utterance) == UTTERANCE


def test_conditions_go_to_the_simulator(cabin: Cabin) -> None:
    commands = cabin.desk.listen('simulator/command', msg.SignalArray, qos.COMMANDS)

    def is_there() -> bool:
        cabin.node.inject([Signal('Vehicle.Speed', 30.0)])
        return bool(commands)

    cabin.desk.wait(is_there, 'the condition')
    assert commands[0].signals[0].number == 30.0


def test_all_that_happens_comes_as_events(cabin: Cabin) -> None:
    speak = cabin.desk.publisher('say', msg.Say, qos.EVENTS)
    decide = cabin.desk.publisher('outcome', msg.Outcome, qos.EVENTS)
    report = cabin.desk.publisher('signals', msg.SignalArray, qos.SIGNALS)
    guide = cabin.desk.publisher('navigation/state', msg.NavigationState, qos.STATE)
    plan = cabin.desk.publisher('navigation/trip', msg.Trip, qos.STATE)
    speak.publish(
        msg.Say(turn_id='t', text='你好', locale='zh-CN', seat='roof', is_last=True, priority=2, continues=True)
    )
    decide.publish(msg.Outcome(proposal_id='p', status=msg.Outcome.DENIED, rule='cb-004'))
    report.publish(msg.SignalArray(source='hvac', signals=[msg.Signal(path='a', kind=2, boolean=True)]))
    place = msg.Place(place_id='n1', name='Café', rating=4.5)
    guide.publish(
        msg.NavigationState(status='GUIDING', route=msg.Route(route_id='r', destination=place), distance_remaining=9.0)
    )
    plan.publish(msg.Trip(phase='planned', stops=[msg.TripStop(stop_id='dinner', place=place, arrival=9.0)]))
    assert cabin.first(Speech) == Speech('t', 0, '你好', 'zh', 'row1_driver', True, False, Priority.WARNING, True)
    assert cabin.first(Outcome).status is Status.DENIED
    assert cabin.desk.wait(lambda: Report('hvac', (Signal('a', True),)) in cabin.events, 'the report')
    travelling = cabin.first(Travelling)
    assert (travelling.status, travelling.distance, travelling.trip.destination.name) == ('GUIDING', 9.0, 'Café')
    held = cabin.desk.wait(lambda: [one for one in cabin.events if isinstance(one, HeldTrip) and one.phase], 'the trip')
    assert [(one.visit.stop.place.name, one.visit.arrival) for one in held[0].rest] == [('Café', 9.0)]


def test_a_broken_message_does_not_deafen_it(cabin: Cabin) -> None:
    decide = cabin.desk.publisher('outcome', msg.Outcome, qos.EVENTS)
    decide.publish(msg.Outcome(proposal_id='broken', status=77))
    decide.publish(msg.Outcome(proposal_id='good', status=msg.Outcome.DONE))
    assert cabin.first(Outcome).proposal_id == 'good'
