"""Gazebo's car through real DDS, from a process that publishes what ros_gz_bridge does, and drives as it is told."""

import math

import pytest
from carried_car import CarriedCar
from desk import Desk
from geometry_msgs.msg import Twist
from maps import SQUARE, town_folder
from nav_msgs.msg import Odometry
from rclpy.qos import qos_profile_sensor_data
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import BatteryState, NavSatFix
from std_msgs.msg import Header

from ipa_agents import msg
from ipa_agents.bridges.gazebo.node import charge_signals
from ipa_agents.bridges.world import load_world
from ipa_agents.errors import InvalidValue
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import seconds, signal_array, stamp_from_seconds
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator.geometry import moved

SPEED, CHARGE = 'Vehicle.Speed', 'Vehicle.Powertrain.TractionBattery.StateOfCharge.Current'
BEGAN = 1.7e9
CORNER = moved(*SQUARE, 0, 40.0)
END = moved(*CORNER, 90, 30.0)
FASTER = 'real_time_factor:=3.0'


def guidance() -> msg.NavigationState:
    """North and then east."""
    latitudes, longitudes = zip(SQUARE, CORNER, END, strict=True)
    parts = [msg.Maneuver(distance=0.0, length=70.0, duration=7.0)]
    route = msg.Route(route_id='r1', latitudes=latitudes, longitudes=longitudes, maneuvers=parts)
    return msg.NavigationState(status='GUIDING', route=route)


def battery(charge: float, capacity: float, percentage: float) -> BatteryState:
    return BatteryState(charge=charge, capacity=capacity, percentage=percentage, voltage=400.0, current=-12.5)


def test_a_whole_drive_goes_through_the_bridge_and_a_world_that_stops_or_begins_anew_is_said(desk: Desk) -> None:
    car, folder = CarriedCar(desk), f'map_folder:={town_folder()}'
    world = desk.run('bridges.shapes.gazebo', folder, FASTER, f'initial_sim_time:={BEGAN}')
    desk.run('bridges.gazebo.node', 'use_sim_time:=true')
    gives = load_world('gazebo').signals
    car.wait(lambda values: gives <= values.keys(), 'all that Gazebo gives')
    assert {report.source for report in car.reports} == {'gazebo_bridge'}
    assert seconds(car.reports[-1].header.stamp) == pytest.approx(BEGAN, abs=600)
    assert car.values[CHARGE] == pytest.approx(68, abs=1)
    assert car.values['Vehicle.CurrentLocation.Heading'] == pytest.approx(0, abs=0.1)

    navigation = desk.publisher('navigation/state', msg.NavigationState, qos.STATE)
    navigation.publish(guidance())
    car.wait(lambda values: float(str(values[SPEED])) > 15, 'a car that drives')
    car.wait(lambda values: car.metres_to(*END) < 4 and values[SPEED] == 0, 'an arrival')
    assert car.values['Vehicle.CurrentLocation.Heading'] == pytest.approx(90, abs=5)

    navigation.publish(msg.NavigationState(status='IDLE'))
    wishes = desk.publisher('simulator/command', msg.SignalArray, qos.COMMANDS, listeners=2)
    wishes.publish(signal_array(desk.node.get_clock(), 'drive', [Signal(SPEED, 30.0), Signal(CHARGE, 40.0)]))
    car.wait(lambda values: abs(float(str(values[SPEED])) - 30) < 1, 'the speed that a drive wants')
    assert car.values[CHARGE] == pytest.approx(40, abs=1)

    world.kill()
    world.wait()
    count = len(car.said)
    desk.wait(lambda: car.is_said('stands still at', count), 'that the time of the world stands')
    desk.run('bridges.shapes.gazebo', folder, FASTER, 'initial_sim_time:=1000.0')
    desk.wait(lambda: car.is_said('began anew', count), 'that the world began anew')
    car.wait(lambda values: car.metres_to(*SQUARE) < 5 and values[SPEED] == 0, 'the car where the world begins')


def test_what_cannot_be_is_said_and_the_driver_lets_go_of_the_wheel(desk: Desk) -> None:
    car = CarriedCar(desk)
    desk.run('bridges.gazebo.node')
    places = desk.publisher('/gazebo/navsat', NavSatFix, qos_profile_sensor_data)
    turns = desk.publisher('/gazebo/odometry', Odometry, qos_profile_sensor_data)
    batteries = desk.publisher('/gazebo/battery', BatteryState, qos_profile_sensor_data)
    told = desk.listen('/gazebo/cmd_vel', Twist, 10)
    wishes = desk.publisher('simulator/command', msg.SignalArray, qos.COMMANDS)

    def stand(latitude: float) -> None:
        header = Header(stamp=desk.node.get_clock().now().to_msg())
        odometry = Odometry(header=header)
        odometry.pose.pose.orientation.w = 1.0
        turns.publish(odometry)
        places.publish(NavSatFix(header=header, latitude=latitude, longitude=165.4 if latitude else 0.0))

    car.until(
        lambda: batteries.publish(battery(0.0, 0.0, 0.0)),
        lambda: car.is_said('the battery has no capacity'),
        'a battery that is none',
    )
    car.until(lambda: stand(0.0), lambda: car.is_said('as if it knew nothing'), 'a place that is none')
    car.until(lambda: stand(math.nan), lambda: car.is_said('must be finite'), 'a place that is no number')
    desk.wait(lambda: car.is_said('nobody tells where the car is'), 'that nobody can drive')
    wishes.publish(signal_array(desk.node.get_clock(), 'drive', [Signal(SPEED, 30.0), Signal(SPEED, math.nan)]))
    assert not told
    car.until(lambda: stand(31.2), lambda: told, 'a car that is driven once it knows where it is')
    assert told[0].linear.x > 0
    desk.wait(lambda: told[-1].linear.x == 0, 'a stop, since nothing is heard any more')


def test_a_clock_that_is_a_stranger_s_moves_nobody(desk: Desk) -> None:
    """Without use_sim_time, /clock is nobody's business."""
    car = CarriedCar(desk)
    desk.run('bridges.gazebo.node')
    clock = desk.node.create_publisher(Clock, '/clock', 10)
    car.until(
        lambda: clock.publish(Clock(clock=stamp_from_seconds(5.0))),
        lambda: car.said and seconds(car.said[-1].header.stamp) > BEGAN,
        'a report of today',
    )
    assert clock.get_subscription_count() == 0


@pytest.mark.parametrize('percentage', [0.68, 68.0])
def test_a_charge_is_a_share_of_the_capacity_however_the_percentage_is_meant(percentage: float) -> None:
    values = charge_signals(battery(127.5, 187.5, percentage))
    assert values[CHARGE] == pytest.approx(68.0)
    catalogue = load_catalogue()
    given = {path: catalogue.check(path, value) for path, value in values.items() if 'Temperature' not in path}
    (source,) = (given for given in load_world('gazebo').gives if given.reads == 'charge')
    assert given.keys() == set(source.signals)


@pytest.mark.parametrize('capacity', [0.0, -1.0, math.nan])
def test_a_battery_without_a_capacity_is_refused(capacity: float) -> None:
    with pytest.raises(InvalidValue, match='no capacity'):
        charge_signals(battery(1.0, capacity, 1.0))
