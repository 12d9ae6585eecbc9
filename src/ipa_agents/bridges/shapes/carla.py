"""What CARLA, its ros-bridge, carla_waypoint_publisher and carla_ad_agent publish and take, without any of them."""

import math
from pathlib import Path
from typing import Any

from geometry_msgs.msg import Point, Pose, PoseStamped, Quaternion, Twist, Vector3
from nav_msgs.msg import Odometry
from nav_msgs.msg import Path as Way
from rclpy.node import Node
from sensor_msgs.msg import Imu, NavSatFix
from std_msgs.msg import Float32, Float64, Header, String
from transforms3d.euler import euler2quat

import ipa_agents.msg as msg
from ipa_agents.bridges.bridge import message_type
from ipa_agents.bridges.carla.settings import declare_role
from ipa_agents.bridges.shapes.driven_car import DrivenCar
from ipa_agents.bridges.world import load_world
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import RejectedCommand, TravelError
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import header, now, signals_from
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import run
from ipa_agents.travel.open_drive.geo_reference import GeoReference
from ipa_agents.vehicle.simulator import OWNER
from ipa_agents.vehicle.simulator.motion import DRIVE, PARK, REVERSE, Motion

__all__ = ['CarlaShape', 'main']

_DEPTH = 10
_GRAVITY = 9.81
_FULL = 8.0
"""m/s2 at a pedal that is pressed wholly."""
_MAP = """<?xml version="1.0" encoding="UTF-8"?>
<OpenDRIVE><header revMajor="1" revMinor="4" name="shape"><geoReference><![CDATA[+proj=tmerc +lat_0={:.7f} +lon_0={:.7f}
+k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs]]></geoReference></header></OpenDRIVE>
"""


class CarlaShape(Node):
    """Steps a car and publishes it; drives to each goal at the speed it is given."""

    def __init__(self) -> None:
        super().__init__('carla_shape')
        self._health = Health(self)
        role = declare_role(self)
        folder = declare(self, 'map_folder', '', 'map that it drives on; empty: that of `ipa town`', read_only=True)
        rate = declare(self, 'rate', 50.0, 'frames in a second', minimum=1.0, maximum=200.0, read_only=True)
        declare(self, 'time_factor', 1.0, 'seconds of the car in one second', minimum=0.1, maximum=100.0)
        self._car = DrivenCar(Path(folder) if folder else data_folder() / 'town')
        self._reference = GeoReference(round(self._car.motion.latitude, 7), round(self._car.motion.longitude, 7))
        world = load_world('carla')
        self._moved = world.signals
        self._goal: tuple[float, float] | None = None
        self._fastest = 0.0  # as carla_ad_agent has it until it is told a speed
        self._frame = role
        prefix = f'/carla/{role}'
        self._odometry = self.create_publisher(Odometry, f'{prefix}/odometry', _DEPTH)
        self._imu = self.create_publisher(Imu, f'{prefix}/imu', _DEPTH)
        self._gnss = self.create_publisher(NavSatFix, f'{prefix}/gnss', _DEPTH)
        self._speedometer = self.create_publisher(Float32, f'{prefix}/speedometer', _DEPTH)
        status = next(message_type(given) for given in world.gives if given.reads == 'status')
        self._status = self.create_publisher(status, f'{prefix}/vehicle_status', _DEPTH) if status else None
        self._way = self.create_publisher(Way, f'{prefix}/waypoints', qos.STATE)
        self._map = self.create_publisher(String, '/carla/map', qos.STATE)
        self._map.publish(String(data=_MAP.format(self._reference.latitude, self._reference.longitude)))
        self.create_subscription(PoseStamped, f'{prefix}/goal', self._take_goal, _DEPTH)
        self.create_subscription(Float64, f'{prefix}/target_speed', self._take_speed, qos.STATE)
        self.create_subscription(msg.SignalArray, f'{OWNER}/command', self._take, qos.COMMANDS)
        self._stepped = now(self.get_clock())
        self.create_timer(1 / rate, self._step)

    def _step(self) -> None:
        time = now(self.get_clock())
        passed, self._stepped = min(max(time - self._stepped, 0.0), 1.0), time
        if passed > 0:
            self._car.step(passed * self.get_parameter('time_factor').value)
        self._show(self._car.motion)

    def _show(self, motion: Motion) -> None:
        # Headings count clockwise from north, yaw counter-clockwise from east.
        w, x, y, z = map(float, euler2quat(0.0, 0.0, math.radians(90 - motion.heading)))
        turned = Quaternion(w=w, x=x, y=y, z=z)
        spin = Vector3(z=motion.yaw_rate)
        odometry = Odometry(header=self._header('map'), child_frame_id=self._frame)
        odometry.pose.pose = Pose(position=self._point(motion.latitude, motion.longitude), orientation=turned)
        odometry.twist.twist = Twist(linear=Vector3(x=motion.speed), angular=spin)
        felt = Vector3(x=motion.acceleration, y=motion.lateral, z=_GRAVITY)
        self._odometry.publish(odometry)
        self._imu.publish(
            Imu(
                header=self._header(f'{self._frame}/imu'),
                orientation=turned,
                angular_velocity=spin,
                linear_acceleration=felt,
            )
        )
        self._gnss.publish(
            NavSatFix(header=self._header(f'{self._frame}/gnss'), latitude=motion.latitude, longitude=motion.longitude)
        )
        self._speedometer.publish(Float32(data=motion.speed))
        if self._status:
            self._status.publish(self._driving(self._status.msg_type, motion))

    def _driving(self, status: Any, motion: Motion) -> Any:
        message = status(header=self._header('map'), velocity=motion.speed)
        control = message.control
        control.throttle = min(max(motion.acceleration, 0.0) / _FULL, 1.0)
        control.brake = min(max(-motion.acceleration, 0.0) / _FULL, 1.0)
        control.hand_brake = motion.gear == PARK
        control.reverse = motion.gear == REVERSE
        control.gear = int(motion.gear == DRIVE)
        return message

    def _take_goal(self, message: PoseStamped) -> None:
        place = message.pose.position
        self._goal = self._reference.to_degrees(place.x, place.y)
        self._drive()

    def _take_speed(self, message: Float64) -> None:
        self._fastest = message.data
        self._drive()

    def _drive(self) -> None:
        if self._goal is None or self._fastest <= 0:
            return
        try:
            way = self._car.go(*self._goal, self._fastest)
        except (TravelError, RejectedCommand) as error:
            self._health.fault('no way', str(error))
            return
        poses = [PoseStamped(pose=Pose(position=self._point(*point))) for point in way]
        self._way.publish(Way(header=self._header('map'), poses=poses))

    def _take(self, message: msg.SignalArray) -> None:
        """A drive writes into the car of the world what that world shows."""
        signals = [signal for signal in signals_from(message) if signal.path in self._moved]
        try:
            self._car.write(signals)
        except RejectedCommand as error:
            self._health.fault('rejected', error.reason)

    def _point(self, latitude: float, longitude: float) -> Point:
        x, y = self._reference.to_metres(latitude, longitude)
        return Point(x=x, y=y)

    def _header(self, frame: str) -> Header:
        return header(self.get_clock(), frame)


def main() -> int:
    """Run the node as a process."""
    return run(CarlaShape)


if __name__ == '__main__':
    raise SystemExit(main())
