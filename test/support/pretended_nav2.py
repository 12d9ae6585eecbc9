"""The action server of Nav2, which says yes, and drives as a test tells it (pretended_stacks.py)."""

from typing import Any

from pretended_stacks import Stack
from rclpy.action import ActionServer, CancelResponse, GoalResponse
from rclpy.task import Future

from ipa_agents.bridges.interfaces import interface
from ipa_agents.nodes.spin import run

__all__ = ['Nav2']


class Nav2(Stack):
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


if __name__ == '__main__':
    raise SystemExit(run(Nav2))
