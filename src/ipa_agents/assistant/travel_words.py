"""Places, distances, times and routes in words."""

import math
from collections.abc import Sequence
from datetime import datetime

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.ports import Trip
from ipa_agents.travel.places.place import Place

__all__ = [
    'calendar_day',
    'clock_time',
    'distance',
    'duration',
    'place_name',
    'place_with_distance',
    'places_list',
    'trip_words',
]


def distance(listener: Listener, metres: float) -> str:
    """A distance as people say it: whole tens of metres, then kilometres."""
    if metres < 950:
        return listener.wording('distance.m', n=f'{max(10.0, round(metres, -1)):.0f}')
    kilometres = metres / 1000
    return listener.wording('distance.km', n=f'{round(kilometres, 1 if kilometres < 10 else None):g}')


def duration(listener: Listener, seconds: float) -> str:
    """A duration in minutes, or hours and minutes."""
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return listener.wording('duration.minutes', n=minutes)
    return listener.wording('duration.hours', h=minutes // 60, n=minutes % 60)


def clock_time(seconds: float) -> str:
    """The time of day in the 24-hour clock; `seconds` since 1970."""
    return datetime.fromtimestamp(seconds).strftime('%H:%M')


def calendar_day(listener: Listener, seconds: float) -> str:
    """The weekday and date in words; `seconds` since 1970."""
    day = datetime.fromtimestamp(seconds)
    weekday, month = listener.wording(f'weekday.{day.isoweekday()}'), listener.wording(f'month.{day.month}')
    return listener.wording('calendar_day', weekday=weekday, month=month, day=day.day, year=day.year)


def place_name(listener: Listener, place: Place) -> str:
    """The name of a place in the listener's language, or what there is of it."""
    names = (place.name_zh, place.name) if listener.language == 'zh' else (place.name, place.name_zh)
    return next(filter(None, (*names, place.address_zh if listener.language == 'zh' else place.address)), place.kind)


def place_with_distance(listener: Listener, place: Place) -> str:
    """A place and how far away it is, where that is known."""
    name = place_name(listener, place)
    if math.isnan(place.distance):
        return listener.wording('places.near', name=name)
    return listener.wording('places.away', name=name, distance=distance(listener, place.distance))


def places_list(listener: Listener, places: Sequence[Place]) -> str:
    """Places one after the other, counted, so that one can be chosen by its number."""
    phrases = listener.wording.phrases
    return phrases['join.list'].join(
        phrases[f'ordinal.{number}'] + place_with_distance(listener, place) for number, place in enumerate(places, 1)
    )


def trip_words(listener: Listener, key: str, trip: Trip, now: float) -> str:
    """The phrase `key` of a trip that begins at `now`."""
    return listener.wording(
        key,
        place=place_name(listener, trip.destination),
        distance=distance(listener, trip.distance),
        duration=duration(listener, trip.duration),
        time=clock_time(now + trip.duration),
    )
