"""Driving stacks as processes: the action server of Nav2, and the routing of Autoware's AD API with its rules.

What they were asked is told on `stack/told`; on `stack/do` a test tells them what happens: how they answer from now on
(`done`, `no`, `later`, `silent`, `kept`), that they arrive, give up, or that somebody takes the route away.
"""

import json
import math
import sys
from abc import abstractmethod
from collections.abc import Callable
from typing import Any

import pytest
from builtin_interfaces.msg import Time
from desk import Desk
from interfaces import with_interfaces
from rclpy.action import ActionServer, CancelResponse, GoalResponse
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile
from rclpy.task import Future
from std_msgs.msg import String

from ipa_agents.bridges.interfaces import interface
from ipa_agents.nodes.spin import run

__all__ = ['PretendedStack']

_PACKAGES = {'nav2': 'now/nav2_msgs', 'autoware': 'now/autoware_adapi_v1_msgs'}
_QOS = QoSProfile(depth=100, durability=DurabilityPolicy.TRANSIENT_LOCAL)


class _Stack(Node):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.answers = 'done'
        self._told = self.create_publisher(String, 'stack/told', _QOS)
        self.create_subscription(String, 'stack/do', self._do, _QOS)

    def tell(self, act: str, pose: Any = None, **more: object) -> None:
        """What was asked, with the pose of the goal."""
        if pose is not None:
            yaw = 2 * math.atan2(pose.orientation.z, pose.orientation.w)
            more |= {'x': pose.position.x, 'y': pose.position.y, 'yaw': yaw}
        self._told.publish(String(data=json.dumps({'act': act, **more})))

    @abstractmethod
    def happen(self, what: str) -> None:
        """Something happens to the stack."""

    def _do(self, message: String) -> None:
        what = message.data
        if what in ('done', 'no', 'later', 'silent', 'kept'):
            self.answers = what
        else:
            self.happen(what)
        self.tell('did', what=what)


class _Autoware(_Stack):
    """SET where there is no route, CHANGE while there is one; a clear is refused while it is `kept`."""

    UNSET, SET, ARRIVED = 1, 2, 3

    def __init__(self) -> None:
        super().__init__('pretended_autoware')
        self._state = self.UNSET
        self._kind = interface('autoware_adapi_v1_msgs/msg/RouteState')
        points, clear = (interface(f'autoware_adapi_v1_msgs/srv/{name}') for name in ('SetRoutePoints', 'ClearRoute'))
        self._states = self.create_publisher(self._kind, '/api/routing/state', _QOS)
        for name, kind, rule in (
            ('set_route_points', points, (self.UNSET,)),
            ('change_route_points', points, (self.SET,)),
            ('clear_route', clear, (self.SET, self.ARRIVED)),
        ):
            group = ReentrantCallbackGroup()  # one that never answers must not keep the others
            serve = self._serve(name.split('_')[0], rule)
            self.create_service(kind, f'/api/routing/{name}', serve, callback_group=group)
        self._publish()

    def happen(self, what: str) -> None:
        self._be({'arrive': self.ARRIVED, 'take away': self.UNSET}[what])

    def _serve(self, act: str, rule: tuple[int, ...]) -> Callable[[Any, Any], Any]:
        async def answer(request: Any, response: Any) -> Any:
            goal = getattr(request, 'goal', None)
            self.tell(act, goal, lawful=self._state in rule, frame=request.header.frame_id if goal else '')
            if self.answers == 'silent':
                await Future()
            status = response.status
            status.success = self._state in rule and self.answers == ('done' if act != 'clear' else self.answers)
            if act == 'clear' and self.answers == 'kept':
                status.success, status.code = False, 50000
            elif not status.success:
                status.code = 1 if self._state not in rule else {'no': 3, 'later': 2}.get(self.answers, 1)
            status.message = '' if status.success else 'no'
            if status.success:
                self._be(self.UNSET if act == 'clear' else self.SET)
            return response

        return answer

    def _be(self, state: int) -> None:
        self._state = state
        self._publish()

    def _publish(self) -> None:
        self._states.publish(self._kind(stamp=Time(sec=1), state=self._state))


class _Nav2(_Stack):
    """One goal at a time: a new one takes the place of the one before it."""

    def __init__(self) -> None:
        super().__init__('pretended_nav2')
        self._kind = interface('nav2_msgs/action/NavigateToPose')
        self._driving: tuple[Any, Future] | None = None
        self._server = ActionServer(
            self,
            self._kind,
            '/navigate_to_pose',
            self._drive,
            goal_callback=self._take,
            cancel_callback=self._cancel,
        )
        self.create_timer(0.05, self._feed)

    def happen(self, what: str) -> None:
        self._end({'arrive': 'succeed', 'give up': 'abort', 'take away': 'canceled'}[what])

    def _take(self, goal: Any) -> GoalResponse:
        self.tell('goal', goal.pose.pose, frame=goal.pose.header.frame_id)
        return GoalResponse.REJECT if self.answers == 'no' else GoalResponse.ACCEPT

    def _cancel(self, handle: Any) -> CancelResponse:
        self.tell('cancel')
        if self.answers == 'kept':
            return CancelResponse.REJECT
        self._end('canceled')
        return CancelResponse.ACCEPT

    async def _drive(self, handle: Any) -> Any:
        self._end('abort')
        ended = Future()
        self._driving = handle, ended
        how = await ended
        if how == 'canceled' and not handle.is_cancel_requested:
            how = 'abort'
        getattr(handle, how)()
        self.tell('ended', how=how)
        return self._kind.Result(error_code=9000 if how == 'abort' else 0, error_msg='no way' if how == 'abort' else '')

    def _end(self, how: str) -> None:
        if self._driving:
            _, ended = self._driving
            self._driving = None
            ended.set_result(how)

    def _feed(self) -> None:
        if self._driving:
            self._driving[0].publish_feedback(self._kind.Feedback(distance_remaining=1.0))


class PretendedStack:
    """One of them as a process, seen from a test; the processes that the test starts know its interfaces."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
        for name, value in with_interfaces(_PACKAGES[kind]).items():
            monkeypatch.setenv(name, value)
        self.desk = desk
        self._kind = kind
        self._told = desk.listen('stack/told', String, _QOS)
        self._do = desk.node.create_publisher(String, 'stack/do', _QOS)

    def start(self) -> None:
        """Start it, or start it again."""
        self._process = self.desk.start(__file__, '-p', f'kind:={self._kind}')

    def kill(self) -> None:
        """It is gone without a word."""
        self._process.kill()
        self._process.wait()

    @property
    def told(self) -> list[dict[str, Any]]:
        """What it was asked, in order."""
        return [told for told in map(json.loads, (message.data for message in self._told)) if told['act'] != 'did']

    def do(self, what: str) -> None:
        """Let it happen there, and wait until it has."""
        did = [message for message in self._told if json.loads(message.data).get('what') == what]
        self._do.publish(String(data=what))
        self.desk.wait(
            lambda: len([message for message in self._told if json.loads(message.data).get('what') == what]) > len(did),
            what,
        )

    def asked(self, count: int, act: str = '') -> dict[str, Any]:
        """What it was asked as number `count`, from 1, of that kind."""
        return self.desk.wait(
            lambda: next(
                iter([told for told in self.told if told['act'] in (act or told['act'])][count - 1 : count]), None
            ),
            lambda: f'request {count} {act}; there were {self.told}',
        )


if __name__ == '__main__':
    raise SystemExit(run(_Nav2 if 'kind:=nav2' in sys.argv else _Autoware))
