"""The simulated car as standard messages, so that other ROS tools work: ENU, REP 103 and REP 105."""

import math
from collections.abc import Iterator

from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from nav_msgs.msg import Odometry
from sensor_msgs.msg import BatteryState, NavSatFix, NavSatStatus
from std_msgs.msg import Header
from transforms3d.euler import euler2quat

from ipa_agents.errors import InvalidValue
from ipa_agents.vehicle.signals import SignalView
from ipa_agents.vehicle.simulator.geometry import offset
from ipa_agents.vehicle.simulator.motion import Motion

__all__ = ['BASE_FRAME', 'MAP_FRAME', 'battery_state', 'diagnostics', 'fix', 'odometry']

MAP_FRAME, BASE_FRAME = 'map', 'base_link'
_BATTERY = 'Vehicle.Powertrain.TractionBattery'
_WHEELS = 'Vehicle.Chassis.Axle.'
_WEAK = 12.0
"""V below which the 12 V battery is worth a warning."""


def fix(header: Header, signals: SignalView) -> NavSatFix:
    """Where the car is, in degrees."""
    return NavSatFix(
        header=header,
        status=NavSatStatus(status=NavSatStatus.STATUS_FIX, service=NavSatStatus.SERVICE_GPS),
        latitude=signals['Vehicle.CurrentLocation.Latitude'],
        longitude=signals['Vehicle.CurrentLocation.Longitude'],
        altitude=signals['Vehicle.CurrentLocation.Altitude'],
        position_covariance_type=NavSatFix.COVARIANCE_TYPE_UNKNOWN,
    )


def odometry(header: Header, motion: Motion, origin: tuple[float, float]) -> Odometry:
    """m east and north of `origin` (degrees), and the twist in the car's own frame."""
    message = Odometry(header=header, child_frame_id=BASE_FRAME)
    east, north = offset(*origin, motion.latitude, motion.longitude)
    message.pose.pose.position.x, message.pose.pose.position.y = east, north
    # Headings count clockwise from north, yaw counter-clockwise from east.
    w, x, y, z = euler2quat(0.0, 0.0, math.radians(90 - motion.heading))
    orientation = message.pose.pose.orientation
    orientation.w, orientation.x, orientation.y, orientation.z = float(w), float(x), float(y), float(z)
    message.twist.twist.linear.x = motion.speed
    message.twist.twist.angular.z = motion.yaw_rate
    return message


def battery_state(header: Header, signals: SignalView) -> BatteryState:
    """The traction battery; `current` is negative while it is drained."""
    voltage = _number(signals, f'{_BATTERY}.CurrentVoltage')
    capacity = _number(signals, f'{_BATTERY}.NetCapacity') * 1000 / voltage
    share = _number(signals, f'{_BATTERY}.StateOfCharge.Current') / 100
    return BatteryState(
        header=header,
        voltage=voltage,
        temperature=signals[f'{_BATTERY}.Temperature.Average'],
        current=signals[f'{_BATTERY}.CurrentCurrent'],
        charge=share * capacity,
        capacity=capacity,
        design_capacity=math.nan,
        percentage=share,
        power_supply_status=_supply_status(signals, share),
        power_supply_health=BatteryState.POWER_SUPPLY_HEALTH_GOOD,
        power_supply_technology=BatteryState.POWER_SUPPLY_TECHNOLOGY_LION,
        present=True,
    )


def diagnostics(header: Header, signals: SignalView, node: str) -> DiagnosticArray:
    """The health of the car: tyres, brakes, 12 V battery, trouble codes, service; `node` tells it."""
    return DiagnosticArray(header=header, status=list(_statuses(signals, node)))


def _number(signals: SignalView, path: str) -> float:
    value = signals[path]
    if not isinstance(value, int | float):
        raise InvalidValue(path, value, 'must be a number')
    return float(value)


def _supply_status(signals: SignalView, share: float) -> int:
    if signals[f'{_BATTERY}.Charging.IsCharging']:
        return int(BatteryState.POWER_SUPPLY_STATUS_CHARGING)
    if share >= 1:
        return int(BatteryState.POWER_SUPPLY_STATUS_FULL)
    return int(BatteryState.POWER_SUPPLY_STATUS_DISCHARGING)


def _statuses(signals: SignalView, node: str) -> Iterator[DiagnosticStatus]:
    wheels = {path: value for path, value in signals.items() if path.startswith(_WHEELS)}
    low = [path for path, value in wheels.items() if path.endswith('IsPressureLow') and value]
    worn = [path for path, value in wheels.items() if path.endswith('IsBrakesWorn') and value]
    volts = _number(signals, 'Vehicle.LowVoltageBattery.CurrentVoltage')
    codes = signals['Vehicle.Diagnostics.DTCList']
    yield _status(f'{node}: tyres', f'low pressure: {_named(low)}' if low else '', wheels, '.Tire.Pressure')
    yield _status(f'{node}: brakes', f'worn pads: {_named(worn)}' if worn else '', wheels, '.Brake.PadWear')
    yield _status(
        f'{node}: 12 V battery', f'{volts:.1f} V' if volts < _WEAK else '', signals, 'LowVoltageBattery.CurrentVoltage'
    )
    yield _status(
        f'{node}: trouble codes', ', '.join(codes) if isinstance(codes, tuple) else '', signals, 'Diagnostics.DTCCount'
    )
    due = 'service is due' if signals['Vehicle.Service.IsServiceDue'] else ''
    yield _status(f'{node}: service', due, signals, 'Service.DistanceToService')


def _named(paths: list[str]) -> str:
    return ', '.join(' '.join(path.removeprefix(_WHEELS).split('.')[:3:2]) for path in paths)


def _status(name: str, warning: str, signals: SignalView, ending: str) -> DiagnosticStatus:
    return DiagnosticStatus(
        level=DiagnosticStatus.WARN if warning else DiagnosticStatus.OK,
        name=name,
        message=warning or 'fine',
        hardware_id='simulated car',
        values=[KeyValue(key=path, value=str(value)) for path, value in signals.items() if path.endswith(ending)],
    )
