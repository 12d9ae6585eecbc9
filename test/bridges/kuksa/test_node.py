"""The bridge to a car behind a databroker, over real DDS, against a double of the broker."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import rclpy
from databroker import Databroker, actuator, sensor
from desk import NAMESPACE, Desk
from diagnostic_msgs.msg import DiagnosticArray
from ports import free_port

from ipa_agents import msg
from ipa_agents.bridges.kuksa import link
from ipa_agents.bridges.kuksa.node import KuksaBridge
from ipa_agents.bridges.kuksa.signals import load_rules
from ipa_agents.errors import SetupError
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array, signals_from
from ipa_agents.nodes.spin import Spinner
from ipa_agents.vehicle.signals import Signal, Value

SPEED = 'Vehicle.Speed'
DISTANCE = 'Vehicle.TraveledDistance'
BELT = 'Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted'
FAN = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed'
TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
DISTRIBUTION = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.AirDistribution'
OLD_MASSAGE = 'Vehicle.Cabin.Seat.Row1.DriverSide.MassageLevel'
MASSAGE = 'Vehicle.Cabin.Seat.Row1.DriverSide.Massage.Level'
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
SIGNALS = (
    sensor(SPEED, 'float', 'km/h'),
    sensor(DISTANCE, 'float', 'km'),
    sensor(BELT, 'uint8'),
    actuator(FAN, 'uint8', 'percent'),
    actuator(TEMPERATURE, 'float', 'Celsius'),
    actuator(DISTRIBUTION, 'string', allowed=('UP', 'MIDDLE', 'DOWN')),
    actuator(OLD_MASSAGE, 'uint8', 'percent'),
    sensor('Vehicle.Wings.Span', 'float', 'm'),
)
_DOUBLE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.'


class Car:
    """A broker, the bridge to it, and what is heard of both."""

    def __init__(self, desk: Desk, broker: Databroker) -> None:
        self.desk = desk
        self.broker = broker
        self.reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
        self.claims = desk.listen('signals/claim', msg.SignalClaim, qos.CLAIMS)
        self.rejections = desk.listen('command/rejected', msg.CommandRejection, qos.EVENTS)
        self.said = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
        self.commands = {
            device: desk.publisher(f'{device}/command', msg.SignalArray, qos.COMMANDS) for device in ('hvac', 'body')
        }

    def values(self, path: str, source: str) -> list[Value]:
        reports = [report for report in self.reports if report.source == source]
        return [signal.value for report in reports for signal in signals_from(report) if signal.path == path]

    def claimed(self) -> set[str]:
        return set(self.claims[-1].paths) if self.claims else set()

    def is_said(self, words: str) -> bool:
        """Whether the last report of the bridge says so."""
        states = {status.name: status.message for array in self.said for status in array.status}
        return any(words in message for message in states.values())

    def command(self, command_id: str, device: str = 'hvac', **values: Value) -> None:
        signals = [Signal(f'{_DOUBLE}{name}', value) for name, value in values.items()]
        self.send(command_id, device, signals)

    def send(self, command_id: str, device: str, signals: list[Signal]) -> None:
        self.commands[device].publish(signal_array(self.desk.node.get_clock(), 'guard', signals, command_id))

    def refusal(self, command_id: str) -> msg.CommandRejection:
        def found() -> Any:
            return next((heard for heard in self.rejections if heard.command_id == command_id), None)

        return self.desk.wait(found, f'the rejection of {command_id}')


@pytest.fixture
def broker() -> Iterator[Databroker]:
    with Databroker(free_port(), SIGNALS) as broker:
        yield broker


@pytest.fixture
def fresh() -> float:
    """s that a speed is believed."""
    return 60.0


@pytest.fixture
def car(desk: Desk, broker: Databroker, fresh: float, monkeypatch: pytest.MonkeyPatch) -> Iterator[Car]:
    monkeypatch.setattr(link, 'load_rules', lambda: replace(load_rules(), fresh={SPEED: fresh}))
    rclpy.init(
        args=['--ros-args', '-r', f'__ns:={NAMESPACE}', '-p', f'address:=127.0.0.1:{broker.port}', '-p', 'silence:=1.2']
    )
    spinner = Spinner(KuksaBridge())
    spinner.start()
    yield Car(desk, broker)
    spinner.stop()
    rclpy.try_shutdown()


def test_what_the_broker_has_is_reported_by_whom_it_belongs_to(car: Car) -> None:
    car.broker.set({SPEED: 50.0, DISTANCE: 12.5, OLD_MASSAGE: 40, TEMPERATURE: 21.1})
    car.desk.wait(lambda: car.values(MASSAGE, 'body'), 'the massage')
    car.desk.wait(lambda: car.values(TEMPERATURE, 'hvac'), 'the temperature')
    assert car.values(TEMPERATURE, 'hvac')[-1] == 21.1
    car.desk.wait(lambda: 50.0 in car.values(SPEED, 'kuksa_bridge'), 'the speed')
    car.desk.wait(lambda: 12_500 in car.values(DISTANCE, 'kuksa_bridge'), 'the distance')
    assert not car.values(FAN, 'hvac'), 'nobody has said how fast it is'
    car.desk.wait(lambda: car.claimed() == {SPEED, DISTANCE, MASSAGE, TEMPERATURE}, 'the claim to them')
    car.desk.wait(lambda: car.is_said(f'refused: {BELT} is uint8, not boolean'), 'what is of the wrong type')
    car.broker.set({FAN: 60})
    car.desk.wait(lambda: 60 in car.values(FAN, 'hvac'), 'the fan')
    car.desk.wait(lambda: FAN in car.claimed(), 'the claim to it')


def test_a_command_is_an_actuation_and_is_seen_when_the_car_shows_it(car: Car) -> None:
    car.broker.serve(FAN, TEMPERATURE)
    car.broker.set({FAN: 20, TEMPERATURE: 22.0})
    car.desk.wait(lambda: car.values(TEMPERATURE, 'hvac'), 'the temperature')
    car.command('1', FanSpeed=60.0, Temperature=20.5)
    car.desk.wait(lambda: 20.5 in car.values(TEMPERATURE, 'hvac'), 'the new temperature')
    assert car.broker.actuated == [{FAN: 60, TEMPERATURE: 20.5}]
    car.desk.wait(lambda: car.values(FAN, 'hvac')[-1] == 60, 'the new speed of the fan')
    assert not car.rejections


def test_what_nobody_serves_is_refused_in_words(car: Car) -> None:
    car.broker.serve(FAN)
    car.broker.set({FAN: 20})
    car.desk.wait(lambda: car.values(FAN, 'hvac'), 'the fan')
    car.command('unserved', Temperature=20.0)
    refusal = car.refusal('unserved')
    assert (refusal.device, refusal.reason) == ('hvac', 'nothing in this car serves that at the moment')
    assert refusal.reason_zh == '车上现在没有部件能执行这个操作'
    assert not refusal.paths, 'all of it is refused'
    car.command('no-such-value', AirDistribution='UP_DOWN')
    assert car.refusal('no-such-value').reason == 'the car does not take that value'
    car.send('unknown-there', 'body', [Signal(WINDOW, 50.0)])
    assert car.refusal('unknown-there').reason == 'this car does not have that'
    car.send('of-another', 'body', [Signal(FAN, 40.0)])
    assert 'belongs to hvac' in car.refusal('of-another').reason
    car.send('empty', 'hvac', [])
    assert 'no signal' in car.refusal('empty').reason
    assert car.broker.actuated == []


def test_of_a_command_that_is_served_in_part_that_part_is_done_and_the_rest_is_named(car: Car) -> None:
    car.broker.serve(FAN)
    car.broker.set({FAN: 20, TEMPERATURE: 22.0})
    car.desk.wait(lambda: car.values(TEMPERATURE, 'hvac'), 'the temperature')
    car.command('some', FanSpeed=40.0, Temperature=20.0, AirDistribution='UP_DOWN')
    car.desk.wait(lambda: len(car.rejections) == 2, 'what is refused')
    refused = {tuple(rejection.paths): rejection.reason for rejection in car.rejections}
    assert refused == {
        (TEMPERATURE,): 'nothing in this car serves that at the moment',
        (DISTRIBUTION,): 'the car does not take that value',
    }
    assert car.broker.actuated == [{FAN: 40}]
    car.desk.wait(lambda: car.values(FAN, 'hvac')[-1] == 40, 'the part that is done')


def test_a_broker_that_restarts_is_found_again_and_nothing_old_is_repeated(car: Car) -> None:
    car.broker.set({SPEED: 50.0, FAN: 20})
    car.desk.wait(lambda: len(car.values(FAN, 'hvac')) >= 2, 'what is said again each second')
    car.broker.stop()
    car.desk.wait(lambda: car.is_said('away: UNAVAILABLE'), 'the loss')
    car.desk.wait(lambda: car.is_said('silent: nothing is heard of it'), 'the silence')
    car.command('lost', FanSpeed=40.0)
    assert car.refusal('lost').reason == 'the connection to the car is lost'
    known = len(car.values(FAN, 'hvac'))
    car.broker.start()
    car.broker.set({SPEED: 30.0})
    car.desk.wait(lambda: 30.0 in car.values(SPEED, 'kuksa_bridge'), 'the speed of the broker that is back')
    car.desk.wait(lambda: not car.is_said('away:'), 'that it is back')
    assert len(car.values(FAN, 'hvac')) == known


@pytest.mark.parametrize('fresh', [1.0])
def test_a_speed_of_which_nothing_is_heard_is_believed_no_more(car: Car) -> None:
    car.broker.set({SPEED: 50.0, FAN: 20})
    car.desk.wait(lambda: car.is_said(f'stale: {SPEED}'), 'what is said of it')
    known, fans = len(car.values(SPEED, 'kuksa_bridge')), len(car.values(FAN, 'hvac'))
    car.desk.wait(lambda: len(car.values(FAN, 'hvac')) > fans + 1, 'the others, which go on')
    assert len(car.values(SPEED, 'kuksa_bridge')) == known
    car.broker.set({SPEED: 51.0})
    car.desk.wait(lambda: 51.0 in car.values(SPEED, 'kuksa_bridge'), 'the speed')
    car.desk.wait(lambda: not car.is_said('stale'), 'that it is well again')


@pytest.mark.parametrize('fresh', [30.0])
def test_a_speed_that_was_old_when_it_came_is_not_believed_at_all(car: Car) -> None:
    car.broker.set({SPEED: 80.0, FAN: 20}, age=60.0)
    car.desk.wait(lambda: car.is_said(f'stale: {SPEED}'), 'what is said of it')
    car.desk.wait(lambda: 20 in car.values(FAN, 'hvac'), 'the fan, which may stand so for long')
    assert not car.values(SPEED, 'kuksa_bridge')


@pytest.mark.parametrize('fresh', [1.0])
def test_a_car_that_stands_is_believed_to_stand_though_its_provider_says_nothing_more(car: Car) -> None:
    car.broker.set({SPEED: 0.0, FAN: 20}, age=60.0)
    car.desk.wait(lambda: len(car.values(SPEED, 'kuksa_bridge')) >= 4, 'what is said again each second')
    assert not car.is_said('stale')


def test_a_value_that_cannot_be_is_said_and_the_others_go_on(car: Car) -> None:
    car.broker.set({SPEED: float('nan'), FAN: 200, TEMPERATURE: 21.5})
    car.desk.wait(lambda: car.values(TEMPERATURE, 'hvac') and car.is_said('unusable'), 'the temperature')
    assert not car.values(SPEED, 'kuksa_bridge')
    assert not car.values(FAN, 'hvac')


def test_a_device_that_runs_beside_the_bridge_is_named(car: Car) -> None:
    node = rclpy.create_node('hvac', namespace=NAMESPACE)
    car.desk.wait(lambda: car.is_said('hvac runs, too'), 'the two of them')
    node.destroy_node()


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ('link', 'broker', 'signals', 'library'):
        monkeypatch.delitem(sys.modules, f'ipa_agents.bridges.kuksa.{module}', raising=False)
    monkeypatch.setitem(sys.modules, 'kuksa.val.v2', None)
    with pytest.raises(SetupError, match='pip install kuksa-client'):
        KuksaBridge()
