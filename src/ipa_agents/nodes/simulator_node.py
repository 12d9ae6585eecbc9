"""The simulated car: it owns the sensors, drives the route, and takes what a drive or a person writes into it."""

import math
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from diagnostic_msgs.msg import DiagnosticArray
from nav_msgs.msg import Odometry
from rclpy.node import Node
from sensor_msgs.msg import BatteryState, NavSatFix

import ipa_agents.msg as msg
from ipa_agents.config_files import config_folder
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import InvalidValue, MapMissing, RejectedCommand, SetupError
from ipa_agents.nodes import qos
from ipa_agents.nodes.car_messages import BASE_FRAME, MAP_FRAME, battery_state, diagnostics, fix, odometry
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.memory import Memory
from ipa_agents.nodes.messages import claim_from, commanded, header, now, rejection_message, signal_array, signals_from
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import run
from ipa_agents.travel.guiding.start import start_on
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.claims import Claims
from ipa_agents.vehicle.signals import Signal, Value
from ipa_agents.vehicle.simulator import OWNER, Car, load_car
from ipa_agents.vehicle.simulator.reporting import Changes
from ipa_agents.vehicle.simulator.route_speeds import leg_speeds
from ipa_agents.vehicle.simulator.weather import KINDS

__all__ = ['SimulatorNode', 'main']

_LONGEST_PAUSE = 1.0
"""s; a process that slept longer does not throw the car ahead."""
_SENSORS = 10
_PLACE = frozenset(f'Vehicle.CurrentLocation.{name}' for name in ('Latitude', 'Longitude', 'Altitude'))
_SPEED = 'Vehicle.Speed'
_SILENCE = 3.0
"""s without news after which a world that carried the car does so no more."""


class SimulatorNode(Node):
    """Steps a Car in real time, or faster, and says what it shows."""

    def __init__(self) -> None:
        super().__init__(OWNER)
        self._health = Health(self)
        self._catalogue = load_catalogue()
        self._car = self._make_car()
        declare(self, 'drive_along', True, 'drive the route of the navigation')
        declare(self, 'time_factor', 1.0, 'seconds of the car in one second', minimum=0.1, maximum=1000.0)
        rate = declare(self, 'rate', 10.0, 'steps and reports in a second', minimum=1.0, maximum=100.0, read_only=True)
        self._pace = self._health.rate('steps', rate)
        motion = self._car.state.motion
        self._origin = motion.latitude, motion.longitude
        self._changes = Changes(self._catalogue)
        self._route: tuple[str, tuple[float, ...]] | None = None
        self._claims = Claims()
        self._signals = self.create_publisher(msg.SignalArray, 'signals', qos.SIGNALS)
        self._rejections = self.create_publisher(msg.CommandRejection, 'command/rejected', qos.EVENTS)
        self._fix = self.create_publisher(NavSatFix, 'fix', _SENSORS)
        self._odometry = self.create_publisher(Odometry, 'odom', _SENSORS)
        self._battery = self.create_publisher(BatteryState, 'battery_state', _SENSORS)
        self._diagnostics = self.create_publisher(DiagnosticArray, '/diagnostics', _SENSORS)
        self._inputs = [
            self.create_subscription(msg.SignalClaim, 'signals/claim', self._see_claim, qos.CLAIMS),
            self.create_subscription(msg.SignalArray, 'signals', self._hear, qos.SIGNALS),
            self.create_subscription(msg.SignalArray, f'{OWNER}/command', self._take, qos.COMMANDS),
            self.create_subscription(msg.NavigationState, 'navigation/state', self._navigate, qos.STATE),
        ]
        self._memory = Memory(self, self._health)
        self._memory.recall(self._car.restore)
        self._brought: dict[str, float] = {}
        self._stepped = self._now()
        self._schedule = [self.create_timer(1 / rate, self._step), self.create_timer(1.0, self._report_all)]
        self._report_all()

    def _make_car(self) -> Car:
        file = declare(self, 'car', 'car', 'a file of config/simulator, or the path of one', read_only=True)
        path = Path(file)
        model = load_car(path if path.suffix else config_folder() / 'simulator' / f'{file}.yaml')
        start = replace(model.start, **self._place(model.start.latitude, model.start.longitude))
        seed = declare(self, 'seed', 0, 'the same seed is the same car', minimum=0, maximum=2**31 - 1, read_only=True)
        weather = declare(
            self, 'weather', '', f'one of {", ".join(KINDS)}; empty: that of the car file', read_only=True
        )
        car = Car(replace(model, start=start), self._catalogue, seed)
        if weather:
            car.write([Signal('Vehicle.Exterior.Weather', weather)])
        return car

    def _place(self, latitude: float, longitude: float) -> dict[str, Any]:
        """Where the car is to wake, as far as it is not where the file of the car says."""
        folder = declare(
            self,
            'map_folder',
            '',
            'of `ipa town`, on which a car wakes whose file says a place that is not on it; empty: its default',
            read_only=True,
        )
        place: dict[str, Any] = {}
        for name, unit, limit in (('latitude', '', 85.0), ('longitude', '', 180.0), ('heading', ' from north', 360.0)):
            text = f'degrees{unit}; NaN: as the file of the car says'
            degrees = declare(self, name, math.nan, text, read_only=True)
            if abs(degrees) > limit:
                raise SetupError(f'{self.get_name()}: {name} must be within {limit:g} degrees of 0 (was {degrees:g})')
            if math.isfinite(degrees):
                place[name] = degrees
        if place.keys().isdisjoint({'latitude', 'longitude'}):
            place = _on_map(Path(folder) if folder else data_folder() / 'town', latitude, longitude) | place
        return place

    def _hear(self, message: msg.SignalArray) -> None:
        if message.source == OWNER:
            return
        signals = signals_from(message)
        self._car.hear(signals)
        holders = [self._claims.holder(signal.path) for signal in signals]
        # A bridge in the place of a device reports in its name.
        self._brought |= dict.fromkeys(filter(None, holders), self._now())
        if brought := [signal for signal, holder in zip(signals, holders, strict=True) if holder == message.source]:
            self._carry(brought)

    def _see_claim(self, message: msg.SignalClaim) -> None:
        self._claims.hear(claim_from(message))

    def _carry(self, signals: Sequence[Signal]) -> None:
        try:
            self._car.carry(signals)
        except InvalidValue as error:
            self._health.fault('not carried', str(error))

    def _take(self, message: msg.SignalArray) -> None:
        try:
            signals = commanded(message)
            self._car.write(signal for signal in signals if self._claims.holder(signal.path) is None)
        except RejectedCommand as rejected:
            self._reject(message.command_id, rejected)
            return
        self._publish(self._changes.since(self._own()))

    def _is_heard(self, source: str | None, time: float) -> bool:
        """Whether a world that claims signals has brought any lately; its claim holds all the same."""
        return source is not None and 0 <= time - self._brought.get(source, -math.inf) <= _SILENCE

    def _own(self) -> dict[str, Value]:
        """What the car shows and no other world brings."""
        claimed = self._claims.paths
        return {path: value for path, value in self._car.signals().items() if path not in claimed}

    def _navigate(self, message: msg.NavigationState) -> None:
        drives = message.status == 'GUIDING' and self.get_parameter('drive_along').value
        route = (message.route.route_id, tuple(message.route.latitudes)) if drives else None
        if route == self._route:
            return
        self._route = route
        if route is None:
            self._car.leave_way()
            return
        latitudes, longitudes = message.route.latitudes, message.route.longitudes
        parts = [(part.distance, part.length, part.duration) for part in message.route.maneuvers]
        try:
            self._car.follow(latitudes, longitudes, leg_speeds(latitudes, longitudes, parts))
        except RejectedCommand as rejected:
            self._reject(message.command_id, rejected)

    def _reject(self, command_id: str, rejected: RejectedCommand) -> None:
        self._health.fault('rejected', rejected.reason)
        self._rejections.publish(rejection_message(self.get_clock(), self.get_name(), command_id, rejected))

    def _step(self) -> None:
        self._pace.tick()
        time = self._now()
        passed = min(max(time - self._stepped, 0.0), _LONGEST_PAUSE)
        self._stepped = time
        if passed > 0:
            self._car.step(passed * self.get_parameter('time_factor').value)
        if not self._is_heard(self._claims.holder(_SPEED), time):
            self._car.let_go()
        values = self._own()
        self._publish(self._changes.since(values))
        if values.keys() >= _PLACE:
            stamp = header(self.get_clock(), MAP_FRAME)
            self._fix.publish(fix(header(self.get_clock(), BASE_FRAME), values))
            self._odometry.publish(odometry(stamp, self._car.state.motion, self._origin))

    def _report_all(self) -> None:
        time, values = self._now(), self._car.signals()
        silent = ', '.join(sorted(source for source in self._claims.holders if not self._is_heard(source, time)))
        self._health.lasting('unknown', f'what {silent} claims, and does not bring' if silent else '', 'warn')
        self._publish(self._changes.remember(Signal(path, value) for path, value in self._own().items()))
        stamp = header(self.get_clock(), BASE_FRAME)
        self._battery.publish(battery_state(stamp, values))
        self._memory.keep(self._car.snapshot())
        self._diagnostics.publish(diagnostics(stamp, values, self.get_fully_qualified_name()))

    def _publish(self, signals: Sequence[Signal]) -> None:
        if signals:
            self._signals.publish(signal_array(self.get_clock(), OWNER, signals))

    def _now(self) -> float:
        return now(self.get_clock())


def _on_map(folder: Path, latitude: float, longitude: float) -> dict[str, Any]:
    """A start on the map in `folder`; empty where the place is on it already, or where there is no map."""
    try:
        start = start_on(folder, latitude, longitude)
    except MapMissing:  # the navigation says so
        return {}
    return asdict(start) if start else {}


def main() -> int:
    """Run the node as a process."""
    return run(SimulatorNode)


if __name__ == '__main__':
    raise SystemExit(main())
