"""What a node says of itself on /diagnostics, by the conventions of diagnostic_updater.

Each thing that a node watches over is a task named "/namespace/node: task"; `status` is the one that every node has.
"""

import math
import os
from collections import Counter, deque
from collections.abc import Mapping
from time import monotonic

from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from rclpy.node import Node

from ipa_agents.cabin.events import Level
from ipa_agents.nodes import qos
from ipa_agents.nodes.clock_watch import ClockWatch
from ipa_agents.nodes.clocks import steady_timer
from ipa_agents.nodes.event_messages import LEVELS
from ipa_agents.nodes.messages import header, now
from ipa_agents.nodes.parameters import declare

__all__ = ['HARDWARE', 'Health', 'Rate', 'Task']

HARDWARE = 'ipa_agents'
"""The hardware id of all software here; what the simulated car says of itself has another."""
_BYTES = {level: byte for byte, level in LEVELS.items()}
_WINDOW = 5  # reports, as diagnostic_updater has it
_TOLERANCE = 0.5  # of the rate, since a busy machine is no fault


class Task:
    """Level and reason of one thing, with counts of what was refused or dropped; may be told from any thread.

    `fine` is said while nothing is wrong. A fault noted by `fault` stays visible for `hold` seconds, so that nobody
    misses it.
    What people said does not belong here: logs are made of it.
    """

    def __init__(self, node: Node, name: str, fine: str = 'running', hold: float = 10.0) -> None:
        self.name = name
        self._node = node
        self.fine = fine
        self._hold = hold
        self._counts: Counter[str] = Counter()
        self._fault = ''
        self._fault_at = -math.inf
        self._lasting: dict[str, tuple[Level, str]] = {}
        self._extra: Mapping[str, object] = {}

    def count(self, what: str) -> None:
        """One more of `what` (shown as a value)."""
        self._counts[what] += 1

    def fault(self, what: str, reason: str) -> None:
        """Something went wrong with one message; the node goes on."""
        self.count(what)
        self._fault = f'{what}: {reason[:200]}'
        self._fault_at = now(self._node.get_clock())
        self._node.get_logger().warning(self._fault, throttle_duration_sec=1.0)

    def lasting(self, what: str, reason: str, level: Level = 'error') -> None:
        """A state that is wrong until `reason` is empty again."""
        if reason:
            self._lasting[what] = level, reason
        else:
            self._lasting.pop(what, None)

    def show(self, values: Mapping[str, object]) -> None:
        """Values to be shown beside the counts."""
        self._extra = values

    def status(self, time: float) -> DiagnosticStatus:
        """How it stands at `time`, s of the node's clock: the worst level, with the reasons for all that is not ok."""
        found = [(level, f'{what}: {reason}') for what, (level, reason) in dict(self._lasting).items()]
        if 0 <= time - self._fault_at < self._hold:  # after a jump back it is of a time that has not come
            found.append(('warn', self._fault))
        return DiagnosticStatus(
            level=max((_BYTES[level] for level, _ in found), default=DiagnosticStatus.OK),
            name=f'{self._node.get_fully_qualified_name()}: {self.name}',
            message='; '.join(reason for _, reason in found) or self.fine,
            hardware_id=HARDWARE,
            values=[KeyValue(key=key, value=str(value)) for key, value in self.values().items()],
        )

    def values(self) -> Mapping[str, object]:
        """What is shown beside level and reason."""
        return {**self._counts, **self._extra}


class Rate(Task):
    """How often something happens, against what is expected; 0 expects nothing. As diagnostic_updater's Frequency."""

    def __init__(self, node: Node, name: str, expected: float) -> None:
        super().__init__(node, name, 'often enough')
        self._expected = expected
        self._ticks = 0
        self._seen: deque[tuple[float, int]] = deque(maxlen=_WINDOW)

    def expect(self, rate: float) -> None:
        """From now on another rate, in Hz."""
        self._expected = rate
        self._seen.clear()

    def tick(self) -> None:
        """It happens."""
        self._ticks += 1

    def status(self, time: float) -> DiagnosticStatus:
        """Too rare is a warning, as is that nothing happened at all."""
        self._seen.append((time, self._ticks))
        since, before = self._seen[0]
        rate = (self._ticks - before) / (time - since) if time > since else self._expected
        self.show({'rate (Hz)': f'{rate:.1f}', 'expected (Hz)': f'{self._expected:g}', 'since start': self._ticks})
        is_rare = rate < self._expected * _TOLERANCE
        self.lasting('too rare', f'{rate:.1f} Hz instead of {self._expected:g}' if is_rare else '', 'warn')
        return super().status(time)


class Health(Task):
    """The task `status` of a node, and the way to its other tasks; all are published once a period."""

    def __init__(self, node: Node, hold: float = 10.0) -> None:
        super().__init__(node, 'status', hold=hold)
        self._pid = os.getpid()
        self._tasks: list[Task] = [self]
        period = float(
            declare(
                node,
                'diagnostic_updater.period',
                1.0,
                's between two reports on /diagnostics',
                minimum=0.1,
                maximum=60.0,
                read_only=True,
            )
        )
        self._publisher = node.create_publisher(DiagnosticArray, '/diagnostics', qos.DIAGNOSTICS)
        self._clock_watch, self._clock = ClockWatch(), ''
        self._timer = steady_timer(node, period, self.publish)

    def task(self, name: str, fine: str) -> Task:
        """One more thing to watch over; `fine` is said while nothing is wrong with it."""
        return self._add(Task(self._node, name, fine, self._hold))

    def rate(self, name: str, expected: float) -> Rate:
        """One more thing that must happen `expected` times a second."""
        return self._add(Rate(self._node, name, expected))

    def publish(self) -> None:
        """Publish all tasks now."""
        clock = self._node.get_clock()
        time = now(clock)
        if clock.ros_time_is_active:
            self._look_at_clock(time)
        status = [task.status(time) for task in self._tasks]
        self._publisher.publish(DiagnosticArray(header=header(clock), status=status))

    def values(self) -> Mapping[str, object]:
        """Whose memory and processor time are the node's."""
        return {**super().values(), 'pid': self._pid}

    def _look_at_clock(self, time: float) -> None:
        before = self._clock
        self._clock, level = self._clock_watch.look(time, monotonic())
        self.lasting('simulated time', self._clock, level)
        if self._clock and not before:
            self._node.get_logger().warning(self._clock)

    def _add[T: Task](self, task: T) -> T:
        self._tasks.append(task)
        return task
