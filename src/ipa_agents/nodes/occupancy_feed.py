"""Reports of how full chargers and car parks are for the navigation, from a topic and from a file."""

from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.errors import RejectedCommand, ReportError
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import now
from ipa_agents.nodes.occupancy_messages import report_from
from ipa_agents.nodes.report_feed import ReportFeed
from ipa_agents.travel.occupancy.known import KnownOccupancy
from ipa_agents.travel.occupancy.report import MOST_PLACES, OccupancyReport
from ipa_agents.travel.occupancy.report_file import read_report
from ipa_agents.travel.places.interface import Places

__all__ = ['OccupancyFeed']


class OccupancyFeed:
    """Keeps what operators told last in `known`."""

    def __init__(self, node: Node, health: Health) -> None:
        self._node = node
        self._task = health.task('occupancy', 'as told')
        self._reports = ReportFeed(node, self._task, 'occupancy', 900.0, read_report, self._believe)
        self.known = KnownOccupancy(self._reports.max_age)
        self._heard = 0
        # As signals are: each says something of some places, and none of them may be passed over.
        node.create_subscription(
            msg.OccupancyReport,
            'occupancy',
            lambda message: self._reports.take(lambda: self._hear(message)),
            qos.SIGNALS,
        )

    def step(self, places: Places) -> None:
        """Follow the file and the clock, and tell what is said of places that are not there."""
        self._heard = 0
        self._reports.follow_file()
        try:
            self.known.step(now(self._node.get_clock()), places)
        except RejectedCommand:
            return  # the store does not answer just now, which its own task tells
        unknown = [place_id[:40] for place_id in self.known.unknown]
        self._task.lasting('no charger and no car park', ', '.join(unknown[:5]), 'warn')
        self._task.show({'places': len(self.known), 'unknown places': len(unknown)})

    def _hear(self, message: msg.OccupancyReport) -> OccupancyReport:
        self._heard += 1 + len(message.places)
        if self._heard > 1 + MOST_PLACES:
            raise ReportError(f'more than {MOST_PLACES} places at once')
        return report_from(message)

    def _believe(self, report: OccupancyReport, time: float) -> None:
        self.known.take(report, time)
