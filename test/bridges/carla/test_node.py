import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from builtin_interfaces.msg import Time
from carried_car import CarriedCar
from desk import Desk
from geometry_msgs.msg import PoseStamped
from interfaces import with_interfaces
from maps import find, town_folder
from nav_msgs.msg import Odometry
from rclpy.parameter import Parameter
from rclpy.parameter_client import AsyncParameterClient
from rclpy.qos import qos_profile_sensor_data
from sensor_msgs.msg import NavSatFix
from std_msgs.msg import Float64, Header, String

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.travel.open_drive.geo_reference import GeoReference

SPEED, GEAR = 'Vehicle.Speed', 'Vehicle.Powertrain.Transmission.SelectedGear'
LATITUDE, LONGITUDE = 'Vehicle.CurrentLocation.Latitude', 'Vehicle.CurrentLocation.Longitude'
TOWN = GeoReference(49, 8)
MAP = '<OpenDRIVE><header><geoReference>+proj=tmerc +lat_0=49 +lon_0=8</geoReference></header></OpenDRIVE>'


@pytest.fixture
def car(desk: Desk) -> CarriedCar:
    return CarriedCar(desk)


def guidance(*places: msg.Place, way: Sequence[tuple[float, float]]) -> msg.NavigationState:
    """Along points in degrees to the last of the places."""
    *stops, destination = places
    latitudes, longitudes = zip(*way, strict=True)
    route = msg.Route(stops=stops, destination=destination, latitudes=latitudes, longitudes=longitudes)
    return msg.NavigationState(status='GUIDING', route=route)


def set_parameter(desk: Desk, name: str, value: float) -> None:
    client = AsyncParameterClient(desk.node, 'carla_bridge')
    desk.wait(client.services_are_ready, 'the parameters of the bridge')
    desk.wait(client.set_parameters([Parameter(name, value=value)]).done, 'a parameter to be set')


def yaw_of(goal: PoseStamped) -> float:
    return 2 * math.atan2(goal.pose.orientation.z, goal.pose.orientation.w)


def spot(x: float, y: float) -> msg.Place:
    latitude, longitude = TOWN.to_degrees(x, y)
    return msg.Place(latitude=latitude, longitude=longitude)


def odometry(x: float, y: float, time: float, speed: float = 0.0) -> Odometry:
    message = Odometry(header=Header(stamp=Time(sec=int(time), nanosec=round(time % 1 * 1e9))))
    message.pose.pose.position.x, message.pose.pose.position.y = float(x), float(y)
    message.pose.pose.orientation.w = 1.0
    message.twist.twist.linear.x = float(speed)
    return message


@pytest.mark.timeout(900)
def test_a_whole_drive_goes_through_the_bridge_and_a_restart_of_the_world_too(
    car: CarriedCar, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in with_interfaces('now/carla_msgs').items():
        monkeypatch.setenv(name, value)
    folder = f'map_folder:={town_folder()}'
    world = car.desk.run('bridges.shapes.carla', folder, 'rate:=100.0', 'time_factor:=15.0')
    car.desk.run('bridges.carla.node', 'silence:=1.0', 'target_speed:=60.0')
    goals = car.desk.listen('/carla/hero/goal', PoseStamped, 10)
    car.wait(lambda values: {SPEED, LATITUDE, LONGITUDE, GEAR} <= values.keys(), 'what the world shows')
    assert {report.source for report in car.reports} == {'carla_bridge'}
    assert car.values[GEAR] == 126
    found = find('Pearl Pasta House')
    there = msg.Place(latitude=found.latitude, longitude=found.longitude)
    far = car.metres_to(there.latitude, there.longitude)
    navigation = car.desk.publisher('navigation/state', msg.NavigationState, qos.STATE)
    here = float(str(car.values[LATITUDE])), float(str(car.values[LONGITUDE]))
    wanted = guidance(there, way=[here, (there.latitude, there.longitude)])
    navigation.publish(wanted)
    car.wait(lambda values: float(str(values[SPEED])) > 15, 'a car that drives')
    assert car.values[GEAR] == 127
    car.wait(lambda _: car.metres_to(there.latitude, there.longitude) < far / 2, 'a car that comes nearer')
    navigation.publish(wanted)
    world.kill()
    world.wait()
    count = len(car.said)
    car.desk.wait(lambda: car.is_said('silent: nothing is heard of it', count), 'what is said of a world that stopped')
    assert len(goals) == 1
    car.desk.run('bridges.shapes.carla', folder, 'rate:=100.0', 'time_factor:=15.0')
    car.wait(
        lambda _: car.metres_to(there.latitude, there.longitude) > far - 5, 'the new world, whose car is at its start'
    )
    car.desk.wait(lambda: len(goals) > 1, 'the goal for the new planner')
    car.wait(lambda values: car.metres_to(there.latitude, there.longitude) < 40 and values[SPEED] == 0, 'an arrival')
    assert goals[0].pose == goals[-1].pose


def test_what_cannot_be_is_said_and_a_goal_waits_for_a_map(car: CarriedCar, tmp_path: Path) -> None:
    kept = tmp_path / 'world.xodr'
    car.desk.run('bridges.carla.node', f'map_file:={kept}')
    desk = car.desk
    places = desk.publisher('/carla/hero/odometry', Odometry, qos_profile_sensor_data)
    fixes = desk.publisher('/carla/hero/gnss', NavSatFix, qos_profile_sensor_data)
    maps = desk.publisher('/carla/map', String, qos.STATE)
    navigation = desk.publisher('navigation/state', msg.NavigationState, qos.STATE)
    goals = desk.listen('/carla/hero/goal', PoseStamped, 10)
    speeds = desk.listen('/carla/hero/target_speed', Float64, 10)
    car.until(
        lambda: fixes.publish(NavSatFix(latitude=0.0, longitude=0.0)), lambda: car.is_said('0, 0'), 'no place, refused'
    )
    car.until(lambda: places.publish(odometry(1, 2, 100, math.nan)), lambda: car.is_said('must be finite'), 'no speed')
    assert not {LATITUDE, SPEED} & car.values.keys()
    way = [TOWN.to_degrees(*point) for point in ((0.0, 0.0), (100.0, 40.0), (500.0, 440.0))]
    navigation.publish(guidance(spot(100, 50), spot(500, 450), way=way))
    desk.wait(lambda: car.is_said('no map was heard'), 'what a goal waits for')
    maps.publish(String(data='no map'))
    desk.wait(lambda: car.is_said('unusable map: no OpenDRIVE document'), 'what a broken map is')
    assert not goals
    assert not kept.exists()
    maps.publish(String(data=MAP))
    (goal,) = desk.wait(lambda: list(goals), 'the first stop')
    assert goal.header.frame_id == 'map'
    assert (goal.pose.position.x, goal.pose.position.y) == pytest.approx((105, 45), abs=0.2), 'on the road beside it'
    assert yaw_of(goal) == pytest.approx(math.pi / 4, abs=0.01), 'along the way there'
    assert kept.read_text() == MAP
    assert desk.wait(lambda: speeds, 'how fast')[0].data == pytest.approx(50 / 3.6)
    set_parameter(desk, 'target_speed', 30.0)
    desk.wait(lambda: speeds[-1].data == pytest.approx(30 / 3.6), 'another speed on the way there')
    assert len(goals) == 1
    navigation.publish(guidance(spot(500, 450), way=way[:1]))
    desk.wait(lambda: car.is_said('waiting: route'), 'that a route of one point is none')
    assert len(goals) == 1
    navigation.publish(guidance(spot(500, 450), way=way))
    desk.wait(lambda: len(goals) == 2, 'the destination, once the stop is reached')
    car.until(lambda: places.publish(odometry(30, 40, 100, 10)), lambda: SPEED in car.values, 'a speed')
    known = car.values[LATITUDE], car.values[LONGITUDE]
    assert TOWN.to_metres(*map(float, map(str, known))) == pytest.approx((30, 40), abs=0.2)
    car.until(lambda: places.publish(odometry(0, 0, 1, 10)), lambda: car.is_said('jumped back'), 'a world begun anew')


def test_what_carla_itself_publishes_is_turned_over(car: CarriedCar) -> None:
    car.desk.run('bridges.carla.node', 'source:=native', 'role_name:=ego')
    claims = car.desk.listen('signals/claim', msg.SignalClaim, qos.CLAIMS)
    fixes = car.desk.publisher('/carla/ego/gnss', NavSatFix, qos_profile_sensor_data)
    latitude, longitude = GeoReference().to_degrees(160, -320)  # 320 m to the north, in its count
    car.until(
        lambda: fixes.publish(NavSatFix(latitude=latitude, longitude=longitude)),
        lambda: LATITUDE in car.values,
        'a place',
    )
    place = float(str(car.values[LATITUDE])), float(str(car.values[LONGITUDE]))
    assert GeoReference().to_metres(*place) == pytest.approx((160, 320), abs=0.2)
    assert GEAR not in claims[-1].paths
    assert LATITUDE in claims[-1].paths


@pytest.mark.parametrize(
    'setting',
    [
        'source:=unreal',
        'role_name:=ü',
        'rate:=1000.0',
        'left_handed:=[imu,map]',
        'latitude:=49.0',
        'target_speed:=-1.0',
        'latitude:=91.0',
    ],
)
def test_a_wrong_setting_ends_it_at_once(desk: Desk, setting: str) -> None:
    assert desk.run('bridges.carla.node', setting).wait(60) == 2
