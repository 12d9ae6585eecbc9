"""Our car as others see it in a databroker: the node as a process, over real DDS."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import rclpy
from databroker import Databroker, actuator, sensor
from desk import NAMESPACE, Desk
from diagnostic_msgs.msg import DiagnosticArray
from ports import free_port

from ipa_agents import msg
from ipa_agents.bridges.kuksa.broker import Session
from ipa_agents.bridges.kuksa_provider.node import KuksaProviderBridge
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.nodes.spin import Spinner
from ipa_agents.vehicle.signals import Signal

SPEED = 'Vehicle.Speed'
DISTANCE = 'Vehicle.TraveledDistance'
FAN = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed'
DISTRIBUTION = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.AirDistribution'
SIGNALS = (
    sensor(SPEED, 'float', 'km/h'),
    sensor(DISTANCE, 'float', 'km'),
    actuator(FAN, 'uint8', 'percent'),
    actuator(DISTRIBUTION, 'string', allowed=('UP', 'MIDDLE', 'DOWN')),
)


@pytest.fixture
def port() -> int:
    return free_port()


def test_our_signals_are_the_current_values_of_the_broker(desk: Desk, port: int) -> None:
    said = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    desk.run('bridges.kuksa_provider.node', f'address:=127.0.0.1:{port}')
    signals = desk.publisher('signals', msg.SignalArray, qos.SIGNALS)

    def is_said(words: str) -> bool:
        return any(words in status.message for array in said for status in array.status)

    def shows(path: str, value: object) -> None:
        """Until the broker shows it, while our car says it again and again, as it does each second."""

        def is_shown() -> bool:
            known = [Signal(SPEED, 33.5), Signal(FAN, 40.0), Signal(DISTANCE, 12_500.0)]
            others = [Signal('Vehicle.Wings', 1.0), Signal(DISTRIBUTION, 'UP_DOWN')]
            signals.publish(signal_array(desk.node.get_clock(), 'simulator', known + others))
            return broker.current(path) == value

        desk.wait(is_shown, f'{path} to be {value}')

    with Databroker(port, SIGNALS) as broker:
        for path, value in ((SPEED, 33.5), (FAN, 40), (DISTANCE, 12.5)):
            shows(path, value)
        desk.wait(lambda: is_said(f'{DISTRIBUTION}: Value not in allowed list'), 'what the broker does not take')
        assert broker.current(DISTRIBUTION) is None
        assert not broker.actuators(), 'nobody can ask our car for anything'
        broker.stop()
        desk.wait(lambda: is_said('away: UNAVAILABLE'), 'the loss')
        broker.start()
        shows(SPEED, 33.5)


def test_a_broker_that_takes_nothing_is_said_and_what_it_was_not_told(
    desk: Desk, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def take_nothing(*_: object) -> AsyncIterator[tuple[int, str]]:
        await asyncio.Event().wait()
        yield 0, ''

    monkeypatch.setattr(Session, 'provide', take_nothing)
    said = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    rclpy.init(args=['--ros-args', '-r', f'__ns:={NAMESPACE}', '-p', f'address:=127.0.0.1:{port}'])
    with Databroker(port, SIGNALS):
        spinner = Spinner(KuksaProviderBridge())
        spinner.start()
        signals = desk.publisher('signals', msg.SignalArray, qos.SIGNALS)

        def is_said() -> bool:
            signals.publish(signal_array(desk.node.get_clock(), 'simulator', [Signal(SPEED, 33.5)]))
            return any('values gave way to newer ones' in status.message for array in said for status in array.status)

        desk.wait(is_said, 'what is said of it')
        spinner.stop()
    rclpy.try_shutdown()


def test_an_address_that_is_none_is_told_and_ends_the_node(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    assert desk.run('bridges.kuksa.node', 'address:=somewhere').wait(60) == 2
    assert "address must be host:port (was 'somewhere')" in capfd.readouterr().err
