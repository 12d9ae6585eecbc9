"""The trip as a model reads it."""

import math
from typing import Any

from ipa_agents.assistant.travel_words import clock_time
from ipa_agents.travel.places.reasons import reason_words
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.travel.trips.itinerary import Entry

__all__ = ['trip_reading']


def trip_reading(held: HeldTrip | None) -> dict[str, Any]:
    """What is still to come of the trip."""
    if held is None or held.phase is None:
        return {'status': 'there is no trip'}
    stops = [_stop(entry) for entry in held.rest]
    return {'status': held.phase, 'stops': stops} | ({'battery': held.warning.en} if held.warning.en else {})


def _stop(entry: Entry) -> dict[str, Any]:
    visited, stop, level = entry.visit, entry.visit.stop, entry.level
    facts: dict[str, Any] = {
        'stop': stop.id,
        'place': stop.place.name or stop.place.name_zh,
        'arrival': clock_time(visited.arrival),
        'until': clock_time(visited.ends),
        'why': [reason_words(reason).en for reason in stop.why],
        'given up': [reason_words(reason).en for reason in stop.relaxed],
        'problems': [problem.code for problem in visited.problems] + list(entry.cautions),
        'battery on arrival, %': None if math.isnan(level.arriving) else round(100 * level.arriving),
    }
    return {name: value for name, value in facts.items() if value not in ([], None)}
