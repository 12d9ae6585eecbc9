"""Brings one lifecycle node up: asks for its state, configures it, activates it."""

from collections.abc import Callable
from typing import Any

from lifecycle_msgs.msg import State, Transition
from lifecycle_msgs.srv import ChangeState, GetState
from rclpy.node import Node

__all__ = ['LifecycleClient']

_ANSWER = 3.0
"""s in which a node that lives says its state."""
_LONGEST = 300.0
"""s that a transition may take: a large map is read in one."""
_RETRY = 5.0
_NAMES = {
    State.PRIMARY_STATE_UNCONFIGURED: 'unconfigured',
    State.PRIMARY_STATE_INACTIVE: 'inactive',
    State.PRIMARY_STATE_ACTIVE: 'active',
    State.PRIMARY_STATE_FINALIZED: 'finalized',
}
_UPWARDS = {
    'unconfigured': ('configured', Transition.TRANSITION_CONFIGURE),
    'inactive': ('activated', Transition.TRANSITION_ACTIVATE),
}


class LifecycleClient:
    """One step at a time, never waiting; times are in s of a clock that does not jump.

    A process of the node is brought up once: who deactivates it later by hand is not worked against.
    """

    def __init__(self, node: Node, name: str) -> None:
        self.state = 'unknown'
        self.problem = ''
        self._node = node
        self._states = node.create_client(GetState, f'{name}/get_state')
        self._changes = node.create_client(ChangeState, f'{name}/change_state')
        self._is_up = False
        self._pending: Any = None
        self._until = 0.0
        self._not_before = 0.0

    @property
    def is_changing(self) -> bool:
        """Whether a transition runs, in which the node may be silent."""
        return self._pending is not None and self._pending[0] is self._changes

    def begin_anew(self) -> None:
        """Another process has come: all that was known was the old one's."""
        self._drop()
        self.state, self.problem, self._is_up, self._not_before = 'unknown', '', False, 0.0

    def step(self, now: float, *, may_rise: bool) -> None:
        """Do what is next; `may_rise` once those are up that must be before it."""
        if self._pending is not None:
            if now < self._until:
                return
            self._drop()
        if now < self._not_before:
            return
        if may_rise and not self._is_up and self.state in _UPWARDS:
            done, transition = _UPWARDS[self.state]
            request = ChangeState.Request(transition=Transition(id=transition))
            self._ask(self._changes, request, now + _LONGEST, lambda answer: self._changed(answer, done, now))
        else:
            self._ask(self._states, GetState.Request(), now + _ANSWER, self._told)

    def _told(self, answer: Any) -> None:
        self.state = _NAMES.get(answer.current_state.id, 'unknown')
        self._is_up = self._is_up or self.state == 'active'

    def _changed(self, answer: Any, done: str, now: float) -> None:
        self.problem = '' if answer.success else f'cannot be {done}; it says why on /diagnostics'
        self._not_before = 0.0 if answer.success else now + _RETRY
        self.state = 'unknown'

    def _ask(self, client: Any, request: Any, until: float, take: Callable[[Any], None]) -> None:
        if not client.service_is_ready():
            return
        future = client.call_async(request)
        self._pending, self._until = (client, future), until

        def answered(_: Any) -> None:
            if self._pending is not None and self._pending[1] is future:
                self._pending = None
                take(future.result())

        future.add_done_callback(answered)

    def _drop(self) -> None:
        if self._pending is not None:
            client, future = self._pending
            client.remove_pending_request(future)
            self._pending = None
