"""Nav2: its action NavigateToPose is given where guidance leads, stop by stop."""

from typing import Any

from action_msgs.msg import GoalStatus
from action_msgs.srv import CancelGoal
from geometry_msgs.msg import PoseStamped
from rclpy.action import ActionClient
from rclpy.action.client import ClientGoalHandle
from rclpy.task import Future
from std_msgs.msg import Header

from ipa_agents.bridges.absent import run_with
from ipa_agents.bridges.driving_stack import DrivingStackNode, pose_of
from ipa_agents.bridges.handover import Answer, Request, Stack, failed, seen
from ipa_agents.bridges.interfaces import interface
from ipa_agents.nodes.parameters import declare

__all__ = ['Nav2Bridge', 'main']

_STATUS = '_action/status'


class Nav2Bridge(DrivingStackNode):
    """Client of the action; a new goal takes the place of the one before it."""

    def __init__(self) -> None:
        action = 'navigate_to_pose'
        super().__init__('nav2_bridge', 'LocalCartesian', f'/{action}/{_STATUS}')
        self._kind = interface('nav2_msgs/action/NavigateToPose')
        self._tree = declare(self, 'behavior_tree', '', 'file of a behavior tree of Nav2; empty: its own')
        self._client = ActionClient(self, self._kind, f'/{action}')
        self._handle: ClientGoalHandle | None = None

    def ask(self, request: Request) -> None:
        """Send the goal, or cancel the one that it has."""
        if request.goal is None:
            self._cancel(request)
            return
        # Stamped zero: the newest transformation of the frame.
        pose = PoseStamped(header=Header(frame_id=self.frame_id), pose=pose_of(request.goal))
        sent = self._client.send_goal_async(self._kind.Goal(pose=pose, behavior_tree=self._tree))
        sent.add_done_callback(lambda done: self._take(request, done.result()))

    def look(self) -> None:
        """Nav2 has no route without a goal."""
        if self.handover.stack is Stack.ABSENT and self._client.server_is_ready():
            self.hear(Stack.SET if self._handle else Stack.UNSET)

    def forget(self) -> None:
        """The goal went with the stack."""
        self._handle = None

    def destroy_node(self) -> None:
        """End the client, too."""
        if hasattr(self, '_client'):  # not where something was missing at the start
            self._client.destroy()
        super().destroy_node()

    def _take(self, request: Request, handle: ClientGoalHandle) -> None:
        is_waited_for = self.handover.asked is request
        if handle.accepted and not is_waited_for:
            handle.cancel_goal_async()  # it came so late that something else was asked meanwhile
        elif handle.accepted:
            self._handle = handle
            handle.get_result_async().add_done_callback(lambda done: self._end(handle, done.result()))
        self.answer(request, Answer.DONE if handle.accepted else Answer.NO, 'the goal was rejected')

    def _cancel(self, request: Request) -> None:
        if self._handle is None:
            self.answer(request, Answer.DONE)
            return
        self._handle.cancel_goal_async().add_done_callback(lambda done: self._take_cancel(request, done))

    def _take_cancel(self, request: Request, done: Future) -> None:
        response = done.result()
        is_refused = response.return_code == CancelGoal.Response.ERROR_REJECTED
        # Servers in Python say by an empty list that they refuse.
        is_kept = is_refused or (
            response.return_code == CancelGoal.Response.ERROR_NONE and not response.goals_canceling
        )
        if self.answer(request, Answer.NO if is_kept else Answer.DONE, 'the goal is kept') and not is_kept:
            self._handle = None

    def _end(self, handle: ClientGoalHandle, result: Any) -> None:
        # A goal ends, too, when another one takes its place, or people do not want it any more: that is no failure.
        request = self.handover.asked
        is_replaced = request is not None and result.status != GoalStatus.STATUS_SUCCEEDED
        if handle is not self._handle or is_replaced:
            return
        self._handle = None
        time = self.elapsed()
        match result.status:
            case GoalStatus.STATUS_SUCCEEDED:
                self.proceed(seen(seen(self.handover, Stack.ARRIVED, time), Stack.UNSET, time))
            case GoalStatus.STATUS_CANCELED:
                self.hear(Stack.UNSET)
            case _:
                reason = getattr(result.result, 'error_msg', '') or 'without a reason'
                self.health.fault('gave up', reason)
                self.proceed(failed(self.handover, time))


def main() -> int:
    """Run the node as a process."""
    return run_with('nav2_msgs', 'nav2_bridge', Nav2Bridge)


if __name__ == '__main__':
    raise SystemExit(main())
