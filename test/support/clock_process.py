"""A simulator's clock as a process of its own, which goes FACTOR times as fast as the machine's: FACTOR SECONDS.

Like a simulator in step with its car, it waits for devices that are behind: on a busy machine it goes slower.
"""

import sys
import time

import rclpy
from rclpy.qos import QoSProfile
from rosgraph_msgs.msg import Clock

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import seconds, stamp_from_seconds

PERIOD = 0.01  # s of the machine between two messages
BEHIND = 1.5  # s; devices report once a second


class SteppedClock:
    """Begins at `began` and is published on /clock."""

    def __init__(self, factor: float, began: float) -> None:
        rclpy.init()
        self._node = rclpy.create_node('clock', namespace='/world')
        self._publisher = self._node.create_publisher(Clock, '/clock', QoSProfile(depth=10))
        self._node.create_subscription(msg.SignalArray, '/ipa/signals', self._hear, qos.SIGNALS)
        self._factor = factor
        self._time = began
        self._heard: dict[str, float] = {}

    def run(self) -> None:
        """Go on until the process is ended."""
        last = time.monotonic()
        while rclpy.ok():
            rclpy.spin_once(self._node, timeout_sec=PERIOD)
            now = time.monotonic()
            if now - last < PERIOD:
                continue
            if all(self._time - heard < BEHIND for heard in self._heard.values()):
                self._time += self._factor * min(now - last, 2 * PERIOD)
            last = now
            self._publisher.publish(Clock(clock=stamp_from_seconds(self._time)))

    def _hear(self, message: msg.SignalArray) -> None:
        self._heard[message.source] = max(seconds(message.header.stamp), self._heard.get(message.source, 0.0))


if __name__ == '__main__':
    SteppedClock(*map(float, sys.argv[1:])).run()
