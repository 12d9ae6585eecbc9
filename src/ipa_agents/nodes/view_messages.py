"""What people see of the map, to and from messages."""

from rclpy.clock import Clock

import ipa_agents.msg as msg
from ipa_agents.errors import InvalidQuery
from ipa_agents.nodes.messages import header
from ipa_agents.travel.places.view import View

__all__ = ['view_from', 'view_message']


def view_message(clock: Clock, view: View | None) -> msg.MapView:
    """`view`; None: no map is open."""
    corners = view.corners if view else ()
    latitudes, longitudes = ([corner[axis] for corner in corners] for axis in (0, 1))
    return msg.MapView(header=header(clock), latitudes=latitudes, longitudes=longitudes)


def view_from(message: msg.MapView) -> View | None:
    """The view of a message, None where no map is open; raises InvalidQuery for one that cannot be."""
    if len(message.latitudes) != len(message.longitudes):
        raise InvalidQuery('a view has as many latitudes as longitudes')
    corners = tuple(zip(message.latitudes, message.longitudes, strict=True))
    return View(corners) if corners else None
