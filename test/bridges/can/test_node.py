"""The bridge to a CAN bus, over real DDS, on the virtual bus of python-can."""

import sys
import threading
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import can
import cantools
import pytest
import rclpy
from can.interfaces.virtual import VirtualBus
from desk import NAMESPACE, Desk
from diagnostic_msgs.msg import DiagnosticArray

from ipa_agents import msg
from ipa_agents.bridges.can.node import CanBridge
from ipa_agents.config_files import config_folder
from ipa_agents.errors import SetupError
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array, signals_from
from ipa_agents.nodes.spin import Spinner
from ipa_agents.vehicle.signals import Signal, Value

DATABASE: Any = cantools.database.load_file(config_folder() / 'bridges' / 'demo.dbc')
SPEED = 'Vehicle.Speed'
YAW = 'Vehicle.AngularVelocity.Yaw'
BELT = 'Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted'
DOOR = 'Vehicle.Cabin.Door.Row1.DriverSide.IsOpen'
CHANNEL = 'car'


class Gateway:
    """Sends frames to the bus again and again, as the gateway of a car does, and hears what others send."""

    def __init__(self) -> None:
        self.sent: dict[str, tuple[float, can.Message]] = {}
        self.heard: list[can.Message] = []
        self._bus = can.Bus(interface='virtual', channel=CHANNEL)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def send(self, name: str, hertz: float, data: bytes | None = None, **values: float | str) -> None:
        """From now on this message, `hertz` times a second; 0 for never again."""
        message = DATABASE.get_message_by_name(name)
        everything = {signal.name: 0 for signal in message.signals if signal.multiplexer_ids is None} | values
        frame = can.Message(
            arbitration_id=message.frame_id,
            is_extended_id=message.is_extended_frame,
            data=message.encode(everything) if data is None else data,
        )
        self.sent = {**self.sent, name: (hertz, frame)}

    def put(self, frame: can.Message) -> None:
        """One frame, once."""
        self._bus.send(frame)

    def end(self) -> None:
        self._ends.set()
        self._thread.join()
        self._bus.shutdown()

    def _run(self) -> None:
        due: dict[str, float] = {}
        while not self._ends.is_set():
            for name, (hertz, frame) in self.sent.items():
                if hertz and monotonic() >= due.get(name, 0.0):
                    due[name] = monotonic() + 1 / hertz
                    self._bus.send(frame)
            heard = self._bus.recv(0.002)
            if heard:
                self.heard.append(heard)


class Car:
    """A bus, the bridge to it, and what is heard of both."""

    def __init__(self, desk: Desk, gateway: Gateway) -> None:
        self.desk = desk
        self.gateway = gateway
        self.reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
        self.claims = desk.listen('signals/claim', msg.SignalClaim, qos.CLAIMS)
        self.rejections = desk.listen('command/rejected', msg.CommandRejection, qos.EVENTS)
        self.said = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)

    def values(self, path: str, source: str = 'can_bridge') -> list[Value]:
        reports = [report for report in self.reports if report.source == source]
        return [signal.value for report in reports for signal in signals_from(report) if signal.path == path]

    def is_said(self, words: str) -> bool:
        """Whether the last report of the bridge says so."""
        states = {status.name: status.message for array in self.said for status in array.status}
        return any(words in message for message in states.values())


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    gateway = Gateway()
    yield gateway
    gateway.end()


@pytest.fixture
def start(desk: Desk, gateway: Gateway) -> Iterator[Callable[..., Car]]:
    spinners = []

    def run(*parameters: str) -> Car:
        settings = (f'channel:={CHANNEL}', 'interface:=virtual', 'silence:=1.0', *parameters)
        words = [word for setting in settings for word in ('-p', setting)]
        rclpy.init(args=['--ros-args', '-r', f'__ns:={NAMESPACE}', *words])
        spinners.append(Spinner(CanBridge()))
        spinners[0].start()
        return Car(desk, gateway)

    yield run
    spinners[0].stop()
    rclpy.try_shutdown()


def test_what_the_bus_says_at_real_rates_is_reported_and_the_bus_is_left_in_peace(start: Callable[..., Car]) -> None:
    car = start()
    car.gateway.send('Motion', 100, VehicleSpeed=50.0)
    car.gateway.send('Belts', 10, FrontLeftFastened=1)
    car.desk.wait(lambda: 50.0 in car.values(SPEED) and True in car.values(BELT), 'speed and belt')
    for kmh in range(51, 60):
        car.gateway.send('Motion', 100, VehicleSpeed=float(kmh))
        car.desk.wait(lambda kmh=kmh: float(kmh) in car.values(SPEED), f'{kmh} km/h')
    assert SPEED in car.claims[-1].paths
    assert DOOR not in car.claims[-1].paths
    assert car.gateway.heard == []


def test_bad_frames_are_said_and_the_others_go_on(start: Callable[..., Car]) -> None:
    car = start()
    car.gateway.send('Belts', 20, FrontLeftFastened=1)
    car.gateway.send('Motion', 20, b'\x01')
    car.desk.wait(lambda: car.is_said('Motion: Wrong data size: 1 instead of 8 bytes'), 'the short frame')
    car.gateway.send('Motion', 20, b'\xff\xff' + bytes(6))
    car.desk.wait(lambda: car.is_said('VehicleSpeed: must be within 0 and 300'), 'what is not available')
    car.desk.wait(lambda: 0.0 in car.values(YAW), 'the rest of that frame')
    car.desk.wait(lambda: True in car.values(BELT), 'the other frame')
    assert not car.values(SPEED)


def test_a_message_that_ends_is_named_and_a_silent_bus_is_said(start: Callable[..., Car]) -> None:
    car = start()
    car.gateway.send('Motion', 50, VehicleSpeed=50.0)
    car.gateway.send('Belts', 10, FrontLeftFastened=1)
    car.desk.wait(lambda: car.values(SPEED) and car.values(BELT), 'both')
    car.gateway.send('Motion', 0)
    car.desk.wait(lambda: car.is_said('missing: Motion'), 'the one that is missing')
    known = len(car.values(SPEED))
    belts = len(car.values(BELT))
    car.desk.wait(lambda: len(car.values(BELT)) > belts + 1, 'the other one, again')
    assert len(car.values(SPEED)) == known
    car.gateway.send('Belts', 0)
    car.desk.wait(lambda: car.is_said('silent: nothing is heard of it'), 'a silent bus')


def test_a_controller_that_left_the_bus_is_said_until_it_is_back(
    start: Callable[..., Car], monkeypatch: pytest.MonkeyPatch
) -> None:
    make = can.Bus
    # A kernel lets errors pass all filters, the virtual bus does not.
    monkeypatch.setattr(can, 'Bus', lambda can_filters, **settings: make(**settings))
    car = start()
    car.gateway.put(can.Message(arbitration_id=0x04, is_extended_id=False, is_error_frame=True))
    car.gateway.put(can.Message(arbitration_id=0x44, is_extended_id=False, is_error_frame=True, data=bytes(8)))
    car.desk.wait(lambda: car.is_said('bus off: the controller has left the bus'), 'the loss')
    car.gateway.put(can.Message(arbitration_id=0x7FF, is_extended_id=False))
    car.desk.wait(lambda: not car.is_said('bus off'), 'the return')


def test_a_bus_that_is_not_there_is_looked_for_again(
    start: Callable[..., Car], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []
    make = can.Bus

    def bus(**settings: Any) -> Any:
        tries.append(settings)
        if len(tries) < 3:
            raise can.CanInitializationError('no such device')
        return make(**settings)

    monkeypatch.setattr(can, 'Bus', bus)
    car = start('bitrate:=500000')
    car.gateway.send('Motion', 50, VehicleSpeed=50.0)
    car.desk.wait(lambda: 50.0 in car.values(SPEED), 'the bus')
    assert len(tries) == 3
    assert tries[0].items() >= {'interface': 'virtual', 'channel': CHANNEL, 'bitrate': 500_000}.items()


def test_a_bus_that_dies_is_said_and_opened_again(start: Callable[..., Car], monkeypatch: pytest.MonkeyPatch) -> None:
    car = start()
    car.gateway.send('Motion', 50, VehicleSpeed=50.0)
    car.desk.wait(lambda: 50.0 in car.values(SPEED), 'the bus')
    receive = VirtualBus._recv_internal

    def die(bus: Any, timeout: float | None) -> Any:
        if threading.current_thread().name == 'can bus':
            raise can.CanOperationError('the adapter was pulled out')
        return receive(bus, timeout)

    monkeypatch.setattr(VirtualBus, '_recv_internal', die)
    car.desk.wait(lambda: car.is_said('away: CanOperationError: the adapter was pulled out'), 'what is said of it')
    car.desk.wait(lambda: car.is_said('silent: nothing is heard of it'), 'a silent bus')
    monkeypatch.setattr(VirtualBus, '_recv_internal', receive)
    car.gateway.send('Motion', 50, VehicleSpeed=70.0)
    car.desk.wait(lambda: 70.0 in car.values(SPEED), 'the bus again')
    car.desk.wait(lambda: not car.is_said('away'), 'that it is back')


def test_in_the_place_of_the_body_doors_are_read_and_commands_are_refused(start: Callable[..., Car]) -> None:
    car = start('devices:=[body]')
    car.gateway.send('Doors', 10, FrontLeftOpen=1)
    car.desk.wait(lambda: True in car.values(DOOR, 'body'), 'the door')
    commands = car.desk.publisher('body/command', msg.SignalArray, qos.COMMANDS)
    commands.publish(signal_array(car.desk.node.get_clock(), 'guard', [Signal(DOOR, False)], '7'))
    (refusal,) = car.desk.wait(lambda: car.rejections, 'the refusal')
    assert (refusal.device, refusal.command_id) == ('body', '7')
    assert refusal.reason == 'this car only lets me read, it does not take commands'
    assert car.gateway.heard == []


def test_without_the_libraries_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ('bus', 'frames', 'library'):
        monkeypatch.delitem(sys.modules, f'ipa_agents.bridges.can.{module}', raising=False)
    monkeypatch.setitem(sys.modules, 'cantools', None)
    with pytest.raises(SetupError, match='pip install cantools python-can'):
        CanBridge()
