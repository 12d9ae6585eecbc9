"""Reports of the traffic for the navigation, from a topic and from a file."""

from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import now
from ipa_agents.nodes.report_feed import ReportFeed
from ipa_agents.nodes.traffic_messages import report_from
from ipa_agents.travel.routing.router import Router
from ipa_agents.travel.traffic.report import Report
from ipa_agents.travel.traffic.report_file import read_report
from ipa_agents.travel.traffic.traffic import Traffic

__all__ = ['TrafficFeed']


class TrafficFeed:
    """Slows and closes the roads of a map as the last good report says."""

    def __init__(self, node: Node, health: Health) -> None:
        self._node = node
        self._task = health.task('traffic', 'as usual')
        self._reports = ReportFeed(node, self._task, 'traffic', 3600.0, read_report, self._believe)
        self._traffic = Traffic(self._reports.max_age)
        node.create_subscription(
            msg.Traffic, 'traffic', lambda message: self._reports.take(lambda: report_from(message)), qos.STATE
        )

    def step(self, router: Router) -> bool:
        """Follow the file and the clock; True when roads of this map are slower, faster, closed or open now."""
        self._reports.follow_file()
        if not self._traffic.step(now(self._node.get_clock()), router.roads, router.live):
            return False
        unknown = [incident.incident_id[:40] for incident in self._traffic.unknown]
        self._task.lasting('at no road of the map', ', '.join(unknown[:5]), 'warn')
        self._task.show({'incidents': len(self._traffic.holding), 'at unknown roads': len(unknown)})
        return True

    def _believe(self, report: Report, time: float) -> None:
        self._traffic.take(report, time)
