"""What carries our car beside a driving stack."""

import math

import pytest
from desk import Desk
from nav_msgs.msg import Odometry
from rclpy.qos import QoSProfile

from ipa_agents import msg
from ipa_agents.bridges.driving_stack import pose_of
from ipa_agents.bridges.goals import Goal
from ipa_agents.bridges.map_car import map_odometry_signals
from ipa_agents.bridges.map_frame import PROJECTORS, map_frame, map_pose
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signals_from

TOKYO = 35.6762, 139.6503
LOCATION = 'Vehicle.CurrentLocation'


def odometry(x: float, y: float, yaw: float) -> Odometry:
    message = Odometry()
    message.pose.pose = pose_of(Goal(0.0, 0.0, x, y, yaw))
    message.twist.twist.linear.x = 10.0
    message.twist.twist.angular.z = math.radians(3.0)
    return message


@pytest.mark.parametrize('projector', PROJECTORS)
def test_a_pose_on_the_map_is_a_place_and_a_heading(projector: str) -> None:
    frame = map_frame(projector, f'{TOKYO[0]},{TOKYO[1]}')
    signals = map_odometry_signals(frame, odometry(*map_pose(frame, 35.7, 139.9, 250.0)))
    assert signals == pytest.approx(
        {
            f'{LOCATION}.Latitude': 35.7,
            f'{LOCATION}.Longitude': 139.9,
            f'{LOCATION}.Heading': 250.0,
            'Vehicle.Speed': 36.0,
            'Vehicle.AngularVelocity.Yaw': 3.0,
        },
        abs=1e-3,
    )


@pytest.mark.parametrize(
    ('node', 'topic'),
    [('autoware_car', '/localization/kinematic_state'), ('nav2_car', '/odometry/global')],
)
def test_a_stack_says_where_the_car_is_and_a_place_that_is_none_is_passed_by(desk: Desk, node: str, topic: str) -> None:
    reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
    desk.run(f'bridges.{node}.node', 'origin:="35.6762,139.6503"', 'projector:=LocalCartesian')
    places = desk.publisher(topic, Odometry, QoSProfile(depth=1))

    def is_north() -> bool:
        places.publish(odometry(math.nan, 0.0, 0.0))
        places.publish(odometry(0.0, 1000.0, math.pi / 2))
        values = {signal.path: signal.value for report in list(reports) for signal in signals_from(report)}
        return values.get(f'{LOCATION}.Latitude') == pytest.approx(35.6852, abs=1e-4)

    desk.wait(is_north, 'the place')
    assert all(math.isfinite(float(str(it.value))) for report in reports for it in signals_from(report))
