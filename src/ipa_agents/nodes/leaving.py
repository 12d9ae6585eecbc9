"""How a process of a car leaves: in its turn, and together with who started it."""

import os
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

from rclpy.node import Node

from ipa_agents.nodes.parameters import declare

__all__ = ['LEASH', 'End', 'Turn', 'on_leash']

LEASH = 'IPA_LEASH'
"""Set for a process that is to end with whoever holds the other end of its standard input."""
_LOOK = 0.02


class End:
    """That a process is to end, told by a signal or another thread.

    A threading.Event would do but for this: the handler of a signal interrupts the thread that waits, and when that
    thread just then holds the event's lock, the handler waits for ever for its own thread.
    """

    def __init__(self) -> None:
        self._told: SimpleQueue[bool] = SimpleQueue()

    def tell(self) -> None:
        """The process is to end; may be called from the handler of a signal."""
        self._told.put(True)

    def wait(self, seconds: float) -> bool:
        """Whether it was told, within so many seconds; for one waiter, which asks no more once it was."""
        try:
            return self._told.get(timeout=seconds)
        except Empty:
            return False


class Turn:
    """Lets a node end after others of its namespace, so that nobody ends while it is still needed."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._others: list[str] = declare(
            node, 'end_after', [''], 'nodes of the same namespace that end before this one', read_only=True
        )
        self._patience: float = declare(
            node, 'end_within', 0.0, 's to wait for them at most', minimum=0.0, maximum=8.0, read_only=True
        )

    def wait(self) -> None:
        """Return when they are gone, or when the time is over: a killed one is taken for alive for a while."""
        end = time.monotonic() + self._patience
        while self._is_early() and time.monotonic() < end:
            time.sleep(_LOOK)

    def _is_early(self) -> bool:
        here = self._node.get_namespace()
        return any(space == here and name in self._others for name, space in self._node.get_node_names_and_namespaces())


def on_leash(end: Callable[[], None]) -> None:
    """Where the process was started on a leash, call `end` once who holds it is gone, even if killed."""
    if LEASH not in os.environ:
        return

    def watch() -> None:
        # Not through sys.stdin, whose lock a thread that waits would hold when the interpreter ends.
        while os.read(0, 1024):
            pass
        end()

    threading.Thread(target=watch, name='leash', daemon=True).start()
