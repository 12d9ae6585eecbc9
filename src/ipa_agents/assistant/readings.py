"""What a model is shown of the car, the player and the way: short, with units, nothing that cannot be JSON."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ipa_agents.assistant.place_words import why
from ipa_agents.assistant.ports import Playing, Search, Travelling, Trip
from ipa_agents.assistant.route_facts import Charging, Detour
from ipa_agents.assistant.travel_words import clock_time
from ipa_agents.errors import UnknownSignal
from ipa_agents.travel.places.found import Found
from ipa_agents.travel.places.place import Place
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.signals import SignalView, Value

__all__ = [
    'charging_reading',
    'media_line',
    'media_reading',
    'place_readings',
    'route_line',
    'route_reading',
    'signal_readings',
    'ways',
]

_MOST_ATTRIBUTES = 6


def signal_readings(catalogue: Catalogue, signals: SignalView, paths: Iterable[str]) -> dict[str, Any]:
    """The values of `paths`, with their units; `unknown` are those without a reading."""
    known = {path: _valued(catalogue, path, signals[path]) for path in paths if path in signals}
    unknown = [path for path in paths if path not in signals]
    return {'signals': known} | ({'unknown': unknown} if unknown else {})


def media_reading(playing: Playing | None) -> dict[str, Any]:
    """What the player does."""
    if playing is None:
        return {'error': 'the media player does not answer'}
    facts = {
        'status': playing.status,
        'title': playing.title or playing.title_zh,
        'artist': playing.artist or playing.artist_zh,
        'album': playing.album or playing.album_zh,
        'station': playing.station,
        'volume': f'{playing.volume:.0f} percent',
        'muted': playing.is_muted,
    }
    return _filled(facts)


def media_line(playing: Playing | None) -> str:
    """What the player does, in a line of a prompt; empty where nothing is known."""
    if playing is None:
        return ''
    title, artist = playing.title or playing.title_zh, playing.artist or playing.artist_zh
    if playing.status == 'STOPPED':
        what = 'nothing'
    elif playing.station:
        what = f'{playing.status.lower()} the station {title or playing.station}'
    else:
        what = f'{playing.status.lower()} "{title}"' + (f' by {artist}' if artist else '')
    return f'{what}, volume {playing.volume:.0f} percent'


def route_reading(travelling: Travelling | None, now: float) -> dict[str, Any]:
    """The route that is driven and what remains of it."""
    if travelling is None:
        return {'error': 'navigation does not answer'}
    if travelling.trip is None or travelling.status != 'GUIDING':
        return {'status': travelling.status}
    return _filled(
        {
            'status': travelling.status,
            'destination': _name(travelling.trip.destination),
            'distance': _distance(travelling.distance),
            'duration': _duration(travelling.duration),
            'arrival': clock_time(travelling.arrival or now + travelling.duration),
            'stops': [_name(stop) for stop in travelling.stops],
            'tolls': travelling.trip.has_tolls,
            'avoids': [*travelling.trip.avoid, *travelling.trip.avoid_roads],
            'could not avoid': list(travelling.trip.given_up),
            'traffic costs': _duration(travelling.delay) if travelling.delay >= 30 else '',
            'another way': _other_way(travelling.offer),
        }
    )


def charging_reading(charging: Charging) -> dict[str, Any]:
    """Whether the battery lasts, and where to charge."""
    return _filled(
        {
            'battery now': f'{charging.charge:.0f} percent',
            'on arrival without charging': f'{charging.arrival:.0f} percent',
            'margin beyond the reserve': f'{charging.margin / 1000:.0f} km',
            'charge': [
                {
                    'name': _name(stop.place),
                    'duration': _duration(stop.duration),
                    'up to': f'{stop.departure:.0f} percent',
                }
                for stop in charging.stops
            ],
            'could not keep': list(charging.given_up),
            'does not last because': charging.why_not.en,
        }
    )


def route_line(travelling: Travelling | None, now: float) -> str:
    """The route in a line of a prompt; empty where none is driven."""
    facts = route_reading(travelling, now)
    if 'destination' not in facts:
        return ''
    stops = f', by {", ".join(facts["stops"])}' if 'stops' in facts else ''
    return f'to {facts["destination"]}, {facts["distance"]}, {facts["duration"]}, arrival {facts["arrival"]}{stops}'


def place_readings(found: Sequence[Found], search: Search) -> list[dict[str, Any]]:
    """Places, numbered from 1, with why they were chosen."""
    return [
        _filled(
            {
                'number': number,
                'name': _name(item.place),
                'kind': item.place.kind,
                'cuisine': item.place.cuisine,
                'distance': '' if math.isnan(item.place.distance) else _distance(item.place.distance),
                'rating': None if math.isnan(item.place.rating) else round(item.place.rating, 1),
                'address': item.place.address or item.place.address_zh,
                'attributes': list(item.place.attributes[:_MOST_ATTRIBUTES]),
                'why': [words.en for words in why(item, search)],
            }
        )
        for number, item in enumerate(found, 1)
    ]


def ways(trips: Sequence[Trip], now: float) -> list[dict[str, Any]]:
    """Planned ways, the best first."""
    return [
        {
            'distance': _distance(trip.distance),
            'duration': _duration(trip.duration),
            'arrival': clock_time(now + trip.duration),
            'tolls': trip.has_tolls,
            'preference': trip.preference,
            'could not avoid': list(trip.given_up),
        }
        for trip in trips
    ]


def _other_way(offer: Detour | None) -> str:
    if offer is None:
        return ''
    return f'saves {_duration(offer.saves)}' if offer.saves > 0 else 'leads around what is closed'


def _valued(catalogue: Catalogue, path: str, value: Value) -> Any:
    try:
        unit = catalogue[path].unit
    except UnknownSignal:
        unit = ''
    if isinstance(value, bool | str):
        return value
    if isinstance(value, tuple):
        return list(value)
    return f'{round(value, 2):g} {unit}' if unit else round(value, 2)


def _filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact is not None and fact not in ('', [])}


def _name(place: Place) -> str:
    return place.name or place.name_zh or place.address or place.kind


def _distance(metres: float) -> str:
    return f'{metres / 1000:.1f} km' if metres >= 950 else f'{metres:.0f} m'


def _duration(seconds: float) -> str:
    return f'{max(1, round(seconds / 60))} min'
