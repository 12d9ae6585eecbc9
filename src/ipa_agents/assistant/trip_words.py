"""The trip in words: when each stop is, why it was chosen, what was given up for it, and what does not go as wished."""

import math
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.travel_words import clock_time, duration, place_name
from ipa_agents.travel.places.found import ReasonCode
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.reasons import reason_words
from ipa_agents.travel.trips.habits import load_habits
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.travel.trips.itinerary import Entry
from ipa_agents.travel.trips.trip import Stop

__all__ = [
    'battery_sentences',
    'purpose',
    'reasons_sentence',
    'remarks',
    'stay_sentence',
    'stop_sentence',
    'trip_sentences',
    'why_there',
]

_MOST_REASONS = 4
_SAME_NIGHT = 6 * 3600.0
"""s ahead of which nobody needs to be told the day."""
_WAIT = 600.0
"""s before something begins from which on people would wonder what they do there."""
_TELLING: tuple[ReasonCode, ...] = ('liked', 'dry', 'has', 'rating', 'price', 'open_until', 'open_always', 'unknown')
"""Reasons that are told of a trip, in this order; how far a stop is, its time tells."""


def trip_sentences(listener: Listener, held: HeldTrip, now: float) -> tuple[str, ...]:
    """What is still to come of a trip, each stop with its remarks, and whether the battery lasts."""
    said = [
        sentence for entry in held.rest for sentence in (stop_sentence(listener, entry, now), *remarks(listener, entry))
    ]
    return (*said, *battery_sentences(listener, held))


def stop_sentence(listener: Listener, entry: Entry, now: float) -> str:
    """When a stop is, what for, and why there; the day, too, where it is not `now`'s."""
    visited, stop, wording = entry.visit, entry.visit.stop, listener.wording
    slots = {
        'time': _time_ahead(listener, visited.arrival, now),
        'place': place_name(listener, stop.place),
        'what': purpose(listener, stop),
    }
    if stop.is_added:
        return listener.sentence([wording('trip.added', **slots, charge=_percent(entry.level.leaving))])
    first = wording('trip.stop' if slots['what'] else 'trip.plain_stop', **slots)
    waits = visited.starts - visited.arrival - stop.walk > _WAIT
    begins = [wording('trip.begins', time=clock_time(visited.starts))] if waits else []
    until = wording('trip.until', time=clock_time(visited.ends))
    parts = [first, *begins, until, *why_there(listener, entry)]
    text = listener.wording.phrases['join.item'].join(parts)
    return listener.sentence([text])


def stay_sentence(listener: Listener, entry: Entry) -> str:
    """How long people stay."""
    visited = entry.visit
    slots = {'place': place_name(listener, visited.stop.place), 'duration': duration(listener, visited.stop.stay)}
    return listener.sentence([listener.wording('trip.stay', **slots, time=clock_time(visited.ends))])


def reasons_sentence(listener: Listener, stop: Stop) -> str:
    """Why a place was chosen; that nothing is known of it where nothing is."""
    why = [reason_words(reason)[listener.language] for reason in stop.why]
    if stop.parks_at is not None:
        at, walk = place_name(listener, stop.parks_at), duration(listener, stop.walk)
        why.append(listener.wording('trip.why_charging', place=at, walk=walk))
    reasons = listener.joined(why)
    key = 'trip.why' if reasons else 'trip.why_unknown'
    return listener.sentence([listener.wording(key, place=place_name(listener, stop.place), reasons=reasons)])


def purpose(listener: Listener, stop: Stop) -> str:
    """What a stop is for; empty where its name says so already."""
    role = load_habits().roles.get(stop.id.rstrip('_0123456789'))
    return role.names[listener.language][0] if role else ''


def why_there(listener: Listener, entry: Entry) -> Iterator[str]:
    """The first few reasons for a place, and that the car charges there."""
    told = (reason for code in _TELLING for reason in entry.visit.stop.why if reason.code == code)
    yield from (reason_words(reason)[listener.language] for reason in islice(told, _MOST_REASONS))
    yield from _charging(listener, entry)


def remarks(listener: Listener, entry: Entry) -> Iterator[str]:
    """What was given up for a stop, and what does not go as wished there."""
    stop, wording = entry.visit.stop, listener.wording
    name = {'place': place_name(listener, stop.place), 'what': purpose(listener, stop) or _kind(listener, stop)}
    if stop.relaxed:
        reasons = listener.joined([reason_words(reason)[listener.language] for reason in stop.relaxed])
        yield listener.sentence([wording('trip.relaxed', **name, reasons=reasons)])
    for problem in entry.visit.problems:
        key = f'trip.problem.{problem.code}' if problem.seconds else f'trip.problem.{problem.code}_unknown'
        text = wording.first(
            (key, f'trip.problem.{problem.code}'), **name, duration=duration(listener, problem.seconds)
        )
        yield listener.sentence([text])
    for caution in entry.cautions:
        yield listener.sentence([wording(f'trip.caution.{caution}', **name)])


def battery_sentences(listener: Listener, held: HeldTrip) -> Iterator[str]:
    """Whether the battery lasts, where that is known."""
    for relaxed in held.itinerary.relaxed:
        yield listener.sentence([listener.wording(f'trip.given_up.{relaxed}')])
    if held.warning[listener.language]:
        yield held.warning[listener.language]
    elif held.rest and not math.isnan(charge := held.rest[-1].level.leaving):
        yield listener.sentence([listener.wording('trip.battery', charge=_percent(charge))])


def _time_ahead(listener: Listener, seconds: float, now: float) -> str:
    """The time of day, with the day where that is another one; the night still belongs to the evening."""
    time, moment = clock_time(seconds), datetime.fromtimestamp(seconds)
    days = (moment.date() - datetime.fromtimestamp(now).date()).days
    if days <= 0 or seconds - now < _SAME_NIGHT:
        return time
    if days == 1:
        return listener.wording('trip.tomorrow', time=time)
    return listener.wording('trip.later_day', day=listener.wording(f'weekday.{moment.isoweekday()}'), time=time)


def _charging(listener: Listener, entry: Entry) -> Iterator[str]:
    stop, level = entry.visit.stop, entry.level
    if not level.leaving > level.arriving:
        return
    slots = {'charge': _percent(level.leaving)}
    if stop.parks_at is None:
        yield listener.wording('trip.charged', **slots)
    else:
        walk = duration(listener, stop.walk)
        yield listener.wording('trip.meanwhile', **slots, place=place_name(listener, stop.parks_at), walk=walk)


def _kind(listener: Listener, stop: Stop) -> str:
    kind = load_kinds().kind(stop.place.kind)
    return kind.names[listener.language][0] if kind else place_name(listener, stop.place)


def _percent(share: float) -> str:
    return '' if math.isnan(share) else f'{100 * share:.0f}'
