"""Standard messages of a car (REP 103, REP 105) as signals."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from transforms3d.euler import quat2euler

from ipa_agents.errors import InvalidValue

__all__ = ['READERS', 'Reader', 'battery_signals', 'fix_signals', 'imu_signals', 'odometry_signals', 'speed_signals']

Reader = Callable[[Any], Mapping[str, object]]
"""From a message to values by path; raises InvalidValue for a message that cannot be."""
_LOCATION = 'Vehicle.CurrentLocation'
_BATTERY = 'Vehicle.Powertrain.TractionBattery'
_NO_FIX = -1
_NOWHERE = 1e-9
"""Degrees; a receiver that knows nothing says 0, 0."""


def odometry_signals(message: Any) -> Mapping[str, object]:
    """nav_msgs/Odometry: pose in an east-north frame, twist in the car's own."""
    twist, turned = message.twist.twist, message.pose.pose.orientation
    square = turned.w**2 + turned.x**2 + turned.y**2 + turned.z**2
    if not math.isclose(square, 1, abs_tol=0.05):  # NaN, too
        raise InvalidValue(f'{_LOCATION}.Heading', math.sqrt(square), 'the orientation is no unit quaternion')
    _, _, yaw = quat2euler((turned.w, turned.x, turned.y, turned.z))
    return {
        'Vehicle.Speed': twist.linear.x * 3.6,
        'Vehicle.AngularVelocity.Yaw': math.degrees(twist.angular.z),
        # Yaw counts counter-clockwise from east, headings clockwise from north.
        f'{_LOCATION}.Heading': (90 - math.degrees(yaw)) % 360,
    }


def fix_signals(message: Any) -> Mapping[str, object]:
    """sensor_msgs/NavSatFix in degrees and m, WGS 84; the altitude only where it is known."""
    if message.status.status == _NO_FIX:  # some never set it
        raise InvalidValue(f'{_LOCATION}.Latitude', message.latitude, 'the receiver has no fix')
    if abs(message.latitude) < _NOWHERE and abs(message.longitude) < _NOWHERE:
        raise InvalidValue(f'{_LOCATION}.Latitude', message.latitude, 'the receiver says 0, 0, as if it knew nothing')
    place = {f'{_LOCATION}.Latitude': message.latitude, f'{_LOCATION}.Longitude': message.longitude}
    return place if math.isnan(message.altitude) else place | {f'{_LOCATION}.Altitude': message.altitude}


def imu_signals(message: Any) -> Mapping[str, object]:
    """sensor_msgs/Imu in the car's own frame: x ahead, y to the left."""
    return {
        'Vehicle.Acceleration.Longitudinal': message.linear_acceleration.x,
        'Vehicle.Acceleration.Lateral': message.linear_acceleration.y,
        'Vehicle.AngularVelocity.Yaw': math.degrees(message.angular_velocity.z),
    }


def speed_signals(message: Any) -> Mapping[str, object]:
    """std_msgs/Float32 in m/s."""
    return {'Vehicle.Speed': message.data * 3.6}


def battery_signals(message: Any) -> Mapping[str, object]:
    """sensor_msgs/BatteryState of the traction battery; what is not measured there is NaN and left out."""
    values = {
        'StateOfCharge.Current': message.percentage * 100,
        'CurrentVoltage': message.voltage,
        'CurrentCurrent': message.current,
        'Temperature.Average': message.temperature,
    }
    return {f'{_BATTERY}.{name}': value for name, value in values.items() if not math.isnan(value)}


READERS: Mapping[str, Reader] = {
    'odometry': odometry_signals,
    'fix': fix_signals,
    'imu': imu_signals,
    'speed': speed_signals,
    'battery': battery_signals,
}
"""By the names that config/bridges calls them."""
