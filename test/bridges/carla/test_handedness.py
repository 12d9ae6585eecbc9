import math

import pytest
from geometry_msgs.msg import Point, Pose, Quaternion, Vector3
from nav_msgs.msg import Odometry
from sensor_msgs.msg import Imu, NavSatFix
from transforms3d.euler import euler2quat, quat2euler

from ipa_agents.bridges.carla.handedness import turned_fix, turned_imu, turned_odometry, turned_pose
from ipa_agents.bridges.standard import imu_signals, odometry_signals
from ipa_agents.travel.open_drive.geo_reference import GeoReference

SLOPE = math.radians(5)


def pose(x: float, y: float, roll: float, pitch: float, yaw: float) -> Pose:
    turned = Quaternion(**dict(zip('wxyz', map(float, euler2quat(roll, pitch, yaw)), strict=True)))
    return Pose(position=Point(x=x, y=y, z=1.0), orientation=turned)


def angles(turned: Quaternion) -> tuple[float, float, float]:
    roll, pitch, yaw = quat2euler((turned.w, turned.x, turned.y, turned.z))
    return roll, pitch, yaw


@pytest.mark.parametrize(
    ('there', 'here', 'heading'),
    [
        # x, y, yaw of CARLA: y to the south, yaw clockwise; then those of REP 103, and the heading from north.
        ((10.0, 0.0, 0.0), (10.0, 0.0, 0.0), 90),
        ((0.0, 20.0, 90.0), (0.0, -20.0, -90.0), 180),
        ((-5.0, -30.0, -90.0), (-5.0, 30.0, 90.0), 0),
        ((7.0, 3.0, 30.0), (7.0, -3.0, -30.0), 120),
    ],
)
def test_known_poses(there: tuple[float, float, float], here: tuple[float, float, float], heading: float) -> None:
    message = Odometry()
    message.pose.pose = pose(there[0], there[1], 0, 0, math.radians(there[2]))
    turned = turned_odometry(message)
    assert (turned.pose.pose.position.x, turned.pose.pose.position.y) == here[:2]
    assert math.degrees(angles(turned.pose.pose.orientation)[2]) == pytest.approx(here[2])
    assert odometry_signals(turned)['Vehicle.CurrentLocation.Heading'] == pytest.approx(heading)


def test_of_rolling_and_pitching_only_the_roll_turns_over() -> None:
    turned = turned_pose(pose(1, 2, SLOPE, 2 * SLOPE, 0))
    assert angles(turned.orientation) == pytest.approx((-SLOPE, 2 * SLOPE, 0))


def test_a_car_that_turns_right_there_turns_right_here() -> None:
    message = Odometry()
    message.twist.twist.linear = Vector3(x=8.0, y=1.0)
    message.twist.twist.angular = Vector3(z=0.5)
    message.pose.pose.orientation = Quaternion(w=1.0)
    turned = turned_odometry(message)
    assert odometry_signals(turned)['Vehicle.AngularVelocity.Yaw'] == pytest.approx(-math.degrees(0.5))
    assert turned.twist.twist.linear == Vector3(x=8.0, y=-1.0)


def test_what_presses_to_the_left_there_presses_to_the_left_here() -> None:
    message = Imu(linear_acceleration=Vector3(x=1.0, y=2.0, z=9.81), angular_velocity=Vector3(x=0.1, y=0.2, z=0.3))
    turned = turned_imu(message)
    assert turned.linear_acceleration == Vector3(x=1.0, y=-2.0, z=9.81)
    assert turned.angular_velocity == Vector3(x=-0.1, y=0.2, z=-0.3)
    assert imu_signals(turned)['Vehicle.Acceleration.Lateral'] == -2.0


@pytest.mark.parametrize('reference', [GeoReference(), GeoReference(49, 8)])
def test_a_place_to_the_south_comes_to_the_north(reference: GeoReference) -> None:
    latitude, longitude = reference.to_degrees(160.0, 320.0)
    turned = turned_fix(NavSatFix(latitude=latitude, longitude=longitude, altitude=3.0), reference)
    assert reference.to_metres(turned.latitude, turned.longitude) == pytest.approx((160, -320), abs=0.001)
    assert turned.altitude == 3.0


def test_turned_over_twice_all_is_as_it_was_and_the_message_itself_stays() -> None:
    message = Odometry()
    message.pose.pose = pose(1, 2, SLOPE, -SLOPE, 1)
    message.twist.twist.angular = Vector3(x=0.1, y=0.2, z=0.3)
    assert turned_odometry(turned_odometry(message)) == message
    assert message.pose.pose.position.y == 2
