"""Routes and the state of navigation as messages."""

from rclpy.clock import Clock

import ipa_agents.msg as msg
from ipa_agents.nodes.messages import header, stamp_from_seconds
from ipa_agents.nodes.state_messages import place_message
from ipa_agents.travel.guiding.state import NavigationState
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.route import Maneuver, Route

__all__ = ['navigation_state_message', 'route_message']


def route_message(route: Route) -> msg.Route:
    """A route as a message."""
    return msg.Route(
        route_id=route.route_id,
        destination=place_message(route.destination),
        stops=[place_message(stop) for stop in route.stops],
        distance=route.distance,
        duration=route.duration,
        has_tolls=route.has_tolls,
        preference=route.preference,
        maneuvers=[_maneuver_message(maneuver) for maneuver in route.maneuvers],
        latitudes=list(route.latitudes),
        longitudes=list(route.longitudes),
    )


def navigation_state_message(clock: Clock, state: NavigationState, command_id: str) -> msg.NavigationState:
    """The state after `command_id`, stamped now."""
    return msg.NavigationState(
        header=header(clock),
        command_id=command_id,
        status=state.status,
        route=route_message(state.route) if state.route else msg.Route(destination=place_message(_NOWHERE)),
        alternatives=[route_message(route) for route in state.alternatives],
        distance_remaining=state.progress.distance_remaining,
        time_remaining=state.progress.time_remaining,
        eta=stamp_from_seconds(state.eta),
        maneuver=state.progress.maneuver,
        maneuver_distance=state.progress.maneuver_distance,
        is_muted=state.is_muted,
    )


def _maneuver_message(maneuver: Maneuver) -> msg.Maneuver:
    return msg.Maneuver(**{field: getattr(maneuver, field) for field in Maneuver.__dataclass_fields__})


_NOWHERE = Place('', '', '', '', 0.0, 0.0)
