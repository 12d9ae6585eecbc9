"""Other worlds that tell something a hundred times a second, each a process of its own.

Of a databroker and of a CAN bus the server stands here as well; the bus is one that socketcand serves, which python-can
reads without a driver in the kernel.
"""

import argparse
import itertools
import json
import math
import socket
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import can
import cantools
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile

from ipa_agents import msg
from ipa_agents.bridges.interfaces import interface
from ipa_agents.config_files import config_folder
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.nodes.spin import run
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator import OWNER

sys.path.append(str(Path(__file__).parents[1] / 'test' / 'support'))

from databroker import Databroker, sensor

__all__ = ['CHANNEL', 'PATHS', 'RATE', 'CanServer', 'FastCar', 'FastTopics', 'can_settings', 'frame', 'small_car']

RATE = 100
CHANNEL = 'can0'
_PARTS = (
    ('Speed', 'AngularVelocity.Yaw', 'CurrentLocation.Heading'),
    ('Acceleration.Longitudinal', 'Acceleration.Lateral'),
    ('CurrentLocation.Latitude', 'CurrentLocation.Longitude', 'CurrentLocation.Altitude'),
    tuple(
        f'Powertrain.TractionBattery.{name}' for name in ('StateOfCharge.Current', 'CurrentVoltage', 'CurrentCurrent')
    ),
)
"""What odometry, imu, gnss and status tell of a car."""
PATHS = tuple(f'Vehicle.{name}' for part in _PARTS for name in part)
_FRAMES = {
    'Motion': 'VehicleSpeed',
    'Gearbox': 'IsParkingBrakeSet',
    'Belts': 'FrontLeftFastened',
    'Battery': 'StateOfCharge',
}
"""As many messages of the demo's bus, each with a signal that changes."""
_DATABASE: Any = cantools.database.load_file(config_folder() / 'bridges' / 'demo.dbc')


class FastTopics(Node):
    """Publishes messages of each kind on its topic."""

    def __init__(self, topics: Iterable[str]) -> None:
        super().__init__('fast_world')
        latched = QoSProfile(depth=1, durability=DurabilityPolicy.TRANSIENT_LOCAL)
        kinds = [(topic, interface(kind)) for topic, kind in (told.split('=') for told in topics)]
        self._topics = [(self.create_publisher(kind, topic, latched), kind) for topic, kind in kinds]
        self._steps = itertools.count()
        self.create_timer(1 / RATE, self._step)

    def _step(self) -> None:
        step = next(self._steps)
        for publisher, kind in self._topics:
            message = kind()
            if hasattr(message, 'header'):
                message.header.stamp = self.get_clock().now().to_msg()
            if hasattr(message, 'twist'):
                message.twist.twist.linear.x = 10.0 + math.sin(step / 50)
                message.pose.pose.position.x = 0.1 * step
                message.pose.pose.orientation.w = 1.0
            if hasattr(message, 'incremental'):
                message.incremental = f'to the station and {step}'
            publisher.publish(message)


class FastCar(Node):
    """Our own car, whose signals all change."""

    def __init__(self) -> None:
        super().__init__('fast_car')
        self._signals = self.create_publisher(msg.SignalArray, 'signals', qos.SIGNALS)
        self._steps = itertools.count()
        self.create_timer(1 / RATE, self._step)

    def _step(self) -> None:
        value = 50 + math.sin(next(self._steps) / 50)
        signals = [Signal(path, value) for path in PATHS]
        self._signals.publish(signal_array(self.get_clock(), OWNER, signals))


class CanServer:
    """A bus with one reader."""

    def __init__(self, port: int) -> None:
        self._server = socket.create_server(('127.0.0.1', port))
        self._reader = socket.socket()

    def wait(self) -> None:
        """Until the reader is there."""
        self._reader, _ = self._server.accept()
        self._reader.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reader.sendall(b'< hi >')
        for _ in ('open', 'rawmode'):
            self._reader.recv(100)
            self._reader.sendall(b'< ok >')

    def send(self, message: can.Message) -> None:
        """Put a frame on the bus."""
        digits = 8 if message.is_extended_id else 3
        told = f'< frame {message.arbitration_id:0{digits}X} {time.time():.6f} {message.data.hex()} >'
        self._reader.sendall(told.encode())

    def close(self) -> None:
        """Take the bus away."""
        self._reader.close()
        self._server.close()


def can_settings(port: int) -> dict[str, str]:
    """What an environment tells python-can of the server at `port`."""
    return {'CAN_CONFIG': json.dumps({'host': '127.0.0.1', 'port': port, 'tcp_tune': True})}


def frame(name: str, **values: float) -> can.Message:
    """A message of the demo's bus; signals that are not named are 0."""
    message = _DATABASE.get_message_by_name(name)
    data = message.encode({signal.name: 0 for signal in message.signals} | values)
    return can.Message(arbitration_id=message.frame_id, is_extended_id=message.is_extended_frame, data=data)


def small_car() -> list[Any]:
    """What a broker knows of these signals."""
    return [sensor(path, 'float') for path in PATHS]


def _serve_broker(port: int) -> None:
    with Databroker(port, small_car()) as broker:

        def step(number: int) -> None:
            for part in _PARTS:
                broker.set({f'Vehicle.{name}': 50 + math.sin(number / 50) for name in part})

        _repeat(step)


def _serve_bus(port: int) -> None:
    bus = CanServer(port)
    bus.wait()

    def step(number: int) -> None:
        for name, signal in _FRAMES.items():
            bus.send(frame(name, **{signal: number % 2 if name in ('Gearbox', 'Belts') else 50 + number % 20}))

    _repeat(step)


def _repeat(step: Callable[[int], None]) -> None:
    begun = time.monotonic()
    for number in itertools.count():
        step(number)
        time.sleep(max(0.0, begun + (number + 1) / RATE - time.monotonic()))


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('world', choices=('topics', 'car', 'broker', 'bus'))
    parser.add_argument('told', nargs='*', help='TOPIC=package/msg/Name ..., or the port of the server')
    arguments, for_ros = parser.parse_known_args()
    match arguments.world:
        case 'topics':
            raise SystemExit(run(lambda: FastTopics(arguments.told), for_ros))
        case 'car':
            raise SystemExit(run(FastCar, for_ros))
        case 'broker':
            _serve_broker(int(arguments.told[0]))
        case 'bus':
            _serve_bus(int(arguments.told[0]))
