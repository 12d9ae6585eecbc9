"""CARLA: its car carries ours, and is given the destination of our guidance."""

import math
from pathlib import Path
from typing import Any

from geometry_msgs.msg import Point, Pose, PoseStamped, Quaternion
from std_msgs.msg import Float64

import ipa_agents.msg as msg
from ipa_agents.bridges.bridge import BridgeNode, message_type
from ipa_agents.bridges.carla.handedness import turned_pose
from ipa_agents.bridges.carla.messages import CarlaMessages
from ipa_agents.bridges.carla.settings import declared
from ipa_agents.bridges.goals import goals_of
from ipa_agents.bridges.world import World, load_world
from ipa_agents.errors import InvalidValue, MapMissing
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import header
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import run

__all__ = ['CarlaBridge', 'main']

_MAP = 'map'
_GOALS = 10
"""The depth of the topics of carla_waypoint_publisher."""


class CarlaBridge(BridgeNode):
    """Reads CARLA's messages into signals; hands each new stop or destination to its planner, once."""

    def __init__(self) -> None:
        super().__init__('carla_bridge', ())
        self._settings = declared(self)
        declare(self, 'map_file', '', 'in which the OpenDRIVE document of the world is kept; empty: in none')
        declare(self, 'target_speed', 50.0, 'km/h that the planner may drive', minimum=0.0, maximum=250.0)
        self._messages = CarlaMessages(self._settings.left_handed, self._settings.origin)
        self._goal_task = self.health.task('goal', 'none is waiting')
        self._route: msg.Route | None = None
        self._given: tuple[float, float] | None = None
        self._told_speed = math.nan
        self._listeners = 0
        world, role = load_world(self._settings.world), self._settings.role
        known = [given for given in world.gives if message_type(given) is not None]
        self.claim(path for given in known for path in given.signals)
        for given in known:
            if given.reads == _MAP:
                self.create_subscription(message_type(given), given.topic, self._take_map, qos.STATE)
        moving = tuple(given for given in known if given.reads != _MAP)
        self.hear_world(World(world.name, moving, ()), {'role': role}, self._messages.readers)
        self._goals = self.create_publisher(PoseStamped, f'/carla/{role}/goal', _GOALS)
        self._speeds = self.create_publisher(Float64, f'/carla/{role}/target_speed', qos.STATE)
        self.create_subscription(msg.NavigationState, 'navigation/state', self._navigate, qos.STATE)
        self.create_timer(1.0, self._give_goal)

    def begin_anew(self) -> None:
        """The world's time jumped back."""
        super().begin_anew()
        self._messages.begin_anew()

    def _take_map(self, message: Any) -> None:
        document = message.opendrive if hasattr(message, 'opendrive') else message.data
        try:
            if not self._messages.take_map(document):
                self.health.fault('unplaced map', 'it names no place on the earth, and is taken to lie about 0, 0')
            if file := self.get_parameter('map_file').value:
                Path(file).expanduser().write_text(document, encoding='utf-8')
        except MapMissing as error:
            self.health.fault('unusable map', str(error))
        except OSError as error:
            self.health.fault('unwritable map', f'{error.filename}: {error.strerror}')

    def _navigate(self, message: msg.NavigationState) -> None:
        if message.status != 'GUIDING':
            # Its planner has no word for going nowhere.
            self._route = self._given = None
            return
        self._route = message.route
        self._give_goal()

    def _give_goal(self) -> None:
        listeners = self._goals.get_subscription_count()
        if listeners > self._listeners:
            self._given = None  # a planner has come that knows of nothing
        self._listeners = listeners
        if self._route is None or _next_place(self._route) == self._given:
            self._goal_task.lasting('waiting', '')
            self._give_speed()
            return
        reference = self._messages.reference
        reason = '' if reference else 'nothing says where the world lies on the earth: no map was heard'
        self._goal_task.lasting('waiting', reason, 'warn')
        if reference is None or not listeners:
            return
        try:
            goal = goals_of(self._route, reference)[0]
        except InvalidValue as error:
            self._goal_task.lasting('waiting', str(error))
            return
        self._given = _next_place(self._route)
        turned = Quaternion(z=math.sin(goal.yaw / 2), w=math.cos(goal.yaw / 2))
        pose = Pose(position=Point(x=goal.x, y=goal.y), orientation=turned)
        pose = turned_pose(pose) if 'goal' in self._settings.left_handed else pose
        self._told_speed = math.nan
        self._give_speed()
        self._goals.publish(PoseStamped(header=header(self.get_clock(), 'map'), pose=pose))

    def _give_speed(self) -> None:
        """How fast its planner may drive, once for each goal, and again whenever the parameter is another one."""
        speed = self.get_parameter('target_speed').value
        if self._given and speed != self._told_speed:
            self._told_speed = speed
            self._speeds.publish(Float64(data=speed / 3.6))


def _next_place(route: msg.Route) -> tuple[float, float]:
    place = (*route.stops, route.destination)[0]
    return place.latitude, place.longitude


def main() -> int:
    """Run the node as a process."""
    return run(CarlaBridge)


if __name__ == '__main__':
    raise SystemExit(main())
