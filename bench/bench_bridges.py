"""What a bridge costs while its world publishes at 100 Hz, and by how much it delays what the world says."""

import os
import time
from typing import Any

import pytest
from bare import ODOMETRY, SIGNALS
from driver import Driver
from interfaces import with_interfaces
from measuring import Bench
from nav_msgs.msg import Odometry
from processes import Processes, cpu_share
from rclpy.qos import qos_profile_sensor_data
from table import Row, at

from ipa_agents import msg
from ipa_agents.bringup.plan import module_of
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator import OWNER

_ODOMETRY = {'carla': '/carla/hero/odometry', 'gazebo': '/gazebo/odometry'}
_RATE = 100
_PACE = {'carla': ('rate:=100.0', ()), 'gazebo': ('real_time_factor:=2.0', ('use_sim_time:=true',))}
"""What makes a stand-in publish so often (the fixes of Gazebo half as often), and what its bridge is told then."""
_SHARE = 10  # % of a core
_HOPS = 1.5
_PAUSE = 0.15  # s; a bridge reads a topic ten times a second


@pytest.mark.parametrize('world', _ODOMETRY)
def bench_bridge_load(world: str, driver: Driver, processes: Processes, bench: Bench) -> None:
    """The stand-in for the world drives, and publishes odometry, imu, gnss and status."""
    what = f'bridge of {world}, topics at {_RATE} Hz'
    bench.at(f'{what}: the nodes start')
    known = os.environ | with_interfaces('now/carla_msgs')
    pace, told = _PACE[world]
    processes.module('world', module_of(f'{world}_shape'), pace, env=known)
    processes.module('bridge', module_of(f'{world}_bridge'), *told, env=known)
    reports = driver.listen('signals', msg.SignalArray, qos.SIGNALS)
    driver.wait(lambda: reports, 'what the world shows')
    wheel = driver.publisher(f'{OWNER}/command', msg.SignalArray, qos.COMMANDS, 1)
    wheel.publish(signal_array(driver.node.get_clock(), 'bench', [Signal('Vehicle.Speed', 50.0)]))
    driver.wait(lambda: any(_speed(report) > 40 for report in reports), 'a car that drives')
    seconds = bench.of(20, 1)
    bench.at(what)
    share = cpu_share({'bridge': processes.ids['bridge']}, seconds)['bridge'] * 100
    processes.check()
    bench.add(Row.alone(what, share, '% of a core', at_most=_SHARE))


@pytest.mark.parametrize('world', _ODOMETRY)
def bench_bridge_delay(world: str, driver: Driver, processes: Processes, bench: Bench) -> None:
    """From a message of the world to the signal, beside a bare relay; the two take turns.

    The relay takes two hops. What a bridge adds to the one hop that the world's message needs anyway is compared with
    such a hop.
    """
    bench.at(f'bridge of {world}, delay: the nodes start')
    processes.module('bridge', module_of(f'{world}_bridge'))
    processes.script('bare bridge', 'bare.py', 'bridge')
    bridged = _Way(driver, _ODOMETRY[world], 'signals')
    relayed = _Way(driver, ODOMETRY, SIGNALS)
    time.sleep(bench.of(3, 2))  # until they have told each other that they are there
    through: list[float] = []
    bare: list[float] = []
    total = bench.of(300, 5)
    for index in range(total):
        bench.at(f'bridge of {world}, delay', index + 1, total)
        for way, times in ((bridged, through), (relayed, bare)):
            times.append(way.time(float(1 + index % 20)))
            time.sleep(_PAUSE)
    processes.check()
    hop = at(bare, 50) / 2
    what = f'what the bridge of {world} adds to a hop, p50'
    bench.add(Row.compared(what, at(through, 50) - hop, hop, 'ms', at_most=_HOPS))


class _Way:
    """From a topic of odometry to one of signals."""

    def __init__(self, driver: Driver, begin: str, end: str) -> None:
        self._driver = driver
        self._reports = driver.listen(end, msg.SignalArray, qos.SIGNALS)
        self._publisher = driver.publisher(begin, Odometry, qos_profile_sensor_data, 1)

    def time(self, speed: float) -> float:
        """ms until the signal shows the speed in m/s, which was another one before."""
        message = Odometry()
        message.twist.twist.linear.x = speed
        message.pose.pose.orientation.w = 1.0
        self._driver.comes(lambda: False, 0.0)  # what came in between
        self._reports.clear()
        began = time.monotonic_ns()
        self._publisher.publish(message)
        self._driver.wait(lambda: any(_speed(report) >= 0 for report in self._reports), 'the speed')
        return (time.monotonic_ns() - began) / 1e6


def _speed(report: Any) -> float:
    """km/h or m/s, as it was given; -1 where the report has none."""
    return next((signal.number for signal in report.signals if signal.path == 'Vehicle.Speed'), -1.0)
