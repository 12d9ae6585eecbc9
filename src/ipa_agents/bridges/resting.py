"""Topics that publish more often than anybody reads them."""

from typing import Any

from rclpy.callback_groups import CallbackGroup
from rclpy.subscription import Subscription

__all__ = ['Resting', 'waiting']


class Resting(CallbackGroup):
    """While it rests, its topic does not even wake the node; the newest message waits in the middleware.

    To be woken costs rclpy more than to read a message costs a bridge.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rests = False

    def can_execute(self, entity: Any) -> bool:
        """Whether the topic is heard now."""
        return not self.rests

    def beginning_execution(self, entity: Any) -> bool:
        """Every callback may run."""
        return True

    def ending_execution(self, entity: Any) -> None:
        """Nothing is held while one runs."""


def waiting(topic: Subscription[Any]) -> Any | None:
    """The message that waits in the middleware, taken from there; None where there is none."""
    with topic.handle:
        taken = topic.handle.take_message(topic.msg_type, topic.raw)
    return taken[0] if taken else None
