"""Autoware's AD API 1.9 as a process: its routing with its rules and, on a map, its car (pretended_stacks.py).

States, codes and the order in which they come are those of autoware_default_adapi and autoware_mission_planner; the
state is latched and said when it changes, the odometry 50 times a second. Nothing drives until a person says so.
"""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geometry_msgs.msg import Pose, Twist, Vector3
from nav_msgs.msg import Odometry
from pretended_stacks import Stack, yaw_of
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.qos import DurabilityPolicy, QoSProfile
from rclpy.task import Future
from std_msgs.msg import Header

from ipa_agents.bridges.driving_stack import pose_of
from ipa_agents.bridges.goals import Goal
from ipa_agents.bridges.interfaces import interface
from ipa_agents.bridges.map_frame import map_frame, map_pose
from ipa_agents.bridges.shapes.driven_car import DrivenCar
from ipa_agents.nodes.spin import run
from ipa_agents.vehicle.signals import Signal

__all__ = ['Autoware']

_LATCHED = QoSProfile(depth=1, durability=DurabilityPolicy.TRANSIENT_LOCAL)
_UNSET, _SET, _ARRIVED, _CHANGING = 1, 2, 3, 4
_NAMES = {_UNSET: 'unset', _SET: 'set', _ARRIVED: 'arrived', _CHANGING: 'changing'}
_STOP, _AUTONOMOUS = 1, 2
_INVALID_STATE, _PLANNER_UNREADY, _PLANNER_FAILED, _UNKNOWN = 1, 2, 3, 50000
_STEP = 0.02
"""s between two odometries."""
_NEAR, _STRAIGHT, _STILL = 1.0, math.radians(45), 1.0
"""m, rad and s: how near to its goal, how much along it, and for how long a car stands that has arrived."""


class Autoware(Stack):
    """SET where there is no route, CHANGE while there is one; no CLEAR while the car drives by itself."""

    ANSWERS = ('done', 'no', 'later', 'silent', 'kept')

    def __init__(self) -> None:
        super().__init__('pretended_autoware')
        is_ready = self.declare_parameter('ready', True).value
        origin, projector, folder = (
            self.declare_parameter(name, default).value
            for name, default in (('origin', '0,0'), ('projector', 'MGRS'), ('map_folder', ''))
        )
        self._pace = self.declare_parameter('pace', 1.0).value
        self._frame = map_frame(projector, origin)
        self._state, self._mode = 0, _STOP
        self._goal: Pose | None = None
        self._stands = 0.0
        self._state_kind, self._mode_kind, points, clear = (
            interface(f'autoware_adapi_v1_msgs/{name}')
            for name in ('msg/RouteState', 'msg/OperationModeState', 'srv/SetRoutePoints', 'srv/ClearRoute')
        )
        self._states = self.create_publisher(self._state_kind, '/api/routing/state', _LATCHED)
        self._modes = self.create_publisher(self._mode_kind, '/api/operation_mode/state', _LATCHED)
        for act, name, kind, lawful in (
            ('set', 'set_route_points', points, (_UNSET,)),
            ('change', 'change_route_points', points, (_SET,)),
            ('clear', 'clear_route', clear, (_SET, _ARRIVED)),
        ):
            group = ReentrantCallbackGroup()  # one that never answers must not keep the others
            self.create_service(kind, f'/api/routing/{name}', self._serve(act, lawful), callback_group=group)
        self._car = DrivenCar(Path(folder)) if folder else None
        if self._car:
            self._odometry = self.create_publisher(Odometry, '/localization/kinematic_state', 1)
            self.create_timer(_STEP, self._step)
        self._drive_as(_STOP)
        if is_ready:
            self._be(_UNSET)

    def happen(self, what: str) -> None:
        """Become ready, arrive, lose the route; a person lets it drive, or takes over."""
        match what:
            case 'drive' | 'take over':
                self._drive_as(_AUTONOMOUS if what == 'drive' else _STOP)
            case _:
                self._be({'be ready': _UNSET, 'arrive': _ARRIVED, 'take away': _UNSET}[what])

    def _serve(self, act: str, lawful: tuple[int, ...]) -> Callable[[Any, Any], Any]:
        async def answer(request: Any, response: Any) -> Any:
            goal = getattr(request, 'goal', None)
            self.tell(act, goal, lawful=self._state in lawful, frame=request.header.frame_id if goal else '')
            if self.answers == 'silent':
                await Future()
            code, why = self._clear() if goal is None else self._route(goal, self._state in lawful)
            response.status.success, response.status.code, response.status.message = not code, code, why
            return response

        return answer

    def _clear(self) -> tuple[int, str]:
        is_moving = self._car is not None and self._stands < _STILL
        if self.answers == 'kept' or (self._mode == _AUTONOMOUS and is_moving):
            return _UNKNOWN, 'The route cannot be cleared while it is in use.'
        self._goal = None
        self._be(_UNSET)
        return 0, ''

    def _route(self, goal: Pose, is_lawful: bool) -> tuple[int, str]:
        if not is_lawful:
            return _INVALID_STATE, 'The route is already set, or not set yet.'
        before = self._state
        self._be(_CHANGING if before == _SET else _UNSET)  # while it plans
        if code := {'no': _PLANNER_FAILED, 'later': _PLANNER_UNREADY}.get(self.answers, 0):
            self._be(before)
            return code, 'The planned route is empty.'
        self._goal = goal
        self._be(_SET)
        self._drive_as(self._mode)
        return 0, ''

    def _be(self, state: int) -> None:
        self._state = state
        self._states.publish(self._state_kind(stamp=self._now(), state=state))
        self.tell('is', what=_NAMES[state])
        if state == _ARRIVED:
            self._drive_as(_STOP)

    def _drive_as(self, mode: int) -> None:
        self._mode = mode
        has_route = self._goal is not None
        self._modes.publish(
            self._mode_kind(
                stamp=self._now(),
                mode=mode,
                is_autoware_control_enabled=True,
                is_stop_mode_available=True,
                is_autonomous_mode_available=has_route,
            )
        )
        if self._car and mode == _AUTONOMOUS and self._goal:
            self._car.write([Signal('Vehicle.Simulation.Pilot', 'ROUTE')])
            self._car.go(*self._frame.to_degrees(self._goal.position.x, self._goal.position.y), math.inf)
        elif self._car:
            self._car.write([Signal('Vehicle.Speed', 0.0)])

    def _step(self) -> None:
        passed = _STEP * self._pace
        self._car.step(passed)
        motion = self._car.motion
        self._stands = 0.0 if motion.speed > 1e-3 else self._stands + passed
        x, y, yaw = map_pose(self._frame, motion.latitude, motion.longitude, motion.heading)
        odometry = Odometry(header=Header(stamp=self._now(), frame_id='map'), child_frame_id='base_link')
        odometry.pose.pose = pose_of(Goal(motion.latitude, motion.longitude, x, y, yaw))
        odometry.twist.twist = Twist(linear=Vector3(x=motion.speed), angular=Vector3(z=motion.yaw_rate))
        self._odometry.publish(odometry)
        if self._state == _SET and self._goal and self._stands >= _STILL:
            goal = self._goal.position
            turned = abs(math.remainder(yaw - yaw_of(self._goal.orientation), math.tau))
            if math.dist((x, y), (goal.x, goal.y)) <= _NEAR and turned <= _STRAIGHT:
                self._be(_ARRIVED)

    def _now(self) -> Any:
        return self.get_clock().now().to_msg()


if __name__ == '__main__':
    raise SystemExit(run(Autoware))
