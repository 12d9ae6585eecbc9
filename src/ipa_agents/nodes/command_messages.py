"""Commands of the guard as messages, and the states that media and navigation answer with as plain fields."""

import math
from collections.abc import Mapping
from typing import Any

from rclpy.clock import Clock

import ipa_agents.msg as msg
from ipa_agents.nodes.messages import header
from ipa_agents.vehicle.exchange import Command

__all__ = ['media_command', 'media_fields', 'navigation_command', 'navigation_fields']

_PLACE_TEXTS = ('place_id', 'name', 'name_zh', 'kind', 'address', 'address_zh', 'cuisine')
_WISH_NUMBERS = ('min_rating', 'stay', 'begins')
_PLACE_NUMBERS = ('latitude', 'longitude', 'rating', 'distance')


def media_command(clock: Clock, command: Command) -> msg.MediaCommand:
    """What the media player is told."""
    given = command.arguments
    return msg.MediaCommand(
        header=header(clock),
        command_id=command.command_id,
        action=command.action,
        query=given.get('query', ''),
        kind=given.get('kind', ''),
        artist=given.get('artist', ''),
        position=float(given.get('position', 0.0)),
        volume=float(given.get('volume', 0.0)),
        mode=given.get('mode', ''),
    )


def navigation_command(clock: Clock, command: Command) -> msg.NavigationCommand:
    """What the navigation is told."""
    given = command.arguments
    return msg.NavigationCommand(
        header=header(clock),
        command_id=command.command_id,
        action=command.action,
        place=_place(given.get('place', {})),
        preference=given.get('preference', ''),
        alternative=int(given.get('alternative', 0)),
        avoid=list(given.get('avoid', ())),
        avoid_roads=list(given.get('avoid_roads', ())),
        vias=[_place(via) for via in given.get('via', ())],
        trip=_trip(given),
    )


def media_fields(message: msg.MediaState) -> dict[str, Any]:
    """What rules and read-backs may look at."""
    return {
        'status': message.status,
        'volume': message.volume,
        'is_muted': message.is_muted,
        'is_shuffled': message.is_shuffled,
        'repeat': message.repeat,
    }


def navigation_fields(message: msg.NavigationState) -> dict[str, Any]:
    """What rules and read-backs may look at; `stops` and `alternatives` are counts."""
    return {
        'status': message.status,
        'destination_id': message.route.destination.place_id or None,
        'stops': len(message.route.stops),
        'alternatives': len(message.alternatives),
        'has_tolls': message.route.has_tolls,
        'preference': message.route.preference,
        'is_muted': message.is_muted,
    }


def _trip(given: Mapping[str, Any]) -> msg.TripChange:
    """What is to become of the trip; fields have the names of their arguments."""
    fields = {name: given[name] for name in ('stop', 'other', 'after', 'people') if name in given}
    times = {name: float(given.get(name, 0.0)) for name in ('begins', 'later', 'stay', 'leaves')}
    return msg.TripChange(**fields, **times, wishes=[_wish(wish) for wish in given.get('wishes', ())])


def _wish(given: Mapping[str, Any]) -> msg.TripWish:
    fields = {name: value for name, value in given.items() if name not in (*_WISH_NUMBERS, 'place')}
    numbers = {name: float(given.get(name, 0.0)) for name in _WISH_NUMBERS}
    return msg.TripWish(**fields, **numbers, place=_place(given.get('place', {})))


def _place(given: Mapping[str, Any]) -> msg.Place:
    """A place as far as it was given; numbers that were not are NaN."""
    texts = {name: given.get(name, '') for name in _PLACE_TEXTS}
    numbers = {name: float(given.get(name, math.nan)) for name in _PLACE_NUMBERS}
    return msg.Place(**texts, **numbers, attributes=list(given.get('attributes', ())))
