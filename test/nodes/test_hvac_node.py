from desk import Desk
from device_process import SignalDevice

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Signal

HVAC = 'Vehicle.Cabin.HVAC'
DRIVER = f'{HVAC}.Station.Row1.Driver'
REAR = f'{HVAC}.Station.Row2.Passenger'


def test_it_declares_all_that_it_owns_and_does_what_it_is_told(desk: Desk) -> None:
    hvac = SignalDevice(desk, 'hvac')
    assert {signal.path for signal in hvac.all.signals} == load_catalogue().defaults('hvac').keys()
    hvac.command('c1', Signal(f'{DRIVER}.Temperature', 20.5), Signal(f'{DRIVER}.FanSpeed', 60))
    hvac.shows(f'{DRIVER}.Temperature', 20.5)
    hvac.shows(f'{DRIVER}.FanSpeed', 60)
    assert set(hvac.values(f'{REAR}.Temperature')) == {22.0}


def test_zones_follow_the_driver_in_sync(desk: Desk) -> None:
    hvac = SignalDevice(desk, 'hvac')
    hvac.command('c1', Signal(f'{HVAC}.IsSyncActive', True), Signal(f'{DRIVER}.Temperature', 19.0))
    hvac.shows(f'{REAR}.Temperature', 19.0)


def test_automatic_listens_to_the_thermometer_of_the_car_alone(desk: Desk) -> None:
    hvac = SignalDevice(desk, 'hvac')
    signals = desk.publisher('signals', msg.SignalArray, qos.SIGNALS, listeners=2)
    hot, cold = Signal(f'{HVAC}.AmbientAirTemperature', 35.0), Signal(f'{HVAC}.AmbientAirTemperature', 22.0)
    signals.publish(signal_array(desk.node.get_clock(), 'simulator', [hot]))
    signals.publish(signal_array(desk.node.get_clock(), 'somebody', [cold]))
    hvac.command('c1', Signal(f'{HVAC}.IsAutoActive', True))
    hvac.shows(f'{HVAC}.IsAirConditioningActive', True)
    hvac.shows(f'{DRIVER}.FanSpeed', 100)


def test_what_belongs_to_the_body_is_rejected(desk: Desk) -> None:
    hvac = SignalDevice(desk, 'hvac')
    hvac.command('c1', Signal('Vehicle.Cabin.Sunroof.Position', 50))
    assert 'belongs to body' in hvac.rejected('c1').reason


def test_a_device_that_is_not_started_rejects_commands(desk: Desk) -> None:
    desk.run('hvac_node', 'autostart:=false')
    rejections = desk.listen('command/rejected', msg.CommandRejection, qos.EVENTS)
    commands = desk.publisher('hvac/command', msg.SignalArray, qos.COMMANDS)
    wish = Signal(f'{DRIVER}.FanSpeed', 60)
    commands.publish(signal_array(desk.node.get_clock(), 'guard', [wish], 'c1'))
    desk.wait(lambda: rejections, 'the rejection')
    assert 'not active' in rejections[0].reason
