"""Topics that publish more often than anybody reads them."""

from typing import Any

from rclpy.callback_groups import CallbackGroup

__all__ = ['Resting']


class Resting(CallbackGroup):
    """While it rests, its topic does not even wake the node; the newest message waits in the middleware.

    To take a message costs rclpy more than to read one costs a bridge.
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
