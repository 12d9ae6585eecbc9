"""Reports of the traffic for the navigation, from a topic and from a file."""

from pathlib import Path

from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.errors import TrafficError
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import now
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.traffic_messages import report_from
from ipa_agents.travel.routing.router import Router
from ipa_agents.travel.traffic.report import Report
from ipa_agents.travel.traffic.report_file import ReportFile
from ipa_agents.travel.traffic.traffic import Traffic

__all__ = ['TrafficFeed']


class TrafficFeed:
    """Takes reports as they come; what is no good is told on /diagnostics, and the last good one holds."""

    def __init__(self, node: Node, health: Health) -> None:
        file = declare(
            node,
            'traffic_file',
            '',
            'report of the traffic, .yaml or .jsonl, read when it changes; empty: none',
            read_only=True,
        )
        declare(node, 'traffic_max_age', 3600.0, 's; an older report is refused', minimum=1.0, maximum=1e9)
        self._node = node
        self._file = ReportFile(Path(file)) if file else None
        self._task = health.task('traffic', 'as usual')
        self._traffic: Traffic | None = None
        node.create_subscription(msg.Traffic, 'traffic', self._hear, qos.STATE)

    def configure(self, router: Router) -> None:
        """Let the traffic slow and close the roads of a map."""
        self._traffic = Traffic(router.roads, router.live, self._node.get_parameter('traffic_max_age').value)

    def step(self) -> bool:
        """Follow the file and the clock; True when roads are slower, faster, closed or open now."""
        if self._traffic is None:
            return False
        try:
            if self._file and (report := self._file.read_if_new()):
                self._take(report)
        except TrafficError as error:
            self._refuse(error)
        if not self._traffic.step(now(self._node.get_clock())):
            return False
        unknown = [incident.incident_id[:40] for incident in self._traffic.unknown]
        self._task.lasting('at no road of the map', ', '.join(unknown[:5]), 'warn')
        self._task.show({'incidents': len(self._traffic.holding), 'at unknown roads': len(unknown)})
        return True

    def _hear(self, message: msg.Traffic) -> None:
        try:
            self._take(report_from(message))
        except TrafficError as error:
            self._refuse(error)

    def _take(self, report: Report) -> None:
        if self._traffic is not None:
            self._traffic.take(report, now(self._node.get_clock()))
            self._task.lasting('report', '')

    def _refuse(self, error: TrafficError) -> None:
        self._task.count('refused')
        self._task.lasting('report', f'refused, the one before it holds: {str(error)[:200]}', 'warn')
        self._node.get_logger().warning(f'a report of the traffic was refused: {error}'[:300])
