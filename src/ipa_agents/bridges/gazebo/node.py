"""Gazebo: its car carries ours, and is driven along the route of our guidance."""

import math
from collections.abc import Mapping
from typing import Any

from geometry_msgs.msg import Twist, Vector3

import ipa_agents.msg as msg
from ipa_agents.bridges.bridge import BridgeNode
from ipa_agents.bridges.gazebo.driver import Driver
from ipa_agents.bridges.standard import READERS, battery_signals
from ipa_agents.bridges.world import load_world
from ipa_agents.errors import InvalidValue, RejectedCommand
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import now, signals_from
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import run
from ipa_agents.vehicle.signals import Value
from ipa_agents.vehicle.simulator import OWNER, load_car
from ipa_agents.vehicle.simulator.route_speeds import leg_speeds

__all__ = ['GazeboBridge', 'charge_signals', 'main']

_PERIOD = 0.1
_BLIND = 1.0
"""s without a position after which nobody drives on."""
_DEPTH = 10
_CHARGE = 'Vehicle.Powertrain.TractionBattery.StateOfCharge.Current'
_SPEED = 'Vehicle.Speed'
_LATITUDE, _LONGITUDE, _HEADING = (f'Vehicle.CurrentLocation.{name}' for name in ('Latitude', 'Longitude', 'Heading'))


def charge_signals(message: Any) -> Mapping[str, object]:
    """sensor_msgs/BatteryState of ros_gz_bridge, whose percentage is a share or in %, by a setting of the battery."""
    if not message.capacity > 0:
        raise InvalidValue(_CHARGE, message.capacity, 'the battery has no capacity')
    return {**battery_signals(message), _CHARGE: message.charge / message.capacity * 100}


class GazeboBridge(BridgeNode):
    """Reads what ros_gz_bridge brings; is at the wheel, since a car of Gazebo only knows how fast and how sharply."""

    def __init__(self) -> None:
        world = load_world('gazebo')
        super().__init__('gazebo_bridge', world.signals)
        declare(self, 'drive_along', True, 'drive the route of the navigation, by /gazebo/cmd_vel')
        self._model = load_car()
        self._driver = Driver(self._model)
        self._seen: dict[str, Value] = {}
        self._seen_at = -math.inf
        self._route: tuple[str, tuple[float, ...]] | None = None
        self._waiting: msg.Route | None = None
        self._goes = False
        self._wheel = self.health.task('wheel', 'in hand')
        self.hear_world(world, readers={**READERS, 'charge': charge_signals})
        (taken,) = world.takes
        self._commands = self.create_publisher(Twist, taken.topic, _DEPTH)
        self.create_subscription(msg.NavigationState, 'navigation/state', self._navigate, qos.STATE)
        self.create_subscription(msg.SignalArray, f'{OWNER}/command', self._hear_wish, qos.COMMANDS)
        self.create_timer(_PERIOD, self._drive)

    def report(self, values: Mapping[str, object]) -> dict[str, Value]:
        """Publish what the world shows, and keep where the car is."""
        good = super().report(values)
        self._seen.update(good)
        if _LATITUDE in good:
            self._seen_at = now(self.get_clock())
        return good

    def begin_anew(self) -> None:
        """The world's time jumped back, and the car is where it was then."""
        super().begin_anew()
        self._seen, self._seen_at = {}, -math.inf
        self._driver = Driver(self._model)
        self._route = None

    def _navigate(self, message: msg.NavigationState) -> None:
        route = (message.route.route_id, tuple(message.route.latitudes)) if message.status == 'GUIDING' else None
        if route == self._route:
            return
        self._route = route
        self._waiting = message.route if route else None
        if route is None:
            self._driver.leave()

    def _take_route(self, place: tuple[float, float], route: msg.Route) -> None:
        latitudes, longitudes = route.latitudes, route.longitudes
        parts = [(part.distance, part.length, part.duration) for part in route.maneuvers]
        try:
            self._driver.follow(place, latitudes, longitudes, leg_speeds(latitudes, longitudes, parts))
        except RejectedCommand as rejected:
            self.health.fault('rejected', rejected.reason)

    def _hear_wish(self, message: msg.SignalArray) -> None:
        """What a drive wants the car to do, as the person at the wheel would."""
        for signal in signals_from(message):
            if signal.path == _SPEED and isinstance(signal.value, float) and math.isfinite(signal.value):
                self._driver.hold(max(0.0, signal.value / 3.6))

    def _drive(self) -> None:
        if not self.get_parameter('drive_along').value:
            self._stop()
            return
        is_blind = not 0 <= now(self.get_clock()) - self._seen_at <= _BLIND or _HEADING not in self._seen
        self._wheel.lasting('stops', 'nobody tells where the car is' if is_blind else '', 'warn')
        if is_blind:
            self._driver.halt()
            self._stop()
            return
        latitude, longitude, heading, speed = (
            float(str(self._seen.get(path, 0.0))) for path in (_LATITUDE, _LONGITUDE, _HEADING, _SPEED)
        )
        if self._waiting is not None:
            self._take_route((latitude, longitude), self._waiting)
            self._waiting = None
        aim = self._driver.drive((latitude, longitude), heading, speed / 3.6, _PERIOD)
        if aim.speed:
            self._goes = True
            turning = Vector3(z=aim.speed * aim.curvature)
            self._commands.publish(Twist(linear=Vector3(x=aim.speed), angular=turning))
        else:
            self._stop()

    def _stop(self) -> None:
        """Say once that it is to stand, so that others may drive it then."""
        if self._goes:
            self._goes = False
            self._commands.publish(Twist())


def main() -> int:
    """Run the node as a process."""
    return run(GazeboBridge)


if __name__ == '__main__':
    raise SystemExit(main())
