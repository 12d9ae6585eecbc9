"""What a bridge costs while its world publishes at 100 Hz, and by how much it delays what the world says.

Bridges of speech, whose worlds tell a few sentences, are flooded just as well.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from bare import ODOMETRY, SIGNALS
from databroker import Databroker, sensor
from driver import Driver
from fast_world import CHANNEL, PATHS, RATE, CanServer, can_settings, frame, small_car
from interfaces import with_interfaces
from measuring import Bench
from nav_msgs.msg import Odometry
from ports import free_port
from processes import Processes, cpu_share
from rclpy.qos import qos_profile_sensor_data
from table import Row, at
from waiting import wait_for

from ipa_agents import msg
from ipa_agents.bringup.plan import module_of
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator import OWNER

_SHARE = 10  # % of a core
_HOPS = 1.5
_EVERY = 0.15  # s between two messages to the same bridge, which reads a topic ten times a second
_SPEED = 'Vehicle.Speed'
_STAND_INS = {
    'carla': (('rate:=100.0',), ()),
    'gazebo': (('rate:=100.0', 'slow_rate:=100.0'), ('use_sim_time:=true',)),
}
"""What makes a stand-in publish so often, and what its bridge is told then."""
_ORIGIN = 'origin:="60.17,24.94"'
_TOPICS = {
    'nav2_car': (_ORIGIN, '/odometry/global=nav_msgs/msg/Odometry'),
    'autoware_car': (_ORIGIN, '/localization/kinematic_state=nav_msgs/msg/Odometry'),
    'nav2': (_ORIGIN, '/navigate_to_pose/_action/status=action_msgs/msg/GoalStatusArray'),
    'autoware': (_ORIGIN, '/api/routing/state=autoware_adapi_v1_msgs/msg/RouteState'),
    'hri': ('seats:=anna=row1_driver', '/humans/voices/anna/speech=hri_msgs/msg/LiveSpeech'),
    'whisper': ('seat:=row1_driver', '/whisper/transcription=whisper_msgs/msg/Transcription'),
}
"""What a bridge is told, and what it hears."""
_BUS = 'interface:=socketcand'
_ODOMETRY = {
    'carla': ('/carla/hero/odometry', ()),
    'gazebo': ('/gazebo/odometry', ()),
    'autoware_car': ('/localization/kinematic_state', (_ORIGIN,)),
}


@pytest.mark.parametrize('world', _STAND_INS)
def bench_bridge_load(world: str, driver: Driver, processes: Processes, bench: Bench) -> None:
    """The stand-in for the world drives, and publishes odometry, imu, gnss and status.

    Where it has a clock, a bare node goes by that, too.
    """
    pace, told = _STAND_INS[world]
    known = os.environ | with_interfaces('now/carla_msgs')
    processes.module('world', module_of(f'{world}_shape'), *pace, env=known)
    processes.module('bridge', module_of(f'{world}_bridge'), *told, env=known)
    if told:
        processes.script('bare', 'bare.py', 'listener', '--ros-args', '-p', *told)
    reports = driver.listen('signals', msg.SignalArray, qos.SIGNALS)
    driver.wait(lambda: reports, 'what the world shows')
    wheel = driver.publisher(f'{OWNER}/command', msg.SignalArray, qos.COMMANDS, 1)
    wheel.publish(signal_array(driver.node.get_clock(), 'bench', [Signal(_SPEED, 50.0)]))
    driver.wait(lambda: any(_speed(report) > 40 for report in reports), 'a car that drives')
    _measure_load(f'bridge of {world}, topics at {RATE} Hz', processes, bench)


@pytest.mark.parametrize('world', _TOPICS)
def bench_bridge_topic_load(world: str, driver: Driver, processes: Processes, bench: Bench) -> None:
    """One topic, since there is only one."""
    parameter, topic = _TOPICS[world]
    known = os.environ | with_interfaces('now')
    processes.script('world', 'fast_world.py', 'topics', topic, env=known)
    processes.module('bridge', module_of(f'{world}_bridge'), parameter, env=known)
    driver.wait(lambda: driver.node.count_subscribers(topic.partition('=')[0]), 'the bridge')
    _measure_load(f'bridge of {world}, its topic at {RATE} Hz', processes, bench)


@pytest.mark.parametrize(('world', 'what'), [('kuksa', 'values of 4 providers'), ('can', '4 messages')])
def bench_bridge_server_load(world: str, what: str, driver: Driver, processes: Processes, bench: Bench) -> None:
    """Everything changes with each message, also what a car would seldom say."""
    port = free_port()
    server = {'kuksa': 'broker', 'can': 'bus'}[world]
    told = (f'address:=127.0.0.1:{port}', 'devices:=[""]') if world == 'kuksa' else (_BUS, f'channel:={CHANNEL}')
    processes.script('world', 'fast_world.py', server, str(port))
    processes.module('bridge', module_of(f'{world}_bridge'), *told, env=os.environ | can_settings(port))
    reports = driver.listen('signals', msg.SignalArray, qos.SIGNALS)
    driver.wait(lambda: any(_speed(report) > 40 for report in reports), 'what the world shows')
    _measure_load(f'bridge of {world}, {what} at {RATE} Hz', processes, bench)


def bench_bridge_provider_load(processes: Processes, bench: Bench) -> None:
    """Our own car shown to others: the other way round."""
    with Databroker(free_port(), small_car()) as broker:
        processes.script('world', 'fast_world.py', 'car')
        processes.module('bridge', module_of('kuksa_provider_bridge'), f'address:=127.0.0.1:{broker.port}')
        wait_for(lambda: (broker.current(_SPEED) or 0) > 40, 'the car in the broker')
        _measure_load(f'bridge of kuksa_provider, {len(PATHS)} signals at {RATE} Hz', processes, bench)


@pytest.mark.parametrize('world', _ODOMETRY)
def bench_bridge_delay(world: str, driver: Driver, processes: Processes, bench: Bench) -> None:
    """From a message of the world to the signal, beside a bare relay; the two take turns.

    The relay takes two hops. What a bridge adds to the one hop that the world's message needs anyway is compared with
    such a hop.
    """
    topic, told = _ODOMETRY[world]
    processes.module('bridge', module_of(f'{world}_bridge'), *told)
    processes.script('bare bridge', 'bare.py', 'bridge')
    through, bare = _by_turns(
        world, [_topic_way(driver, topic, 'signals'), _topic_way(driver, ODOMETRY, SIGNALS)], bench
    )
    processes.check()
    hop = bare / 2
    bench.add(_added(world, through - hop, hop))


@pytest.mark.parametrize('world', ['kuksa', 'can'])
def bench_bridge_server_delay(world: str, driver: Driver, processes: Processes, bench: Bench) -> None:
    """The same for a world that is no topic, beside a bare client of it that publishes what it reads.

    What the client takes, less one hop of ROS, is the way that the world's value needs anyway. A hop is half of what a
    bare relay of ROS takes; the three take turns.
    """
    processes.script('bare bridge', 'bare.py', 'bridge')
    hop_way = _topic_way(driver, ODOMETRY, SIGNALS)
    with (_broker_ways if world == 'kuksa' else _bus_ways)(driver, processes) as (bridged, bare):
        through, alone, relayed = _by_turns(world, [bridged, bare, hop_way], bench)
        processes.check()
    hop = relayed / 2
    bench.add(_added(world, through - (alone - hop), hop))


@dataclass(frozen=True)
class _Way:
    """From another world, which `send` tells a speed, to a topic of signals, which shows it times `unit`."""

    driver: Driver
    send: Callable[[float], None]
    reports: list[Any]
    unit: float = 1.0

    def begin(self) -> None:
        """Wait until its nodes have met."""

        def is_shown() -> bool:
            self.send(30.0)
            self.driver.comes(lambda: False, 0.5)
            return any(_speed(report) > 0 for report in self.reports)

        self.driver.wait(is_shown, 'the first speed')

    def time(self, speed: float) -> float:
        """ms until the signal shows it; it was another one before."""
        self.driver.comes(lambda: False, 0.0)  # what came in between
        self.reports.clear()
        began = time.monotonic_ns()
        self.send(speed)
        shown = speed * self.unit
        self.driver.wait(lambda: any(abs(_speed(report) - shown) < 0.01 for report in self.reports), 'the speed')
        return (time.monotonic_ns() - began) / 1e6


def _topic_way(driver: Driver, begin: str, end: str) -> _Way:
    publisher = driver.publisher(begin, Odometry, qos_profile_sensor_data, 1)

    def send(speed: float) -> None:
        message = Odometry()
        message.twist.twist.linear.x = speed
        message.pose.pose.orientation.w = 1.0
        publisher.publish(message)

    reports = driver.listen(end, msg.SignalArray, qos.SIGNALS)
    return _Way(driver, send, reports, unit=1.0 if end == SIGNALS else 3.6)


@contextmanager
def _broker_ways(driver: Driver, processes: Processes) -> Iterator[tuple[_Way, _Way]]:
    with (
        Databroker(free_port(), [sensor(_SPEED, 'float')]) as bridged,
        Databroker(free_port(), [sensor(_SPEED, 'float')]) as bare,
    ):
        processes.module('bridge', module_of('kuksa_bridge'), f'address:=127.0.0.1:{bridged.port}', 'devices:=[""]')
        processes.script('bare client', 'bare_worlds.py', 'broker', str(bare.port))

        def way(broker: Databroker, end: str) -> _Way:
            reports = driver.listen(end, msg.SignalArray, qos.SIGNALS)
            return _Way(driver, lambda speed: broker.set({_SPEED: speed}), reports)

        yield way(bridged, 'signals'), way(bare, SIGNALS)


@contextmanager
def _bus_ways(driver: Driver, processes: Processes) -> Iterator[tuple[_Way, _Way]]:
    ports = free_port(), free_port()
    bridged, bare = map(CanServer, ports)
    known = [os.environ | can_settings(port) for port in ports]
    processes.module('bridge', module_of('can_bridge'), _BUS, f'channel:={CHANNEL}', env=known[0])
    processes.script('bare client', 'bare_worlds.py', 'bus', str(ports[1]), env=known[1])

    def way(bus: CanServer, end: str) -> _Way:
        bus.wait()
        return _Way(
            driver,
            lambda speed: bus.send(frame('Motion', VehicleSpeed=speed)),
            driver.listen(end, msg.SignalArray, qos.SIGNALS),
        )

    try:
        yield way(bridged, 'signals'), way(bare, SIGNALS)
    finally:
        bridged.close()
        bare.close()


def _by_turns(world: str, ways: Sequence[_Way], bench: Bench) -> list[float]:
    """The p50 of each way in ms."""
    bench.at(f'bridge of {world}, delay')
    for way in ways:
        way.begin()
    times: list[list[float]] = [[] for _ in ways]
    total = bench.of(300, 5)
    for index in range(total):
        bench.at(f'bridge of {world}, delay', index + 1, total)
        for way, taken in zip(ways, times, strict=True):
            taken.append(way.time(float(1 + index % 20)))
            time.sleep(_EVERY / len(ways))
    return [at(taken, 50) for taken in times]


def _added(world: str, added: float, hop: float) -> Row:
    return Row.compared(f'what the bridge of {world} adds to a hop, p50', added, hop, 'ms', at_most=_HOPS)


def _measure_load(what: str, processes: Processes, bench: Bench) -> None:
    bench.at(what)
    time.sleep(bench.of(2, 0))  # what a start costs is no matter here
    shares = cpu_share({name: pid for name, pid in processes.ids.items() if name != 'world'}, bench.of(10, 1))
    processes.check()
    bench.add(Row.alone(what, shares.pop('bridge') * 100, '% of a core', at_most=_SHARE))
    bench.add(*(Row.alone(f'{what}: a bare node', share * 100, '% of a core') for share in shares.values()))


def _speed(report: Any) -> float:
    """km/h or m/s, as it was given; -1 where the report has none."""
    return next((signal.number for signal in report.signals if signal.path == _SPEED), -1.0)
