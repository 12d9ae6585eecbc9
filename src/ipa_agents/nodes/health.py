"""What a node says of itself on /diagnostics, once a second."""

from collections import Counter
from collections.abc import Mapping

from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from rclpy.node import Node

from ipa_agents.nodes.messages import header, now

__all__ = ['Health']


class Health:
    """Level and reason of one node, with counts of what it had to refuse or drop.

    A fault noted by `fault` stays visible for `hold` seconds, so that nobody misses it.
    """

    def __init__(self, node: Node, hold: float = 10.0) -> None:
        self._node = node
        self._hold = hold
        self._counts: Counter[str] = Counter()
        self._fault = ''
        self._fault_until = 0.0
        self._lasting: dict[str, str] = {}
        self._extra: Mapping[str, object] = {}
        self._publisher = node.create_publisher(DiagnosticArray, '/diagnostics', 10)
        self._timer = node.create_timer(1.0, self.publish)

    def count(self, what: str) -> None:
        """One more of `what` (shown as a value)."""
        self._counts[what] += 1

    def fault(self, what: str, reason: str) -> None:
        """Something went wrong with one message; the node goes on."""
        self.count(what)
        self._fault = f'{what}: {reason[:200]}'
        self._fault_until = self._now() + self._hold
        self._node.get_logger().warning(self._fault, throttle_duration_sec=1.0)

    def lasting(self, what: str, reason: str) -> None:
        """A state that is wrong until `reason` is empty again."""
        if reason:
            self._lasting[what] = reason
        else:
            self._lasting.pop(what, None)

    def show(self, values: Mapping[str, object]) -> None:
        """Values to be shown beside the counts."""
        self._extra = values

    def publish(self) -> None:
        """Publish the state now."""
        level, message = DiagnosticStatus.OK, 'running'
        if self._now() < self._fault_until:
            level, message = DiagnosticStatus.WARN, self._fault
        if self._lasting:
            level = DiagnosticStatus.ERROR
            message = '; '.join(f'{what}: {reason}' for what, reason in self._lasting.items())
        values = {**self._counts, **self._extra}
        status = DiagnosticStatus(
            level=level,
            name=f'{self._node.get_fully_qualified_name()}'.lstrip('/'),
            message=message,
            hardware_id='ipa_agents',
            values=[KeyValue(key=key, value=str(value)) for key, value in values.items()],
        )
        self._publisher.publish(DiagnosticArray(header=header(self._node.get_clock()), status=[status]))

    def _now(self) -> float:
        return now(self._node.get_clock())
