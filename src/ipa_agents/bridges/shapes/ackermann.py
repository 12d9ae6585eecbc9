"""A car with Ackermann steering as Gazebo's plugin drives it: it is told how fast to go and how fast to turn."""

import math
from dataclasses import dataclass, replace

from ipa_agents.vehicle.simulator.geometry import moved

__all__ = ['AckermannCar', 'Gear']


@dataclass(frozen=True, slots=True)
class Gear:
    """What its model in config/gazebo says: m, rad, m/s2, and 1/s in which the wheels turn to where they shall."""

    wheel_base: float = 2.9
    steering_limit: float = 0.6
    acceleration: float = 8.0
    steering_gain: float = 5.0


@dataclass(frozen=True, slots=True)
class AckermannCar:
    """Degrees, m/s, m/s2; `steering` in rad to the left. It is moved by the kinematics of a single-track car."""

    latitude: float
    longitude: float
    heading: float
    speed: float = 0.0
    acceleration: float = 0.0
    steering: float = 0.0
    gear: Gear = Gear()

    @property
    def yaw_rate(self) -> float:
        """rad/s to the left."""
        return self.speed * math.tan(self.steering) / self.gear.wheel_base

    def step(self, speed: float, yaw_rate: float, dt: float) -> 'AckermannCar':
        """`dt` s later, told to go at `speed` m/s and to turn at `yaw_rate` rad/s."""
        most = self.gear.acceleration * dt
        new = self.speed + max(-most, min(most, speed - self.speed))
        wanted = math.atan(self.gear.wheel_base * yaw_rate / speed) if speed else 0.0
        limit = self.gear.steering_limit
        share = min(1.0, self.gear.steering_gain * dt)
        steering = self.steering + share * (max(-limit, min(limit, wanted)) - self.steering)
        turned = replace(self, speed=new, acceleration=(new - self.speed) / dt, steering=steering)
        angle = math.degrees(turned.yaw_rate * dt)
        latitude, longitude = moved(self.latitude, self.longitude, self.heading - angle / 2, new * dt)
        return replace(turned, latitude=latitude, longitude=longitude, heading=(self.heading - angle) % 360)
