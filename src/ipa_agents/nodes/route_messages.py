"""Routes and the state of navigation as messages."""

import math
from collections.abc import Iterable

from rclpy.clock import Clock

import ipa_agents.msg as msg
from ipa_agents.nodes.messages import header, stamp_from_seconds
from ipa_agents.nodes.state_messages import place_message
from ipa_agents.travel.charging.consumption import Stretch, route_energy
from ipa_agents.travel.charging.planner import Traveller
from ipa_agents.travel.guiding.state import NavigationState
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.route import Maneuver, Route
from ipa_agents.travel.routing.survey import Stretch as Part

__all__ = ['navigation_state_message', 'route_message', 'tell_energy']

_KWH = 3.6e6


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
        avoid=list(route.avoid.kinds),
        avoid_roads=list(route.avoid.roads),
        given_up=[*route.given_up.kinds, *route.given_up.roads],
        energy=math.nan,
        arrival_charge=math.nan,
    )


def tell_energy(message: msg.Route, traveller: Traveller, left: float = 1.0) -> None:
    """Fill in what a route takes and the charge on arrival, where `left` is the share of it that is still ahead."""
    if not traveller.is_known or not message.maneuvers:
        return
    stretches = [Stretch(maneuver.length, maneuver.duration) for maneuver in message.maneuvers]
    energy = route_energy(traveller.consumption, stretches, traveller.conditions)
    message.energy = energy / _KWH
    message.arrival_charge = 100 * (traveller.battery.energy - left * energy) / traveller.battery.capacity


def navigation_state_message(clock: Clock, state: NavigationState, command_id: str) -> msg.NavigationState:
    """The state after `command_id`, stamped now."""
    offer = state.offer
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
        delay=state.delay,
        tolls=_edges_of(state.survey.tolls),
        tunnels=_edges_of(state.survey.tunnels),
        offer_saves=offer.saves if offer else math.nan,
        offer_because_closed=offer is not None and offer.is_closed,
        offer_road=offer.road.en if offer else '',
        offer_road_zh=offer.road.zh if offer else '',
        is_muted=state.is_muted,
    )


def _edges_of(parts: Iterable[Part]) -> list[float]:
    return [edge for part in parts for edge in (part.begins, part.ends)]


def _maneuver_message(maneuver: Maneuver) -> msg.Maneuver:
    return msg.Maneuver(**{field: getattr(maneuver, field) for field in Maneuver.__dataclass_fields__})


_NOWHERE = Place('', '', '', '', 0.0, 0.0)
