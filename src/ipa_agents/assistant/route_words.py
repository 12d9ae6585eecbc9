"""The route in words: traffic, tolls and tunnels ahead, what is avoided, another way, the battery, how far it goes."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.ports import Travelling, Trip
from ipa_agents.assistant.route_facts import Charging
from ipa_agents.assistant.travel_words import clock_time, distance, duration, place_name
from ipa_agents.travel.geodesy import bearing
from ipa_agents.travel.geodesy import distance as metres_between
from ipa_agents.travel.places.place import Place

__all__ = [
    'avoided_words',
    'charging_sentences',
    'difference_sentence',
    'longer_sentence',
    'reach_sentence',
    'tolls_sentence',
    'traffic_sentences',
    'tunnels_sentence',
    'way_remarks',
]

_NOTEWORTHY = 30.0
"""s of delay or of difference that are worth a word."""
_COMPASS = ('north', 'north_east', 'east', 'south_east', 'south', 'south_west', 'west', 'north_west')


def way_remarks(listener: Listener, trip: Trip) -> tuple[str, ...]:
    """What is to be known of a way: that it has tolls, and what could not be avoided."""
    remarks = [listener.wording('route.tolls')] if trip.has_tolls else []
    if trip.given_up:
        remarks.append(listener.sentence([listener.wording('route.given_up', what=_named(listener, trip.given_up))]))
    return tuple(remarks)


def avoided_words(listener: Listener, arguments: Mapping[str, Any], trip: Trip | None, now: float) -> tuple[str, ...]:
    """What the route avoids from now on, what it cannot avoid, and when it arrives."""
    wanted = (*(arguments.get('avoid') or ()), *(arguments.get('avoid_roads') or ()))
    kept = [what for what in wanted if trip is None or what not in trip.given_up]
    clauses = []
    if not wanted:
        clauses.append(listener.wording('route.AVOID_NOTHING'))
    if kept:
        clauses.append(listener.wording('route.AVOID', what=_named(listener, kept)))
    if trip is not None and trip.given_up:
        clauses.append(listener.wording('route.given_up', what=_named(listener, trip.given_up)))
    if trip is not None:
        at = {'duration': duration(listener, trip.duration), 'time': clock_time(now + trip.duration)}
        clauses.append(listener.wording('route.now', distance=distance(listener, trip.distance), **at))
    return tuple(clauses)


def traffic_sentences(listener: Listener, travelling: Travelling) -> tuple[str, ...]:
    """What traffic ahead costs, and what another way saves, where that is known."""
    offer, wording = travelling.offer, listener.wording
    road = offer.road[listener.language] if offer else ''
    texts = []
    if offer is not None and offer.is_closed:
        texts.append(wording('route.closed', road=road) if road else wording('route.closed_ahead'))
    elif travelling.delay >= _NOTEWORTHY:
        key = 'route.delay_on' if road else 'route.delay'
        texts.append(wording(key, road=road, duration=duration(listener, travelling.delay)))
    else:
        texts.append(wording('route.no_traffic'))
    if offer is not None:
        key = 'route.saves' if offer.saves >= _NOTEWORTHY else 'route.around'
        if offer.saves <= -_NOTEWORTHY:
            key = 'route.around_longer'
        texts.append(wording(key, duration=duration(listener, abs(offer.saves))))
    return tuple(listener.sentence([text]) for text in texts)


def tolls_sentence(listener: Listener, travelling: Travelling) -> str:
    """Where the next toll begins, or that there is none."""
    return _ahead(listener, travelling.tolls, 'toll')


def tunnels_sentence(listener: Listener, travelling: Travelling) -> str:
    """Where the next tunnel begins, or that there is none."""
    return _ahead(listener, travelling.tunnels, 'tunnel')


def difference_sentence(listener: Listener, travelling: Travelling) -> str:
    """How much longer or shorter the other way takes that is offered or shown."""
    if not travelling.alternatives:
        return listener.wording('route.no_other')
    return longer_sentence(listener, travelling.alternatives[0].duration - travelling.duration)


def longer_sentence(listener: Listener, seconds: float) -> str:
    """How much longer than the driven one a way takes; below 0 it is shorter."""
    if abs(seconds) < _NOTEWORTHY:
        return listener.wording('route.same')
    return listener.wording(
        'route.longer' if seconds > 0 else 'route.shorter', duration=duration(listener, abs(seconds))
    )


def charging_sentences(
    listener: Listener, goal: Place, charging: Charging, *, and_back: bool = False
) -> tuple[str, ...]:
    """Whether the battery lasts to `goal` (and back), with the margin; else where to charge and how long."""
    wording, name, percent = listener.wording, place_name(listener, goal), f'{max(0.0, charging.arrival):.0f}'
    if and_back:
        name = wording('route.and_back', place=name)
    margin = distance(listener, abs(charging.margin))
    if not charging.stops and charging.margin >= 0 and not charging.why_not.en:
        return (wording('route.lasts_back' if and_back else 'route.lasts', place=name, percent=percent, margin=margin),)
    if not charging.stops and not charging.why_not.en:
        return (wording('route.lasts_barely', place=name, percent=percent),)
    texts = [wording('route.lasts_not', place=name, margin=margin), charging.why_not[listener.language]]
    for stop in charging.stops:
        words = {'arrival': f'{stop.arrival:.0f}', 'departure': f'{stop.departure:.0f}'}
        key = 'route.charge_at' if math.isnan(stop.price) else 'route.charge_for'
        at, lasts = place_name(listener, stop.place), duration(listener, stop.duration)
        texts.append(wording(key, place=at, duration=lasts, price=f'{stop.price:.0f} {stop.currency}', **words))
        if stop.wait >= _NOTEWORTHY:
            texts.append(wording('route.charge_wait', duration=duration(listener, stop.wait)))
    return tuple(filter(None, texts))


def reach_sentence(
    listener: Listener,
    minutes: float,
    rings: Sequence[Sequence[tuple[float, float]]],
    here: tuple[float, float] | None,
) -> str:
    """How far the car gets as the crow flies, and in which direction the farthest."""
    points = [point for ring in rings for point in ring]
    if here is None or not points:
        return listener.wording('route.reach_drawn', n=f'{minutes:g}')
    latitude, longitude = max(points, key=lambda point: metres_between(*here, *point))
    compass = listener.wording(f'compass.{_COMPASS[round(bearing(*here, latitude, longitude) / 45) % 8]}')
    far = distance(listener, float(metres_between(*here, latitude, longitude)))
    return listener.wording('route.reach_in', n=f'{minutes:g}', distance=far, compass=compass)


def _ahead(listener: Listener, begins: Sequence[float], what: str) -> str:
    if not begins:
        return listener.wording(f'route.no_{what}')
    if begins[0] <= 0:
        return listener.wording(f'route.{what}_here')
    return listener.wording(f'route.{what}_in', distance=distance(listener, begins[0]))


def _named(listener: Listener, avoided: Iterable[str]) -> str:
    """What is avoided, in words: a kind of road, or the name of one as it is."""
    return listener.listed([listener.wording.first((f'avoid.{what}',)) or what for what in avoided])
