"""What media and navigation show of themselves, from messages."""

import math
from collections.abc import Sequence

import ipa_agents.msg as msg
from ipa_agents.assistant.ports import Playing, Travelling, Trip
from ipa_agents.assistant.route_facts import Detour
from ipa_agents.language import Words
from ipa_agents.nodes.messages import seconds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.route import Maneuver

__all__ = ['place_from', 'place_message', 'playing_from', 'travelling_from', 'trip_from']


def playing_from(message: msg.MediaState) -> Playing:
    """What the media player does."""
    return Playing(
        status=message.status,
        title=message.title,
        title_zh=message.title_zh,
        artist=message.artist,
        artist_zh=message.artist_zh,
        station=message.station,
        volume=message.volume,
        is_muted=message.is_muted,
        command_id=message.command_id,
        source=message.source,
        album=message.album,
        album_zh=message.album_zh,
        position=message.position,
        duration=message.duration,
        is_shuffled=message.is_shuffled,
        repeat=message.repeat,
    )


def travelling_from(message: msg.NavigationState) -> Travelling:
    """The route that is driven."""
    route = message.route
    is_ahead = message.maneuver < len(route.maneuvers)
    return Travelling(
        status=message.status,
        trip=trip_from(route) if route.route_id else None,
        stops=tuple(map(place_from, route.stops)),
        distance=message.distance_remaining,
        duration=message.time_remaining,
        arrival=seconds(message.eta),
        command_id=message.command_id,
        shape=tuple(zip(route.latitudes, route.longitudes, strict=False)),
        ahead=_maneuver_from(route.maneuvers[message.maneuver]) if is_ahead else None,
        ahead_distance=message.maneuver_distance,
        delay=message.delay,
        tolls=_ahead(message.tolls, route.distance - message.distance_remaining),
        tunnels=_ahead(message.tunnels, route.distance - message.distance_remaining),
        alternatives=tuple(map(trip_from, message.alternatives)),
        offer=None if math.isnan(message.offer_saves) else _offer_from(message),
    )


def trip_from(message: msg.Route) -> Trip:
    """A planned way."""
    return Trip(
        destination=place_from(message.destination),
        distance=message.distance,
        duration=message.duration,
        has_tolls=message.has_tolls,
        preference=message.preference,
        avoid=tuple(message.avoid),
        avoid_roads=tuple(message.avoid_roads),
        given_up=tuple(message.given_up),
    )


def place_from(message: msg.Place) -> Place:
    """A place of the map."""
    return Place(**{name: getattr(message, name) for name in _PLACE}, attributes=tuple(message.attributes))


def place_message(place: Place) -> msg.Place:
    """A place as a message."""
    return msg.Place(**{name: getattr(place, name) for name in _PLACE}, attributes=list(place.attributes))


def _offer_from(message: msg.NavigationState) -> Detour:
    road = Words(message.offer_road, message.offer_road_zh)
    return Detour(message.offer_saves, message.offer_because_closed, road)


def _ahead(edges: Sequence[float], driven: float) -> tuple[float, ...]:
    """How far it is until each stretch that is not over begins; below 0 within one."""
    return tuple(begins - driven for begins, ends in zip(edges[::2], edges[1::2], strict=True) if ends > driven)


def _maneuver_from(message: msg.Maneuver) -> Maneuver:
    return Maneuver(**{name: getattr(message, name) for name in Maneuver.__dataclass_fields__})


_PLACE = (
    *('place_id', 'name', 'name_zh', 'kind', 'latitude', 'longitude'),
    *('address', 'address_zh', 'cuisine', 'rating', 'distance', 'detour', 'price'),
)
