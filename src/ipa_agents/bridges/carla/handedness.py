"""Worlds that are left-handed, as CARLA is: x ahead or east, y to the right or south, z up; yaw clockwise.

Here alone they are turned over to REP 103. What is mirrored on the plane of x and z keeps x and z of places, speeds and
accelerations and turns y over; of rotations, it turns x and z over and keeps y. Turned over twice, all is as it was.
"""

from copy import deepcopy
from typing import Any

from ipa_agents.travel.open_drive.geo_reference import GeoReference

__all__ = ['turned_fix', 'turned_imu', 'turned_odometry', 'turned_pose']


def turned_pose(pose: Any) -> Any:
    """geometry_msgs/Pose."""
    turned = deepcopy(pose)
    turned.position.y = -pose.position.y
    _turn_rotation(turned.orientation)
    return turned


def turned_odometry(message: Any) -> Any:
    """nav_msgs/Odometry, its pose and its twist."""
    turned = deepcopy(message)
    turned.pose.pose = turned_pose(message.pose.pose)
    turned.twist.twist.linear.y = -message.twist.twist.linear.y
    _turn_rotation(turned.twist.twist.angular)
    return turned


def turned_imu(message: Any) -> Any:
    """sensor_msgs/Imu."""
    turned = deepcopy(message)
    turned.linear_acceleration.y = -message.linear_acceleration.y
    _turn_rotation(turned.angular_velocity)
    _turn_rotation(turned.orientation)
    return turned


def turned_fix(message: Any, reference: GeoReference) -> Any:
    """sensor_msgs/NavSatFix that was computed with y to the south, as CARLA 0.9.16 does."""
    turned = deepcopy(message)
    x, y = reference.to_metres(message.latitude, message.longitude)
    turned.latitude, turned.longitude = reference.to_degrees(x, -y)
    return turned


def _turn_rotation(rotation: Any) -> None:
    rotation.x, rotation.z = -rotation.x, -rotation.z
