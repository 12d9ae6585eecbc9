"""The node of the measuring process: it speaks, publishes and listens, and computes only when it is told to."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import rclpy
from processes import NAMESPACE
from rclpy.executors import SingleThreadedExecutor
from rclpy.publisher import Publisher
from rclpy.qos import QoSProfile

from ipa_agents import msg
from ipa_agents.nodes.messages import utterance_message
from ipa_agents.vehicle.exchange import Utterance
from ipa_agents.vehicle.seats import DRIVER

__all__ = ['Driver']

_PATIENCE = 60.0


class Driver:
    """What it listens to waits in the middleware until `wait` is called, so that nothing disturbs a measurement."""

    def __init__(self) -> None:
        self._context = rclpy.Context()
        rclpy.init(context=self._context)
        self.node = rclpy.create_node('bench', namespace=NAMESPACE, context=self._context)
        self._executor = SingleThreadedExecutor(context=self._context)
        self._executor.add_node(self.node)

    def publisher(self, topic: str, kind: type, qos: QoSProfile, listeners: int) -> Publisher:
        """A publisher that already has its listeners."""
        publisher = self.node.create_publisher(kind, topic, qos)
        self.wait(lambda: publisher.get_subscription_count() >= listeners, f'{listeners} listeners on {topic}')
        return publisher

    def listen(self, topic: str, kind: type, qos: QoSProfile) -> list[Any]:
        """Everything that has come on `topic` until the last `wait`."""
        heard: list[Any] = []
        self.node.create_subscription(kind, topic, heard.append, qos)
        return heard

    def utterance(self, text: str, seat: str = DRIVER) -> msg.Utterance:
        """Something typed now."""
        return utterance_message(Utterance(uuid.uuid4().hex, seat, text, '', time.time()))

    def comes(self, condition: Callable[[], Any], within: float) -> bool:
        """Whether `condition` comes true within so many s."""
        end = time.monotonic() + within
        while not condition():
            if time.monotonic() > end:
                return False
            self._executor.spin_once(timeout_sec=0.05)
        return True

    def wait(self, condition: Callable[[], Any], what: str) -> None:
        """Wait until `condition` is true; raises TimeoutError."""
        if not self.comes(condition, _PATIENCE):
            raise TimeoutError(f'waited {_PATIENCE:g} s in vain for {what}')

    def close(self) -> None:
        """End the node."""
        self._executor.shutdown()
        self.node.destroy_node()
        rclpy.try_shutdown(context=self._context)
