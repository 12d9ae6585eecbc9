import math

from desk import Desk
from device_process import SignalDevice
from rcl_interfaces.msg import Parameter, ParameterType, ParameterValue
from rcl_interfaces.srv import SetParameters

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.devices import STUCK
from ipa_agents.vehicle.signals import Signal

WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
LOCK = 'Vehicle.Cabin.Door.Row1.DriverSide.IsLocked'
BAD = {
    'empty': (),
    'unknown': (Signal('Vehicle.Warp', 9.0),),
    'foreign': (Signal('Vehicle.Speed', 9.0),),
    'nan': (Signal(WINDOW, math.nan),),
    'infinite': (Signal(WINDOW, -math.inf),),
    'range': (Signal(WINDOW, 500),),
    'type': (Signal(WINDOW, 'open'),),
    'half': (Signal(LOCK, False), Signal(WINDOW, True)),
}


def test_it_declares_all_that_it_owns_and_a_window_moves_in_real_time(desk: Desk) -> None:
    body = SignalDevice(desk, 'body')
    assert {signal.path for signal in body.all.signals} == load_catalogue().defaults('body').keys()
    body.command('c1', Signal(WINDOW, 60), Signal(LOCK, False))
    body.shows(WINDOW, 60)
    body.shows(LOCK, False)
    positions = body.values(WINDOW)
    assert positions == sorted(positions)
    assert len({position for position in positions if 0 < position < 60}) > 5
    assert body.rejections == []


def test_what_it_cannot_do_is_rejected_and_it_goes_on(desk: Desk) -> None:
    body = SignalDevice(desk, 'body')
    for name, signals in BAD.items():
        body.command(name, *signals)
        rejection = body.rejected(name)
        assert rejection.device == 'body'
        assert rejection.reason
        assert rejection.reason_zh
    body.command('good', Signal(WINDOW, 10))
    body.shows(WINDOW, 10)
    assert set(body.values(LOCK)) == {True}
    assert len(body.rejections) == len(BAD)


def test_a_signal_without_a_value_is_rejected(desk: Desk) -> None:
    body = SignalDevice(desk, 'body')
    commands = desk.publisher('body/command', msg.SignalArray, qos.COMMANDS)
    commands.publish(msg.SignalArray(command_id='none', signals=[msg.Signal(path=WINDOW)]))
    assert 'without a value' in body.rejected('none').reason


def test_a_part_that_a_drive_has_broken_is_rejected_until_it_is_mended(desk: Desk) -> None:
    body = SignalDevice(desk, 'body')
    signals = desk.publisher('signals', msg.SignalArray, qos.SIGNALS, listeners=2)
    signals.publish(signal_array(desk.node.get_clock(), 'simulator', [Signal(STUCK, (WINDOW,))]))

    def is_rejected() -> bool:
        body.command('c1', Signal(WINDOW, 0))
        return bool(body.rejections)

    desk.wait(is_rejected, 'the rejection')
    assert 'does not respond' in body.rejections[0].reason
    signals.publish(signal_array(desk.node.get_clock(), 'simulator', [Signal(STUCK, ())]))

    def moves() -> bool:
        body.command('c2', Signal(WINDOW, 20))
        return body.values(WINDOW)[-1] == 20

    desk.wait(moves, 'the window to move')


def test_parameters_make_it_fail_for_tests(desk: Desk) -> None:
    body = SignalDevice(desk, 'body', 'mode:=lying', f'stuck_paths:=[{WINDOW}]')
    body.command('c1', Signal(WINDOW, 50))
    body.rejected('c1')
    body.command('c2', Signal(LOCK, True))
    body.shows(LOCK, False)
    client = desk.node.create_client(SetParameters, 'body/set_parameters')
    assert client.wait_for_service(20)

    def set_mode(mode: str) -> bool:
        value = ParameterValue(type=ParameterType.PARAMETER_STRING, string_value=mode)
        future = client.call_async(SetParameters.Request(parameters=[Parameter(name='mode', value=value)]))
        desk.wait(future.done, 'the answer')
        return bool(future.result().results[0].successful)

    assert not set_mode('sleepy')
    assert set_mode('normal')
    body.command('c3', Signal(LOCK, True))
    body.shows(LOCK, True)


def test_the_process_ends_in_order(desk: Desk) -> None:
    body = SignalDevice(desk, 'body')
    body.process.terminate()
    assert body.process.wait(20) == 0
