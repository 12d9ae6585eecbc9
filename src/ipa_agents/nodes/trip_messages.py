"""Trips and what is wished of them, to and from messages."""

import math
from collections.abc import Iterable, Mapping
from typing import get_args

from rclpy.clock import Clock

import ipa_agents.msg as msg
import ipa_agents.srv as srv
from ipa_agents.errors import TripError
from ipa_agents.language import Words
from ipa_agents.nodes.charging_requests import GIVEN_UP, WHY_NOT
from ipa_agents.nodes.messages import header
from ipa_agents.nodes.place_messages import reason_message, reasons_from
from ipa_agents.nodes.state_messages import place_from, place_message
from ipa_agents.travel.charging.charger import CHARGING
from ipa_agents.travel.places.found import Reason
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.changes import MOST_STOPS
from ipa_agents.travel.trips.electric import Level
from ipa_agents.travel.trips.guide import TripGuide
from ipa_agents.travel.trips.habits import Habits
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.travel.trips.itinerary import Entry, Itinerary
from ipa_agents.travel.trips.making import Wish
from ipa_agents.travel.trips.searching import Wanted
from ipa_agents.travel.trips.timetable import Leg, Problem, Visit
from ipa_agents.travel.trips.trip import Stop, Trip
from ipa_agents.travel.trips.weather import Caution

__all__ = ['after_trip_request', 'held_from', 'itinerary_message', 'trip_message', 'trip_of', 'wanted_from']

_LONGEST = 200
_AT_ONCE = 1.0
"""s since 1970: long ago."""
_UNKNOWN_WARNINGS = ('state_unknown', 'no_way')
"""Reasons that are no warning about the battery: nobody tells of it, or a stop says itself that no way leads there."""


def wanted_from(wishes: Iterable[msg.TripWish], habits: Habits) -> list[Wanted]:
    """What wishes mean, each with an id of its own; raises TripError for what is too long or says nothing."""
    found: list[Wanted] = []
    for wish in wishes:
        if len(found) == MOST_STOPS:
            raise TripError(f'A trip has {MOST_STOPS} stops at most.', f'一次行程最多{MOST_STOPS}站。')
        if max(map(len, (wish.wish_id, wish.name, wish.name_zh, wish.text))) > _LONGEST:
            raise TripError('That is too long for a stop.', '这一站的描述太长了。')
        place = place_from(wish.place) if wish.place.place_id or wish.place.name else None
        if not (place or wish.text or wish.kind or wish.cuisine or wish.attributes):
            raise TripError('A stop needs a place or a kind of place.', '每一站都需要一个地点或者地点类型。')
        wish_id = _free(wish.wish_id or wish.kind or 'stop', {one.wish.id for one in found})
        kind = place.kind if place else wish.kind
        name = Words(wish.name or wish.text or wish_id, wish.name_zh or wish.text or wish_id)
        found.append(
            Wanted(
                wish=Wish(wish_id, name, wish.stay or habits.stay(kind), wish.begins or None, kind == CHARGING),
                place=place,
                text=wish.text,
                kind=wish.kind,
                cuisine=wish.cuisine,
                likes=tuple(wish.likes),
                attributes=tuple(wish.attributes),
                min_rating=wish.min_rating,
                max_price=wish.max_price,
            )
        )
    return found


def trip_of(message: msg.Trip) -> Trip:
    """The stops of a message that are still to be driven to."""
    stops = [_entry_from(stop).visit.stop for stop in message.stops[message.number :]]
    return Trip(tuple(stops), message.leaves or None, message.people)


def trip_message(clock: Clock, guide: TripGuide | None, itinerary: Itinerary | None, command_id: str = '') -> msg.Trip:
    """The trip that is held, after `command_id`."""
    message = itinerary_message(clock, itinerary) if itinerary else msg.Trip(header=header(clock))
    message.command_id = command_id
    message.phase = guide.phase if guide else 'none'
    message.number = guide.number if guide else 0
    return message


def itinerary_message(clock: Clock, itinerary: Itinerary) -> msg.Trip:
    """A trip that nobody drives yet."""
    trip, why_not = itinerary.trip, itinerary.why_not
    warning = Words(*WHY_NOT[why_not]) if why_not and why_not not in _UNKNOWN_WARNINGS else Words('', '')
    return msg.Trip(
        header=header(clock),
        phase='planned',
        people=trip.people,
        leaves=trip.leaves or 0.0,
        stops=[_stop_message(entry) for entry in itinerary.entries],
        given_up=[GIVEN_UP[wish] for wish in itinerary.relaxed],
        warning=warning.en,
        warning_zh=warning.zh,
    )


def held_from(message: msg.Trip) -> HeldTrip:
    """The trip that a message shows."""
    entries = tuple(_entry_from(stop) for stop in message.stops)
    trip = Trip(tuple(entry.visit.stop for entry in entries), message.leaves or None, message.people)
    relaxed = tuple(wish for wish, name in GIVEN_UP.items() if name in message.given_up)
    return HeldTrip(
        itinerary=Itinerary(trip, entries, relaxed),
        phase=None if message.phase == 'none' else message.phase,
        number=message.number,
        command_id=message.command_id,
        warning=Words(message.warning, message.warning_zh),
    )


def after_trip_request(held: HeldTrip, place: Place) -> srv.PlanTrip.Request:
    """The question when one comes to `place` after the last stop of a trip."""
    is_there = held.phase == 'staying'
    ahead = held.rest[is_there:]
    last = Stop('after', place, 0.0)
    leaves = (
        held.rest[0].visit.leaves if is_there else _AT_ONCE if held.phase == 'driving' else held.itinerary.trip.leaves
    )
    arrival = Entry(Visit(last, Leg(0.0, 0.0), 0.0, 0.0, 0.0))
    return srv.PlanTrip.Request(
        trip=msg.Trip(stops=[_stop_message(entry) for entry in (*ahead, arrival)]), leaves=leaves or 0.0
    )


def _stop_message(entry: Entry) -> msg.TripStop:
    visited, stop = entry.visit, entry.visit.stop
    problems: Mapping[str, float] = {
        **{problem.code: problem.seconds for problem in visited.problems},
        **dict.fromkeys(entry.cautions, 0.0),
    }
    return msg.TripStop(
        stop_id=stop.id,
        place=place_message(stop.place),
        parks_at=place_message(stop.parks_at or Place('', '', '', '', math.nan, math.nan)),
        walk=stop.walk,
        stay=stop.stay,
        begins=stop.begins or 0.0,
        distance=visited.leg.metres,
        duration=visited.leg.seconds,
        arrival=visited.arrival,
        starts=visited.starts,
        ends=visited.ends,
        problems=list(problems),
        problem_seconds=list(problems.values()),
        reasons=_reason_messages(stop.why),
        relaxed=_reason_messages(stop.relaxed),
        is_added=stop.is_added,
        arrival_charge=100 * entry.level.arriving,
        departure_charge=100 * entry.level.leaving,
        conditioning=entry.level.conditioning,
    )


def _entry_from(message: msg.TripStop) -> Entry:
    problems = dict(zip(message.problems, message.problem_seconds, strict=False))
    stop = Stop(
        id=message.stop_id,
        place=place_from(message.place),
        stay=message.stay,
        begins=message.begins or None,
        parks_at=place_from(message.parks_at) if message.parks_at.place_id else None,
        walk=message.walk,
        why=tuple(reasons_from(message.reasons)),
        relaxed=tuple(reasons_from(message.relaxed)),
        is_added=message.is_added,
    )
    cautions = tuple(caution for caution in get_args(Caution) if caution in problems)
    found = tuple(Problem(code, seconds) for code, seconds in problems.items() if code not in cautions)
    visit = Visit(stop, Leg(message.duration, message.distance), message.arrival, message.starts, message.ends, found)
    level = Level(message.arrival_charge / 100, message.departure_charge / 100, message.conditioning)
    return Entry(visit, level, cautions)


def _reason_messages(reasons: Iterable[Reason]) -> list[msg.PlaceReason]:
    return [reason_message(reason, msg.PlaceReason.PLACE_ALL) for reason in reasons]


def _free(wanted: str, taken: set[str]) -> str:
    return next(
        name
        for number in range(1, len(taken) + 2)
        if (name := f'{wanted}_{number}' if number > 1 else wanted) not in taken
    )
