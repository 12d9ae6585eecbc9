import math
from pathlib import Path

import pytest
from desk import Desk
from device_process import SignalDevice
from diagnostic_msgs.msg import DiagnosticArray
from nav_msgs.msg import Odometry
from sensor_msgs.msg import BatteryState, NavSatFix
from transforms3d.euler import quat2euler

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.travel.map.drawing import DRAWING, Drawn, MapDrawing
from ipa_agents.travel.map.mercator import to_world
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator.geometry import moved, offset

SPEED = 'Vehicle.Speed'
START = (31.2, 165.4)
BAD = {
    'empty': (),
    'unknown': (Signal('Vehicle.Warp', 9.0),),
    'nan': (Signal(SPEED, math.nan),),
    'infinite': (Signal(SPEED, math.inf),),
    'type': (Signal(SPEED, 'fast'),),
    'range': (Signal(SPEED, 1e9),),
    'long': (Signal('Vehicle.' + '飞🚗' * 30_000, 1.0),),
    'foreign': (Signal('Vehicle.Cabin.HVAC.IsAirConditioningActive', True),),
    'half': (Signal('Vehicle.Exterior.AirTemperature', 40.0), Signal('Vehicle.Warp', 9.0)),
}


class Simulator(SignalDevice):
    def __init__(self, desk: Desk, *parameters: str) -> None:
        super().__init__(desk, 'simulator', *parameters, whole=100)

    def number(self, path: str) -> float:
        value = self.value(path)
        return float(value) if isinstance(value, int | float) else math.nan


def said(diagnostics: list[DiagnosticArray], name: str) -> list[str]:
    """What the status `name` said, in order."""
    return [status.message for array in diagnostics for status in array.status if status.name == name]


def route(*points: tuple[float, float], status: str = 'GUIDING') -> msg.NavigationState:
    latitudes, longitudes = zip(*points, strict=True)
    maneuvers = [msg.Maneuver(kind='START', distance=0.0, length=500.0, duration=30.0)]
    way = msg.Route(route_id='r1', maneuvers=maneuvers, latitudes=latitudes, longitudes=longitudes)
    return msg.NavigationState(status=status, route=way)


def test_the_whole_car_is_reported_and_what_is_written_is_shown(desk: Desk) -> None:
    car = Simulator(desk, 'seed:=5', 'weather:=RAIN')
    whole = max(len(report.signals) for report in car.reports)
    assert car.value('Vehicle.Exterior.Weather') == 'RAIN'
    car.command(
        'c1', Signal('Vehicle.Exterior.AirTemperature', 33.0), Signal('Vehicle.Diagnostics.DTCList', ('P0301',))
    )
    desk.wait(lambda: car.number('Vehicle.Exterior.AirTemperature') == pytest.approx(33, abs=0.2), 'the heat')
    desk.wait(lambda: car.value('Vehicle.Diagnostics.DTCList') == ('P0301',), 'the code')
    desk.wait(lambda: sum(len(report.signals) >= whole for report in car.reports) >= 3, 'a full report each second')
    assert any(len(report.signals) < 20 for report in car.reports)


@pytest.mark.parametrize(
    ('parameters', 'place'), [((), (60.17, 24.94, 0)), (('latitude:=60.18', 'longitude:=24.95'), (60.18, 24.95, 0))]
)
def test_a_car_wakes_on_the_map_or_where_it_is_told_to(
    desk: Desk, tmp_path: Path, parameters: tuple[str, ...], place: tuple[float, float, float]
) -> None:
    street = Drawn('street', to_world([60.16, 60.17, 60.18], [24.94] * 3))
    west, south = street.points.min(axis=0).tolist()
    MapDrawing.write([street], ['street'], (west, south, west + 1000, south + 1000), tmp_path / DRAWING)
    car = Simulator(desk, f'map_folder:={tmp_path}', *parameters)
    here = [car.number(f'Vehicle.CurrentLocation.{name}') for name in ('Latitude', 'Longitude', 'Heading')]
    assert here == pytest.approx(place, abs=1e-4)


def test_the_route_is_driven_faster_than_real_time_and_shown_as_standard_messages(desk: Desk) -> None:
    fixes = desk.listen('fix', NavSatFix, qos.EVENTS)
    odometry = desk.listen('odom', Odometry, qos.EVENTS)
    batteries = desk.listen('battery_state', BatteryState, qos.EVENTS)
    car = Simulator(desk, 'time_factor:=20.0')
    corner = moved(*START, 90, 400)
    end = moved(*corner, 0, 300)
    navigation = desk.publisher('navigation/state', msg.NavigationState, qos.STATE)
    navigation.publish(route(START, corner, end))
    desk.wait(lambda: car.number(SPEED) > 30, 'the car to drive')
    desk.wait(lambda: offset(fixes[-1].latitude, fixes[-1].longitude, *end) == pytest.approx((0, 0), abs=2), 'arrival')
    desk.wait(lambda: car.value('Vehicle.Powertrain.Transmission.SelectedGear') == 126, 'the car to park')
    last = odometry[-1]
    assert (last.header.frame_id, last.child_frame_id) == ('map', 'base_link')
    position, turned = last.pose.pose.position, last.pose.pose.orientation
    assert (position.x, position.y) == pytest.approx((400, 300), abs=3)
    assert quat2euler((turned.w, turned.x, turned.y, turned.z))[2] == pytest.approx(math.pi / 2, abs=0.02)
    assert max(message.twist.twist.linear.x for message in odometry) > 8
    assert max(message.twist.twist.angular.z for message in odometry) > 0.05
    assert batteries[-1].percentage < batteries[0].percentage
    assert batteries[-1].power_supply_status == BatteryState.POWER_SUPPLY_STATUS_DISCHARGING


def test_a_cancelled_route_stops_the_car(desk: Desk) -> None:
    car = Simulator(desk, 'time_factor:=5.0')
    navigation = desk.publisher('navigation/state', msg.NavigationState, qos.STATE)
    navigation.publish(route(START, moved(*START, 0, 5000)))
    desk.wait(lambda: car.number(SPEED) > 30, 'the car to drive')
    navigation.publish(msg.NavigationState(status='IDLE'))
    desk.wait(lambda: car.number(SPEED) == 0, 'the car to stop')


def test_a_route_that_is_none_is_refused_and_the_car_stands(desk: Desk) -> None:
    car = Simulator(desk)
    navigation = desk.publisher('navigation/state', msg.NavigationState, qos.STATE)
    broken = route(START, (math.nan, 165.4))
    broken.command_id = 'n1'
    navigation.publish(broken)
    assert car.rejected('n1').device == 'simulator'
    uneven = route(START, moved(*START, 0, 500), moved(*START, 0, 600))
    uneven.command_id, uneven.route.longitudes = 'n2', uneven.route.longitudes[:2]
    navigation.publish(uneven)
    car.rejected('n2')
    assert car.number(SPEED) == 0


def test_the_devices_are_felt(desk: Desk) -> None:
    car = Simulator(desk, 'time_factor:=60.0')
    car.command('c1', Signal('Vehicle.Cabin.HVAC.AmbientAirTemperature', 45.0))
    desk.wait(lambda: car.number('Vehicle.Cabin.HVAC.AmbientAirTemperature') > 40, 'a hot cabin')
    signals = desk.publisher('signals', msg.SignalArray, qos.SIGNALS, listeners=2)
    zones = ('Row1.Driver', 'Row1.Passenger', 'Row2.Driver', 'Row2.Passenger')
    heard = [Signal(f'Vehicle.Cabin.HVAC.Station.{zone}.FanSpeed', 100) for zone in zones]
    heard.append(Signal('Vehicle.Cabin.HVAC.IsAirConditioningActive', True))
    signals.publish(signal_array(desk.node.get_clock(), 'hvac', heard))
    desk.wait(lambda: car.number('Vehicle.Cabin.HVAC.AmbientAirTemperature') < 35, 'a cooler cabin')
    assert car.number('Vehicle.Powertrain.TractionBattery.CurrentPower') < -500


def test_bad_commands_are_refused_and_the_car_goes_on(desk: Desk) -> None:
    diagnostics = desk.listen('/diagnostics', DiagnosticArray, qos.EVENTS)
    car = Simulator(desk)
    for name, signals in BAD.items():
        car.command(name, *signals)
        rejection = car.rejected(name)
        assert rejection.device == 'simulator'
        assert 0 < len(rejection.reason) < 400
        assert rejection.reason_zh
    assert car.number('Vehicle.Exterior.AirTemperature') < 39
    desk.wait(
        lambda: any('rejected' in message for message in said(diagnostics, '/ipa/simulator: status')), 'a diagnostic'
    )
    car.command('good', Signal(SPEED, 30.0))
    desk.wait(lambda: car.number(SPEED) > 20, 'the car to drive')
    assert len(car.rejections) == len(BAD)


def test_a_fault_of_the_car_is_a_diagnostic(desk: Desk) -> None:
    diagnostics = desk.listen('/diagnostics', DiagnosticArray, qos.EVENTS)
    car = Simulator(desk)
    car.command('c1', Signal('Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure', 150))
    desk.wait(lambda: 'low pressure: Row2 Left' in said(diagnostics, '/ipa/simulator: tyres'), 'the warning')


@pytest.mark.parametrize('parameter', ['car:=no_such_car', 'weather:=LAVA'])
def test_a_mistake_in_the_settings_is_said_and_the_node_does_not_start(desk: Desk, parameter: str) -> None:
    assert desk.run('simulator_node', parameter).wait(20) == 2


def test_the_process_ends_in_order(desk: Desk) -> None:
    car = Simulator(desk)
    car.process.terminate()
    assert car.process.wait(20) == 0


def claim(desk: Desk, *paths: str) -> None:
    publisher = desk.publisher('signals/claim', msg.SignalClaim, qos.CLAIMS)
    publisher.publish(msg.SignalClaim(source='world', paths=paths))


def test_what_another_world_brings_is_left_to_it_and_carries_the_car(desk: Desk) -> None:
    car = Simulator(desk)
    claim(desk, SPEED, 'Vehicle.CurrentLocation.Latitude')
    world = desk.publisher('signals', msg.SignalArray, qos.SIGNALS)

    def drives() -> bool:
        world.publish(signal_array(desk.node.get_clock(), 'world', [Signal(SPEED, 72.0)]))
        return car.value('Vehicle.IsMoving') is True

    desk.wait(drives, 'a car that is carried')
    before = len(car.reports)
    car.command('c1', Signal(SPEED, 5.0), Signal('Vehicle.Exterior.AirTemperature', 33.0))
    desk.wait(
        lambda: car.number('Vehicle.Exterior.AirTemperature') == pytest.approx(33, abs=0.2), 'what it took itself'
    )
    own = {signal.path for report in car.reports[before:] if report.source == 'simulator' for signal in report.signals}
    assert own.isdisjoint({SPEED, 'Vehicle.CurrentLocation.Latitude'})
    assert not car.rejections
    diagnostics = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    desk.wait(lambda: car.value('Vehicle.IsMoving') is False, 'a car that stands, since its world is silent')
    unknown = 'unknown: what world claims, and does not bring'
    desk.wait(lambda: unknown in said(diagnostics, '/ipa/simulator: status'), 'what is said of the world')
    before = len(car.reports)
    desk.wait(lambda: len(car.reports) > before + 10, 'reports after it')
    own = {signal.path for report in car.reports[before:] if report.source == 'simulator' for signal in report.signals}
    assert own.isdisjoint({SPEED, 'Vehicle.CurrentLocation.Latitude'}), 'nobody makes up what the world does'
