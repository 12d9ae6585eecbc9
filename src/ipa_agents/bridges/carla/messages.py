"""What the messages of CARLA say, and what they are told; without ROS."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from ipa_agents.bridges.carla.course import Course
from ipa_agents.bridges.carla.handedness import turned_fix, turned_imu, turned_odometry
from ipa_agents.bridges.standard import Reader, fix_signals, imu_signals, odometry_signals, speed_signals
from ipa_agents.errors import InvalidValue
from ipa_agents.travel.open_drive.geo_reference import GeoReference, geo_reference_of
from ipa_agents.vehicle.simulator.motion import DRIVE, NEUTRAL, PARK, REVERSE

__all__ = ['CarlaMessages']

_LATITUDE, _LONGITUDE = 'Vehicle.CurrentLocation.Latitude', 'Vehicle.CurrentLocation.Longitude'
_UNMARKED = GeoReference()
"""Where the towns of CARLA lie that come with it: about 0, 0."""


class CarlaMessages:
    """Reads the messages of one CARLA.

    `left_handed` are those of odometry, gnss and imu that come as CARLA itself counts. `origin` puts x = y = 0 of the
    world to a place in degrees, whatever its map says.
    """

    def __init__(self, left_handed: Iterable[str] = (), origin: tuple[float, float] | None = None) -> None:
        self._left_handed = frozenset(left_handed)
        self._told: GeoReference | None = None
        self._wanted = GeoReference(*origin) if origin else None
        self._is_placed_by_odometry = False
        self._course = Course()

    @property
    def readers(self) -> Mapping[str, Reader]:
        """By the names in config/bridges/carla*.yaml."""
        return {
            'odometry': self._odometry,
            'gnss': self._gnss,
            'gnss_alone': self._gnss_alone,
            'imu': self._imu,
            'speed': speed_signals,
            'status': _status,
        }

    @property
    def reference(self) -> GeoReference | None:
        """Where the world lies on the earth; None while nobody has said so."""
        return self._wanted or self._told

    def take_map(self, opendrive: str) -> bool:
        """The OpenDRIVE document of the world, and whether anybody has said where that lies.

        Raises MapMissing, and changes nothing, for a document that is none.
        """
        said = geo_reference_of(opendrive)
        self._told = said or _UNMARKED
        return bool(self._wanted or said)

    def begin_anew(self) -> None:
        """The world began anew."""
        self._is_placed_by_odometry = False
        self._course = Course()

    def _odometry(self, message: Any) -> Mapping[str, object]:
        message = turned_odometry(message) if 'odometry' in self._left_handed else message
        values = odometry_signals(message)
        place = message.pose.pose.position
        if self.reference is None:
            return values
        latitude, longitude = self.reference.to_degrees(place.x, place.y)
        if math.isnan(latitude):
            raise InvalidValue(_LATITUDE, place.y, 'the odometry says a place that is none')
        self._is_placed_by_odometry = True
        return {**values, _LATITUDE: latitude, _LONGITUDE: longitude}

    def _gnss(self, message: Any) -> Mapping[str, object]:
        values = self._fix(message)
        if not self._is_placed_by_odometry:
            return values
        # Both are exact, but a receiver may be mirrored, and is mounted elsewhere in the car.
        return {path: value for path, value in values.items() if path not in (_LATITUDE, _LONGITUDE)}

    def _gnss_alone(self, message: Any) -> Mapping[str, object]:
        values = self._fix(message)
        stamp = message.header.stamp
        return {**values, **self._course.after(stamp.sec + stamp.nanosec / 1e9, *_place(values))}

    def _fix(self, message: Any) -> Mapping[str, object]:
        values = fix_signals(message)
        if not (abs(message.latitude) < 90 and math.isfinite(message.longitude)):
            raise InvalidValue(_LATITUDE, message.latitude, 'no place on the earth')
        told = self._told or _UNMARKED
        if 'gnss' in self._left_handed:
            values = fix_signals(turned_fix(message, told))
        if self._wanted:
            latitude, longitude = self._wanted.to_degrees(*told.to_metres(*_place(values)))
            values = {**values, _LATITUDE: latitude, _LONGITUDE: longitude}
        return values

    def _imu(self, message: Any) -> Mapping[str, object]:
        return imu_signals(turned_imu(message) if 'imu' in self._left_handed else message)


def _place(values: Mapping[str, object]) -> tuple[float, float]:
    latitude, longitude = float(str(values[_LATITUDE])), float(str(values[_LONGITUDE]))
    return latitude, longitude


def _status(message: Any) -> Mapping[str, object]:
    """carla_msgs/CarlaEgoVehicleStatus: what the driver, or what drives, does."""
    control = message.control
    if control.hand_brake and abs(message.velocity) < 0.1:
        gear = PARK
    elif control.reverse:
        gear = REVERSE
    else:
        gear = DRIVE if control.gear else NEUTRAL
    return {
        'Vehicle.Powertrain.Transmission.SelectedGear': gear,
        'Vehicle.Chassis.ParkingBrake.IsEngaged': bool(control.hand_brake),
        'Vehicle.Chassis.Accelerator.PedalPosition': control.throttle * 100,
        'Vehicle.Chassis.Brake.PedalPosition': control.brake * 100,
    }
