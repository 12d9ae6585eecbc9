import itertools
import math
import time
from collections.abc import Callable, Iterator

import pytest
import rclpy
from builtin_interfaces.msg import Time
from desk import NAMESPACE, Desk
from diagnostic_msgs.msg import DiagnosticArray
from rclpy.qos import qos_profile_sensor_data
from sensor_msgs.msg import NavSatFix
from std_msgs.msg import Float32, Header

from ipa_agents import msg
from ipa_agents.bridges.bridge import BridgeNode
from ipa_agents.bridges.standard import fix_signals, speed_signals
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import seconds, signals_from
from ipa_agents.nodes.spin import Spinner
from ipa_agents.vehicle.signals import Value

SPEED, LATITUDE = 'Vehicle.Speed', 'Vehicle.CurrentLocation.Latitude'
PATHS = (SPEED, LATITUDE, 'Vehicle.CurrentLocation.Longitude', 'Vehicle.CurrentLocation.Altitude')


class World:
    """What a test's world publishes, and what a bridge makes of it."""

    def __init__(self, desk: Desk, bridge: BridgeNode) -> None:
        self.desk = desk
        self.bridge = bridge
        self.reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
        self.said = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
        self.speed = desk.publisher('speed', Float32, qos_profile_sensor_data)
        self.fix = desk.publisher('fix', NavSatFix, qos_profile_sensor_data)

    def values(self, path: str) -> list[Value]:
        return [signal.value for report in self.reports for signal in signals_from(report) if signal.path == path]

    def is_said(self, words: str, since: int = 0) -> bool:
        return any(words in status.message for array in self.said[since:] for status in array.status)

    def until(self, publish: Callable[[], None], condition: Callable[[], object], what: str) -> None:
        """Publish again and again, as a world does, until the condition is true."""

        def is_true() -> object:
            publish()
            return condition()

        self.desk.wait(is_true, what)

    def stand_at(self, latitude: float, time: float = 0.0) -> None:
        stamp = Time(sec=int(time), nanosec=round(time % 1 * 1e9))
        self.fix.publish(NavSatFix(header=Header(stamp=stamp), latitude=latitude, longitude=24.9))


@pytest.fixture
def bridge() -> Iterator[BridgeNode]:
    rclpy.init(args=['--ros-args', '-r', f'__ns:={NAMESPACE}', '-p', 'silence:=1.0'])
    node = BridgeNode('world_bridge', PATHS)
    node.listen('speed', Float32, speed_signals)
    node.listen('fix', NavSatFix, fix_signals)
    spinner = Spinner(node)
    spinner.start()
    yield node
    spinner.stop()
    rclpy.try_shutdown()


@pytest.fixture
def world(desk: Desk, bridge: BridgeNode) -> World:
    return World(desk, bridge)


def test_what_the_world_shows_is_reported_under_the_name_of_the_bridge(world: World) -> None:
    claims = world.desk.listen('signals/claim', msg.SignalClaim, qos.CLAIMS)
    world.until(lambda: world.speed.publish(Float32(data=10.0)), lambda: world.values(SPEED), 'a speed')
    assert world.values(SPEED)[0] == pytest.approx(36)
    assert {report.source for report in world.reports} == {'world_bridge'}
    assert set(world.desk.wait(lambda: claims, 'the claim')[0].paths) == set(PATHS)


def test_values_that_cannot_be_are_said_and_the_rest_goes_on(world: World) -> None:
    world.until(lambda: world.speed.publish(Float32(data=math.nan)), lambda: world.is_said('must be finite'), 'NaN')
    world.until(lambda: world.speed.publish(Float32(data=1e6)), lambda: world.is_said('must be at most'), 'too much')
    world.until(
        lambda: world.fix.publish(NavSatFix(latitude=0.0, longitude=0.0)), lambda: world.is_said('0, 0'), 'no place'
    )
    world.until(lambda: world.stand_at(math.nan), lambda: world.is_said(f'{LATITUDE}: must be finite'), 'no latitude')
    assert not world.values(SPEED)
    assert not world.values(LATITUDE)
    world.until(lambda: world.stand_at(60.2), lambda: world.values(LATITUDE), 'a place')
    assert set(world.values(LATITUDE)) == {60.2}


def test_a_signal_of_another_type_and_one_that_is_none_are_said_and_the_rest_goes_on(world: World) -> None:
    odd = {SPEED: 'fast', 'Vehicle.Warp': 9.0, LATITUDE: 60.2}
    world.until(lambda: world.bridge.tell('odd', odd), lambda: world.is_said('Vehicle.Warp'), 'an unknown signal')
    world.until(
        lambda: world.bridge.tell('odd', {SPEED: 'fast'}),
        lambda: world.is_said(f'{SPEED}: must be a number'),
        'a text as speed',
    )
    world.desk.wait(lambda: world.values(LATITUDE), 'the rest')
    assert not world.values(SPEED)


def test_a_place_at_no_degrees_is_told_by_who_knows_nothing(world: World) -> None:
    longitude = 'Vehicle.CurrentLocation.Longitude'
    world.until(
        lambda: world.bridge.tell('receiver', {LATITUDE: 60.2, longitude: 0.0, SPEED: 36.0}),
        lambda: world.is_said(f'{longitude}: 0, as if the receiver knew nothing'),
        'what is said of it',
    )
    world.desk.wait(lambda: world.values(SPEED) and world.values(LATITUDE), 'the rest')
    assert not world.values(longitude)


def test_a_silent_world_is_said_and_not_repeated(world: World) -> None:
    world.until(
        lambda: world.stand_at(60.2), lambda: len(world.values(LATITUDE)) >= 2, 'what is said again each second'
    )
    heard = len(world.said) + 1
    world.until(lambda: world.stand_at(60.2), lambda: len(world.said) > heard, 'what is said while it is heard')
    assert not world.is_said('nothing is heard', heard)
    world.desk.wait(lambda: world.is_said('silent: nothing is heard of it', heard), 'a silent world')
    known = len(world.values(LATITUDE))
    count = len(world.said)
    world.desk.wait(lambda: len(world.said) >= count + 2, 'two more reports')
    assert len(world.values(LATITUDE)) == known
    world.until(lambda: world.stand_at(60.3), lambda: world.values(LATITUDE)[-1] == 60.3, 'a world that is back')


def test_a_world_that_begins_anew_is_believed_and_a_late_message_is_not(world: World) -> None:
    world.until(lambda: world.stand_at(60.2, 100.0), lambda: world.values(LATITUDE), 'a place')
    world.until(lambda: world.stand_at(60.9, 99.5), lambda: world.is_said('older than the last one'), 'a late one')
    assert 60.9 not in world.values(LATITUDE)
    world.until(lambda: world.stand_at(60.4, 1.0), lambda: 60.4 in world.values(LATITUDE), 'the new beginning')
    world.desk.wait(lambda: world.is_said('time jumped back to 1.000 s on fix'), 'what is said of it')


def test_a_signal_that_another_bridge_brings_is_refused_and_named(world: World) -> None:
    other = world.desk.publisher('signals/claim', msg.SignalClaim, qos.CLAIMS)
    other.publish(msg.SignalClaim(header=Header(stamp=Time(sec=1)), source='gazebo_bridge', paths=[SPEED]))
    refused = f'refused: another bridge brings {SPEED} (gazebo_bridge)'
    world.desk.wait(lambda: world.is_said(refused), 'what is refused')

    def publish() -> None:
        world.speed.publish(Float32(data=10.0))
        world.stand_at(60.2)

    world.until(publish, lambda: len(world.values(LATITUDE)) >= 3, 'the rest')
    assert not world.values(SPEED)


def test_a_claim_of_its_own_that_comes_back_late_takes_nothing_away(world: World) -> None:
    claims = world.desk.publisher('signals/claim', msg.SignalClaim, qos.CLAIMS)
    claims.publish(msg.SignalClaim(source='world_bridge'))
    claims.publish(msg.SignalClaim(header=Header(stamp=Time(sec=1)), source='gazebo_bridge', paths=[LATITUDE]))
    world.desk.wait(lambda: world.is_said(f'another bridge brings {LATITUDE} (gazebo_bridge)'), 'what comes after it')
    world.until(lambda: world.speed.publish(Float32(data=10.0)), lambda: world.values(SPEED), 'a speed')


def test_a_claim_that_grows_is_as_old_as_the_bridge(world: World) -> None:
    claims = world.desk.listen('signals/claim', msg.SignalClaim, qos.CLAIMS)
    first = world.desk.wait(lambda: claims, 'the claim')[0]
    world.bridge.claim((*PATHS, 'Vehicle.CurrentLocation.Heading'))
    grown = world.desk.wait(lambda: len(claims) > 1 and claims[-1], 'the claim that has grown')
    assert len(grown.paths) == len(PATHS) + 1
    assert grown.header.stamp == first.header.stamp


def test_a_claim_tells_the_time_of_the_machine_though_no_simulated_one_has_come(desk: Desk) -> None:
    claims = desk.listen('signals/claim', msg.SignalClaim, qos.CLAIMS)
    began = time.time()
    rclpy.init(args=['--ros-args', '-r', f'__ns:={NAMESPACE}', '-p', 'use_sim_time:=true'])
    node = BridgeNode('world_bridge', PATHS)
    claim = desk.wait(lambda: claims, 'the claim')[0]
    node.destroy_node()
    rclpy.try_shutdown()
    assert began - 1 < seconds(claim.header.stamp) < time.time() + 1


def test_what_has_waited_of_several_topics_is_reported_together(world: World) -> None:
    steps = itertools.count(1)

    def publish() -> None:
        step = next(steps)
        world.speed.publish(Float32(data=1.0 + step % 50))
        world.stand_at(60.0 + step * 1e-3)

    def is_together() -> bool:
        """Both for the first time: what is said again each second says nothing new."""
        known: set[tuple[str, Value]] = set()
        for report in world.reports:
            news = {(signal.path, signal.value) for signal in signals_from(report)}
            if {SPEED, LATITUDE} <= {path for path, _ in news - known}:
                return True
            known |= news
        return False

    world.until(publish, is_together, 'both in one report')


def test_bytes_that_are_no_message_are_said(world: World) -> None:
    world.until(lambda: world.speed.publish(b'\x00\x01'), lambda: world.is_said('unreadable: speed'), 'what they are')


def test_parts_that_are_no_topic_are_repeated_while_they_are_there(world: World) -> None:
    world.bridge.tell('bus', {SPEED: 36})
    world.until(lambda: world.bridge.tell('bus', {}), lambda: len(world.values(SPEED)) >= 3, 'what is repeated')
    assert set(world.values(SPEED)) == {36.0}


def test_an_end_gives_the_signals_back(desk: Desk) -> None:
    claims = desk.listen('signals/claim', msg.SignalClaim, qos.CLAIMS)
    rclpy.init(args=['--ros-args', '-r', f'__ns:={NAMESPACE}'])
    node = BridgeNode('world_bridge', PATHS)
    spinner = Spinner(node)
    spinner.start()
    desk.wait(lambda: claims, 'a claim')
    spinner.stop()
    rclpy.try_shutdown()
    desk.wait(lambda: not claims[-1].paths, 'the end of the claim')
