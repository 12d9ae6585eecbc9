"""From the thread in which a world is heard to that which spins the node."""

from collections import deque
from collections.abc import Callable
from functools import partial

from rclpy.node import Node

__all__ = ['Calls']


class Calls:
    """Calls functions in the thread that spins `node`, in the order in which they were given."""

    def __init__(self, node: Node) -> None:
        self._waiting: deque[Callable[[], object]] = deque()
        self._bell = node.create_guard_condition(self._do)

    def call(self, function: Callable[..., object], *arguments: object) -> None:
        """Call `function`, soon; from any thread."""
        self._waiting.append(partial(function, *arguments))
        self._bell.trigger()

    def _do(self) -> None:
        while self._waiting:
            self._waiting.popleft()()
