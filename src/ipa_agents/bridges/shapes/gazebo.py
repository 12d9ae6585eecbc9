"""What Gazebo and ros_gz_bridge publish and take by config/ros_gz_bridge.yaml, without either of them."""

import math
from dataclasses import asdict, replace
from pathlib import Path
from time import monotonic, time

from geometry_msgs.msg import Pose, Quaternion, Twist, Vector3
from nav_msgs.msg import Odometry
from rclpy.node import Node
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import BatteryState, Imu, NavSatFix, NavSatStatus
from std_msgs.msg import Header
from transforms3d.euler import euler2quat

import ipa_agents.msg as msg
from ipa_agents.bridges.shapes.ackermann import AckermannCar
from ipa_agents.data_folder import data_folder
from ipa_agents.nodes import qos
from ipa_agents.nodes.clocks import steady_timer
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import signals_from, stamp_from_seconds
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import run
from ipa_agents.travel.guiding.start import start_on
from ipa_agents.vehicle.simulator import OWNER, load_car

__all__ = ['GazeboShape', 'main']

_DEPTH = 10
_GRAVITY = 9.81
_CHARGE = 'Vehicle.Powertrain.TractionBattery.StateOfCharge.Current'
_CAPACITY, _POWER, _VOLTAGE = 187.5, 5000.0, 400.0
"""Ah, W, V, as config/gazebo has them."""


class GazeboShape(Node):
    """Steps a car that is told how fast and how sharply, and the clock by which all others go.

    It is the one node that must not go by that clock.
    """

    def __init__(self) -> None:
        super().__init__('gazebo_shape')
        Health(self)
        folder = declare(self, 'map_folder', '', 'map that it drives on; empty: that of `ipa town`', read_only=True)
        self._factor = declare(
            self, 'real_time_factor', 1.0, 'simulated seconds in one', minimum=0.1, maximum=20.0, read_only=True
        )
        rate = declare(
            self, 'rate', 50.0, 'odometry and IMU in a simulated second', minimum=1.0, maximum=250.0, read_only=True
        )
        seldom = declare(
            self, 'slow_rate', 25.0, 'NavSat and battery in one', minimum=1.0, maximum=250.0, read_only=True
        )
        self._dt, self._seldom = 1 / rate, max(1, round(rate / seldom))
        begins = declare(
            self, 'initial_sim_time', 0.0, 's since 1970 at which time begins; 0: now', minimum=0.0, maximum=1e10
        )
        model = load_car()
        start = start_on(
            Path(folder) if folder else data_folder() / 'town', model.start.latitude, model.start.longitude
        )
        placed = replace(model.start, **asdict(start)) if start else model.start
        self._car = AckermannCar(placed.latitude, placed.longitude, placed.heading)
        self._charge = placed.charge / 100
        self._time = begins or time()
        self._told = Twist()
        self._steps = 0
        self._ticks = self.create_publisher(Clock, '/clock', _DEPTH)
        self._odometry = self.create_publisher(Odometry, '/gazebo/odometry', _DEPTH)
        self._navsat = self.create_publisher(NavSatFix, '/gazebo/navsat', _DEPTH)
        self._imu = self.create_publisher(Imu, '/gazebo/imu', _DEPTH)
        self._battery = self.create_publisher(BatteryState, '/gazebo/battery', _DEPTH)
        self.create_subscription(Twist, '/gazebo/cmd_vel', self._be_told, _DEPTH)
        self.create_subscription(msg.SignalArray, f'{OWNER}/command', self._take, qos.COMMANDS)
        self._behind = 0.0
        self._looked = monotonic()
        steady_timer(self, self._dt / self._factor, self._go_on)

    def _go_on(self) -> None:
        """As many steps as the machine's clock says; what a slow machine cannot do is left out, as Gazebo does."""
        looked = monotonic()
        self._behind = min(self._behind + (looked - self._looked) * self._factor, 5 * self._dt)
        self._looked = looked
        while self._behind >= self._dt:
            self._behind -= self._dt
            self._step()

    def _step(self) -> None:
        self._time += self._dt
        self._steps += 1
        self._car = self._car.step(self._told.linear.x, self._told.angular.z, self._dt)
        self._charge = max(0.0, self._charge - _POWER / _VOLTAGE * self._dt / 3600 / _CAPACITY)
        self._ticks.publish(Clock(clock=stamp_from_seconds(self._time)))
        # Headings count clockwise from north, yaw counter-clockwise from east.
        w, x, y, z = map(float, euler2quat(0.0, 0.0, math.radians(90 - self._car.heading)))
        turned = Quaternion(w=w, x=x, y=y, z=z)
        spin = Vector3(z=self._car.yaw_rate)
        odometry = Odometry(header=self._header('map'), child_frame_id='base_link')
        odometry.pose.pose = Pose(orientation=turned)
        odometry.twist.twist = Twist(linear=Vector3(x=self._car.speed), angular=spin)
        self._odometry.publish(odometry)
        felt = Vector3(x=self._car.acceleration, y=self._car.speed * self._car.yaw_rate, z=_GRAVITY)
        self._imu.publish(
            Imu(
                header=self._header('ipa_car/chassis/imu'),
                orientation=turned,
                angular_velocity=spin,
                linear_acceleration=felt,
            )
        )
        if self._steps % self._seldom == 0:
            header = self._header('ipa_car/chassis/navsat')
            place = {'latitude': self._car.latitude, 'longitude': self._car.longitude}
            self._navsat.publish(NavSatFix(header=header, status=NavSatStatus(status=NavSatStatus.STATUS_FIX), **place))
            self._battery.publish(
                BatteryState(
                    header=self._header(''),
                    voltage=_VOLTAGE,
                    current=-_POWER / _VOLTAGE,
                    charge=self._charge * _CAPACITY,
                    capacity=_CAPACITY,
                    percentage=self._charge * 100,
                    design_capacity=math.nan,
                    power_supply_status=BatteryState.POWER_SUPPLY_STATUS_DISCHARGING,
                    present=True,
                )
            )

    def _be_told(self, message: Twist) -> None:
        self._told = message

    def _take(self, message: msg.SignalArray) -> None:
        """A drive charges the car, as somebody does in Gazebo by a service of the battery's plugin."""
        for signal in signals_from(message):
            if signal.path == _CHARGE and isinstance(signal.value, float):
                self._charge = min(max(signal.value / 100, 0.0), 1.0)

    def _header(self, frame: str) -> Header:
        return Header(stamp=stamp_from_seconds(self._time), frame_id=frame)


def main() -> int:
    """Run the node as a process."""
    return run(GazeboShape)


if __name__ == '__main__':
    raise SystemExit(main())
