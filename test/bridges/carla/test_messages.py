import math
from types import SimpleNamespace
from typing import Any

import pytest
from builtin_interfaces.msg import Time
from geometry_msgs.msg import Vector3
from nav_msgs.msg import Odometry
from sensor_msgs.msg import Imu, NavSatFix, NavSatStatus
from std_msgs.msg import Header

from ipa_agents.bridges.carla.messages import CarlaMessages
from ipa_agents.bridges.world import load_world
from ipa_agents.errors import InvalidValue, MapMissing
from ipa_agents.travel.open_drive.geo_reference import GeoReference
from ipa_agents.vehicle.catalogue import load_catalogue

LATITUDE, LONGITUDE = 'Vehicle.CurrentLocation.Latitude', 'Vehicle.CurrentLocation.Longitude'
TOWN = GeoReference(49, 8)
MAP = '<OpenDRIVE><header><geoReference>+proj=tmerc +lat_0=49 +lon_0=8</geoReference></header></OpenDRIVE>'
BARE = '<OpenDRIVE><header/></OpenDRIVE>'


def odometry(x: float, y: float) -> Odometry:
    message = Odometry()
    message.pose.pose.position.x, message.pose.pose.position.y = x, y
    message.pose.pose.orientation.w = 1.0
    message.twist.twist.linear.x = 10.0
    return message


def fix(latitude: float, longitude: float, time: float = 0.0) -> NavSatFix:
    stamp = Time(sec=int(time), nanosec=round(time % 1 * 1e9))
    return NavSatFix(header=Header(stamp=stamp), latitude=latitude, longitude=longitude)


def place(values: Any) -> tuple[Any, Any]:
    return values.get(LATITUDE), values.get(LONGITUDE)


def test_without_a_map_the_receiver_says_where_the_car_is() -> None:
    messages = CarlaMessages()
    assert place(messages.readers['odometry'](odometry(100, 50))) == (None, None)
    assert place(messages.readers['gnss'](fix(49.001, 8.002))) == (49.001, 8.002)
    assert messages.reference is None


def test_with_a_map_the_odometry_says_so_and_the_receiver_only_how_high() -> None:
    messages = CarlaMessages()
    assert messages.take_map(MAP)
    known = place(messages.readers['odometry'](odometry(100, 50)))
    assert TOWN.to_metres(*known) == pytest.approx((100, 50), abs=0.001)
    assert messages.readers['gnss'](fix(49.001, 8.002)) == {'Vehicle.CurrentLocation.Altitude': 0.0}
    messages.begin_anew()
    assert place(messages.readers['gnss'](fix(49.001, 8.002))) == (49.001, 8.002)


def test_a_map_that_says_no_place_lies_where_the_towns_of_carla_do() -> None:
    messages = CarlaMessages()
    assert not messages.take_map(BARE)
    assert CarlaMessages(origin=(49.0, 8.0)).take_map(BARE)
    assert place(messages.readers['odometry'](odometry(100, -50))) == GeoReference().to_degrees(100, -50)


def test_a_document_that_is_none_leaves_what_was_known() -> None:
    messages = CarlaMessages()
    messages.take_map(MAP)
    with pytest.raises(MapMissing):
        messages.take_map('nothing')
    assert messages.reference == TOWN


def test_an_origin_of_ones_own_moves_the_world() -> None:
    messages = CarlaMessages(origin=(31.2, 165.4))
    there = GeoReference(31.2, 165.4)
    known = place(messages.readers['odometry'](odometry(100, 50)))
    assert there.to_metres(*known) == pytest.approx((100, 50), abs=0.001)
    moved = CarlaMessages(origin=(31.2, 165.4))
    moved.take_map(MAP)
    known = place(moved.readers['gnss'](fix(*TOWN.to_degrees(30, -40))))
    assert there.to_metres(*known) == pytest.approx((30, -40), abs=0.001)


def test_what_is_left_handed_is_turned_over_and_the_rest_is_not() -> None:
    messages = CarlaMessages(('gnss', 'imu'))
    messages.take_map(MAP)
    known = place(messages.readers['gnss'](fix(*TOWN.to_degrees(30, -40))))
    assert TOWN.to_metres(*known) == pytest.approx((30, 40), abs=0.001)
    turning = Imu(angular_velocity=Vector3(z=0.1))
    assert messages.readers['imu'](turning)['Vehicle.AngularVelocity.Yaw'] == pytest.approx(-math.degrees(0.1))
    assert CarlaMessages().readers['imu'](turning)['Vehicle.AngularVelocity.Yaw'] == pytest.approx(math.degrees(0.1))
    known = place(messages.readers['odometry'](odometry(30, -40)))
    assert TOWN.to_metres(*known) == pytest.approx((30, -40), abs=0.001)
    known = place(CarlaMessages(['odometry'], (49, 8)).readers['odometry'](odometry(30, -40)))
    assert TOWN.to_metres(*known) == pytest.approx((30, 40), abs=0.001)


def test_a_receiver_alone_tells_how_fast_the_car_goes() -> None:
    read = CarlaMessages(['gnss']).readers['gnss_alone']
    unmarked = GeoReference()
    read(fix(*unmarked.to_degrees(0, 1), 10.0))
    values = read(fix(*unmarked.to_degrees(0, 6), 10.5))  # five metres to the south, in its own count
    assert values['Vehicle.Speed'] == pytest.approx(36, rel=0.01)
    assert values['Vehicle.CurrentLocation.Heading'] == pytest.approx(180, abs=0.01)


@pytest.mark.parametrize(
    'message',
    [
        fix(0, 0),
        fix(math.nan, 8),
        fix(49, math.inf),
        fix(91, 8),
        NavSatFix(status=NavSatStatus(status=-1), latitude=1.0),
    ],
)
@pytest.mark.parametrize('left_handed', [(), ('gnss',)])
def test_a_fix_that_is_none_is_refused(message: NavSatFix, left_handed: tuple[str, ...]) -> None:
    for name in ('gnss', 'gnss_alone'):
        with pytest.raises(InvalidValue):
            CarlaMessages(left_handed).readers[name](message)


def test_an_odometry_that_is_nowhere_is_refused() -> None:
    messages = CarlaMessages(origin=(49, 8))
    for x, y in ((math.nan, 0.0), (0.0, math.inf), (1e12, 0.0)):
        with pytest.raises(InvalidValue):
            messages.readers['odometry'](odometry(x, y))


@pytest.mark.parametrize(
    ('velocity', 'control', 'gear'),
    [
        (0.0, {'hand_brake': True, 'gear': 1}, 126),
        (5.0, {'hand_brake': True, 'gear': 1}, 127),
        (1.0, {'reverse': True, 'gear': -1}, -1),
        (0.0, {'gear': 0}, 0),
        (9.0, {'gear': 3}, 127),
    ],
)
def test_the_status_tells_what_the_driver_does(velocity: float, control: dict[str, Any], gear: int) -> None:
    given = {'throttle': 0.5, 'brake': 0.25, 'hand_brake': False, 'reverse': False} | control
    message = SimpleNamespace(velocity=velocity, control=SimpleNamespace(**given))
    assert CarlaMessages().readers['status'](message) == {
        'Vehicle.Powertrain.Transmission.SelectedGear': gear,
        'Vehicle.Chassis.ParkingBrake.IsEngaged': given['hand_brake'],
        'Vehicle.Chassis.Accelerator.PedalPosition': 50,
        'Vehicle.Chassis.Brake.PedalPosition': 25,
    }


@pytest.mark.parametrize('name', ['carla', 'carla_native'])
def test_each_topic_of_the_world_has_a_reader(name: str) -> None:
    readers = CarlaMessages().readers
    world = load_world(name)
    assert {given.reads for given in world.gives} - {'map'} <= readers.keys()
    assert world.signals <= load_catalogue().signals.keys()
