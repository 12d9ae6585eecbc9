import math
from typing import Any

import pytest
from geometry_msgs.msg import Quaternion
from nav_msgs.msg import Odometry
from sensor_msgs.msg import BatteryState, Imu, NavSatFix, NavSatStatus
from std_msgs.msg import Float32
from transforms3d.euler import euler2quat

from ipa_agents.bridges.standard import (
    READERS,
    battery_signals,
    fix_signals,
    imu_signals,
    odometry_signals,
    speed_signals,
)
from ipa_agents.errors import InvalidValue
from ipa_agents.vehicle.catalogue import load_catalogue

HEADING = 'Vehicle.CurrentLocation.Heading'


def odometry(yaw: float, speed: float = 0.0, turning: float = 0.0) -> Odometry:
    message = Odometry()
    w, x, y, z = euler2quat(0, 0, math.radians(yaw))
    message.pose.pose.orientation = Quaternion(w=w, x=x, y=y, z=z)
    message.twist.twist.linear.x, message.twist.twist.angular.z = speed, turning
    return message


def fix(latitude: float, longitude: float, altitude: float = 30.0, status: int = NavSatStatus.STATUS_FIX) -> NavSatFix:
    return NavSatFix(status=NavSatStatus(status=status), latitude=latitude, longitude=longitude, altitude=altitude)


@pytest.mark.parametrize(('yaw', 'heading'), [(0, 90), (90, 0), (180, 270), (-90, 180), (45, 45), (100, 350)])
def test_yaw_from_east_to_the_left_is_heading_from_north_to_the_right(yaw: float, heading: float) -> None:
    assert odometry_signals(odometry(yaw))[HEADING] == pytest.approx(heading)


def test_odometry_moves_the_car_in_its_own_units() -> None:
    values = odometry_signals(odometry(0, speed=-10, turning=0.5))
    assert values['Vehicle.Speed'] == pytest.approx(-36)
    assert values['Vehicle.AngularVelocity.Yaw'] == pytest.approx(math.degrees(0.5))


@pytest.mark.parametrize('orientation', [Quaternion(w=0.0), Quaternion(w=2.0), Quaternion(w=math.nan)])
def test_an_orientation_that_is_none_is_refused(orientation: Quaternion) -> None:
    message = Odometry()
    message.pose.pose.orientation = orientation
    with pytest.raises(InvalidValue, match='quaternion'):
        odometry_signals(message)


def test_a_fix_is_where_the_car_is() -> None:
    assert fix_signals(fix(0.0, 24.9)) == {
        'Vehicle.CurrentLocation.Latitude': 0.0,
        'Vehicle.CurrentLocation.Longitude': 24.9,
        'Vehicle.CurrentLocation.Altitude': 30.0,
    }
    assert 'Vehicle.CurrentLocation.Latitude' in fix_signals(fix(60.0, 24.9, status=NavSatStatus.STATUS_UNKNOWN))
    assert 'Vehicle.CurrentLocation.Altitude' not in fix_signals(fix(60.0, 24.9, altitude=math.nan))


@pytest.mark.parametrize(
    ('message', 'reason'),
    [(fix(0.0, 0.0), '0, 0'), (fix(60.0, 24.9, status=NavSatStatus.STATUS_NO_FIX), 'no fix')],
)
def test_a_receiver_that_knows_nothing_is_refused(message: NavSatFix, reason: str) -> None:
    with pytest.raises(InvalidValue, match=reason):
        fix_signals(message)


def test_an_imu_feels_the_car() -> None:
    message = Imu()
    message.linear_acceleration.x, message.linear_acceleration.y, message.angular_velocity.z = 1.5, -0.5, -0.1
    assert imu_signals(message) == {
        'Vehicle.Acceleration.Longitudinal': 1.5,
        'Vehicle.Acceleration.Lateral': -0.5,
        'Vehicle.AngularVelocity.Yaw': pytest.approx(math.degrees(-0.1)),
    }


def test_a_speedometer_counts_metres_a_second() -> None:
    assert speed_signals(Float32(data=10.0)) == {'Vehicle.Speed': pytest.approx(36)}


def test_a_battery_tells_what_it_measures() -> None:
    message = BatteryState(percentage=0.5, voltage=math.nan, current=-20.0, temperature=math.nan)
    assert battery_signals(message) == {
        'Vehicle.Powertrain.TractionBattery.StateOfCharge.Current': 50.0,
        'Vehicle.Powertrain.TractionBattery.CurrentCurrent': -20.0,
    }


@pytest.mark.parametrize(
    ('reader', 'message'),
    [
        ('odometry', odometry(10, 5)),
        ('fix', fix(60, 24)),
        ('imu', Imu()),
        ('speed', Float32(data=3.0)),
        ('battery', BatteryState(percentage=0.5, voltage=400.0, current=-1.0, temperature=20.0)),
    ],
)
def test_all_that_is_read_is_in_the_catalogue(reader: str, message: Any) -> None:
    catalogue = load_catalogue()
    for path, value in READERS[reader](message).items():
        assert catalogue.check(path, value) == pytest.approx(value)
