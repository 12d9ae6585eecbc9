"""What people see of the map, for the navigation."""

from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.errors import InvalidQuery
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.view_messages import view_from
from ipa_agents.travel.places.view import View

__all__ = ['SeenMap']


class SeenMap:
    """Keeps the view that was told last; it holds until the next one, since a map may stand still for hours."""

    def __init__(self, node: Node, health: Health) -> None:
        self._node = node
        self._health = health
        self._view: View | None = None
        self._heard = node.create_subscription(msg.MapView, 'cockpit/map_view', self._see, qos.STATE)

    @property
    def view(self) -> View | None:
        """What is seen now; None where no map is open, or where nobody is there any more to tell."""
        return self._view if self._node.count_publishers(self._heard.topic_name) else None

    def _see(self, message: msg.MapView) -> None:
        try:
            self._view = view_from(message)
        except InvalidQuery as error:
            self._health.fault('view of the map refused', str(error))
