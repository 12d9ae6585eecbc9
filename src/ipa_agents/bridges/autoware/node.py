"""Autoware: its AD API is given where guidance leads; it alone plans, and people alone let it drive."""

from typing import Any

from rclpy.subscription import Subscription
from rclpy.task import Future
from std_msgs.msg import Header

from ipa_agents.bridges.absent import run_with
from ipa_agents.bridges.driving_stack import DrivingStackNode, pose_of
from ipa_agents.bridges.handover import Act, Answer, Request, Stack
from ipa_agents.bridges.interfaces import interface
from ipa_agents.nodes import qos
from ipa_agents.nodes.parameters import declare

__all__ = ['AutowareBridge', 'main']

_STATE = '/api/routing/state'
_STATES = {1: Stack.UNSET, 2: Stack.SET, 3: Stack.ARRIVED, 4: Stack.CHANGING}
"""The numbers of RouteState."""
_NOT_NOW = {0, 1, 2, 50001, 50002}
"""Codes: none where a part of Autoware is missing, the state is another one meanwhile, the planner or a service is not
ready, a service timed out."""


class AutowareBridge(DrivingStackNode):
    """Client of /api/routing; the mode of operation is none of its business."""

    def __init__(self) -> None:
        super().__init__('autoware_bridge', 'MGRS', _STATE)
        self._points = interface('autoware_adapi_v1_msgs/srv/SetRoutePoints')
        self._clear = interface('autoware_adapi_v1_msgs/srv/ClearRoute')
        self._state = interface('autoware_adapi_v1_msgs/msg/RouteState')
        declare(self, 'goal_modification', True, 'whether it may stop beside a place that is not free')
        self._routing = {
            act: self.create_client(kind, f'/api/routing/{name}')
            for act, kind, name in (
                (Act.SET, self._points, 'set_route_points'),
                (Act.CHANGE, self._points, 'change_route_points'),
                (Act.CLEAR, self._clear, 'clear_route'),
            )
        }
        self._waiting: tuple[Act, Future] | None = None
        self._heard = self._subscribe()

    def ask(self, request: Request) -> None:
        """Call the service that belongs to it."""
        if self._waiting:
            act, unanswered = self._waiting
            self._routing[act].remove_pending_request(unanswered)
            self._waiting = None
        client = self._routing[request.act]
        if not client.service_is_ready():
            self.answer(request, Answer.LATER, 'the service is not there')
            return
        future = client.call_async(self._message(request))
        self._waiting = request.act, future
        future.add_done_callback(lambda done: self._take(request, done))

    def listen(self) -> None:
        """Subscribe anew: the state is said when it changes, and to whoever comes new."""
        self.destroy_subscription(self._heard)
        self._heard = self._subscribe()

    def _subscribe(self) -> Subscription:
        return self.create_subscription(self._state, _STATE, self._hear, qos.STATE)

    def _message(self, request: Request) -> Any:
        if request.goal is None:
            return self._clear.Request()
        message = self._points.Request(header=Header(frame_id=self.frame_id), goal=pose_of(request.goal))
        message.option.allow_goal_modification = self.get_parameter('goal_modification').value
        return message

    def _take(self, request: Request, done: Future) -> None:
        status = done.result().status
        answer = Answer.DONE if status.success else Answer.LATER if status.code in _NOT_NOW else Answer.NO
        self.answer(request, answer, f'{status.code} {status.message}')

    def _hear(self, message: Any) -> None:
        self.hear(_STATES.get(message.state, Stack.ABSENT))


def main() -> int:
    """Run the node as a process."""
    return run_with('autoware_adapi_v1_msgs', 'autoware_bridge', AutowareBridge)


if __name__ == '__main__':
    raise SystemExit(main())
