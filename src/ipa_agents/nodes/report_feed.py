"""Reports of what changes by the minute: a file that is followed, and what is told of good and bad ones."""

from collections.abc import Callable
from pathlib import Path

from rclpy.node import Node

from ipa_agents.errors import ReportError
from ipa_agents.nodes.health import Task
from ipa_agents.nodes.messages import now
from ipa_agents.nodes.parameters import declare
from ipa_agents.travel.report_file import ReportFile

__all__ = ['ReportFeed']


class ReportFeed[R]:
    """Takes reports as they come; what is no good is told on /diagnostics, and what was known before it holds."""

    def __init__(
        self,
        node: Node,
        task: Task,
        name: str,
        max_age: float,
        read: Callable[[Path], R],
        believe: Callable[[R, float], None],
    ) -> None:
        """Declare the parameters NAME_file and NAME_max_age; `believe` a report at a time, or raise ReportError."""
        file = declare(
            node,
            f'{name}_file',
            '',
            f'report of the {name}, .yaml or .jsonl, read when it changes; empty: none',
            read_only=True,
        )
        declare(node, f'{name}_max_age', max_age, 's; an older report is refused', minimum=1.0, maximum=1e9)
        self._node = node
        self._task = task
        self._name = name
        self._file = ReportFile(Path(file), read) if file else None
        self._believe = believe

    @property
    def max_age(self) -> float:
        """The oldest that a report may be, in s."""
        return float(self._node.get_parameter(f'{self._name}_max_age').value)

    def follow_file(self) -> None:
        """Take what the file says, when it is another one."""
        if self._file:
            self.take(self._file.read_if_new)

    def take(self, made: Callable[[], R | None]) -> None:
        """Take the report that is made so; None is no report."""
        try:
            report = made()
            if report is not None:
                self._believe(report, now(self._node.get_clock()))
                self._task.lasting('report', '')
        except ReportError as error:
            self._task.count('refused')
            self._task.lasting('report', f'refused, the one before it holds: {str(error)[:200]}', 'warn')
            self._node.get_logger().warning(
                f'a report of the {self._name} was refused: {error}'[:300], throttle_duration_sec=1.0
            )
