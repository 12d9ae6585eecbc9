"""Trips of several stops: planned, changed and driven through the guard; read back with the reasons."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ipa_agents.assistant.agents.finding import reason_of
from ipa_agents.assistant.agents.route import read_route
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.exchange import until
from ipa_agents.assistant.own_places import own_place
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.told import told
from ipa_agents.assistant.travel_words import clock_time, place_name
from ipa_agents.assistant.trip_wishes import (
    at_clock,
    names_home,
    next_morning,
    people_in,
    wish_arguments,
    wishes_arguments,
)
from ipa_agents.assistant.trip_words import reasons_sentence, stay_sentence, stop_sentence, trip_sentences
from ipa_agents.brains.interface import Call, Pending, Step
from ipa_agents.errors import RejectedCommand, TripError
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.changes import meant
from ipa_agents.travel.trips.habits import load_habits
from ipa_agents.travel.trips.held import NOTHING_HELD, HeldTrip
from ipa_agents.travel.trips.itinerary import Entry

__all__ = ['change_trip', 'instead_of_route', 'plan_trip', 'read_trip', 'read_way']

_SHOWN_WITHIN = 1.0
"""s in which a trip that was changed must have come here."""
_CONDITIONING = 'Vehicle.Powertrain.TractionBattery.BatteryConditioning.RequestedMode'
_FOR_CHARGING = 'FAST_CHARGING_PREPARATION'
_SOON = 120.0
"""s before it is time that people may well be asked."""
_HALF_A_DAY = 43_200.0
_ON_A_TRIP = {'ADD_STOP': 'ADD_TO_TRIP', 'REMOVE_STOP': 'LEAVE_OUT', 'CANCEL': 'END_TRIP'}
"""What is done to the trip, and not to the route alone, while there is one."""
_USUAL_START = '10:00'
"""When people set off tomorrow, where nothing begins at a time."""
_SHORT = ('DRIVE_TRIP', 'SKIP_STOP', 'END_TRIP')


async def plan_trip(step: Step, agent: str, desk: Desk) -> Result:
    """Have a trip made of wishes, tell it, and offer to drive it."""
    assert step.call is not None
    given = step.call.arguments
    people = int(given.get('people') or len(people_in(desk)))
    arguments: dict[str, Any] = {'action': 'PLAN_TRIP', 'people': people}
    after = next_morning(desk.now) if given.get('day') == 'tomorrow' else desk.now
    if given.get('leave'):
        arguments['leaves'] = at_clock(str(given['leave']), after)
    arguments['wishes'] = wishes_arguments(given['stops'], desk, arguments.get('leaves', after))
    if after > desk.now and 'begins' not in arguments['wishes'][0]:
        arguments.setdefault('leaves', at_clock(_USUAL_START, after))
    result = await _done(agent, desk, arguments)
    if result.kind is not Kind.DONE:
        return result
    pending = Pending('offer', Call('change_trip', {'action': 'DRIVE_TRIP'}), seat=desk.listener.seat)
    return replace(result, question=Question(pending, desk.listener.wording('trip.offer'), agent, asked=desk.now))


async def change_trip(step: Step, agent: str, desk: Desk) -> Result:
    """Have the trip changed, or driven on."""
    assert step.call is not None
    given, held = step.call.arguments, held_trip(desk)
    action = str(given['action'])
    if not held.rest:
        return _trouble(desk, step.call, 'trip.none')
    if action == 'DRIVE_TRIP' and held.phase == 'driving':
        return Result(Kind.TOLD, sentences=(stop_sentence(desk.listener, held.rest[0], desk.now),), call=step.call)
    arguments = {name: given[name] for name in ('action', 'stop', 'other', 'after') if name in given}
    if 'place' in given:
        arguments['wishes'] = [wish_arguments(given['place'], desk, _about(held.rest[0], desk))]
    minutes = 60.0 * float(given.get('minutes', 0))
    entry = _meant(held, str(given.get('stop', '')), desk) if action in ('SHIFT_STOP', 'STAY') else held.rest[0]
    if isinstance(entry, Result):
        return entry
    if action == 'SHIFT_STOP':
        clock = str(given.get('at', ''))
        arguments |= {'begins': at_clock(clock, _about(entry, desk))} if clock else {'later': minutes}
    if action == 'STAY':
        arguments['stay'] = minutes + (entry.visit.stop.stay if given.get('longer') else 0.0)
    if given.get('swap'):
        arguments['after'] = _is_before(held, str(given.get('stop', '')), str(given.get('other', '')), desk)
    return await _done(agent, desk, arguments)


async def read_trip(step: Step, agent: str, desk: Desk) -> Result:
    """Tell the trip, or what was asked of it."""
    arguments: Mapping[str, Any] = step.call.arguments if step.call else {}
    about, held = str(arguments.get('about') or step.topic or 'trip'), held_trip(desk)
    if not held.rest or held.phase == 'done':
        return await read_route(replace(step, topic='eta'), agent, desk) if about == 'home' else _no_trip(step, desk)
    if about == 'home':
        return await _home(step, agent, desk, held)
    if about == 'trip':
        return Result(Kind.TOLD, sentences=trip_sentences(desk.listener, held, desk.now), call=step.call)
    entry = _next(held) if about == 'next' else _meant(held, str(arguments.get('stop', '')), desk)
    if isinstance(entry, Result):
        return entry
    if about == 'why':
        return Result(Kind.TOLD, sentences=(reasons_sentence(desk.listener, entry.visit.stop),), call=step.call)
    listener = desk.listener
    text = stay_sentence(listener, entry) if about == 'stay' else stop_sentence(listener, entry, desk.now)
    return Result(Kind.TOLD, sentences=(text,), call=step.call)


async def read_way(step: Step, agent: str, desk: Desk) -> Result:
    """Tell of the route; when people are home, by the trip while there is one."""
    held = held_trip(desk)
    if step.topic == 'eta' and names_home(step.text) and held.rest and held.phase != 'done':
        return await _home(step, agent, desk, held)
    return await read_route(step, agent, desk)


def held_trip(desk: Desk) -> HeldTrip:
    """The trip that the navigation holds; one without stops where there is none."""
    return desk.car.trip or NOTHING_HELD


def instead_of_route(call: Call, desk: Desk) -> Call | None:
    """The change of the trip that a change of the route is while there is a trip; None while there is none."""
    action = _ON_A_TRIP.get(str(call.arguments.get('action')))
    held = held_trip(desk)
    if action is None or not held.rest or held.phase == 'done':
        return None
    is_elsewhere = (
        held.phase != 'driving' and desk.car.travelling is not None and desk.car.travelling.status == 'GUIDING'
    )
    if is_elsewhere and action != 'ADD_TO_TRIP':
        return None
    place = call.arguments.get('place') or {}
    kind = load_kinds().kind(str(place.get('kind', '')))
    text = str(place.get('query') or place.get('name') or (kind.names[desk.listener.language][0] if kind else ''))
    if action == 'ADD_TO_TRIP':
        wanted = {name: place[name] for name in ('query', 'kind', 'cuisine', 'attributes') if name in place}
        return Call('change_trip', {'action': action, 'place': wanted or {'query': text}})
    return Call('change_trip', {'action': action} | ({'stop': text} if text and action == 'LEAVE_OUT' else {}))


async def _done(agent: str, desk: Desk, arguments: Mapping[str, Any]) -> Result:
    """Have the guard do it, and tell what the trip is then."""
    before = held_trip(desk).command_id
    result = await told(desk, await desk.propose(agent, Call('trip', arguments)))
    if result.kind is not Kind.DONE:
        return result
    await until(lambda: held_trip(desk).command_id != before, _SHOWN_WITHIN)
    held, listener, action = held_trip(desk), desk.listener, str(arguments['action'])
    if action == 'END_TRIP':
        return replace(result, sentences=(*result.sentences, listener.wording('trip.ended')))
    if action in _SHORT and held.rest:
        stop = held.rest[0].visit
        names = {'place': place_name(listener, stop.stop.place), 'time': clock_time(stop.arrival)}
        clauses = (listener.wording('trip.off', **names),)
        return replace(result, clauses=clauses, question=_warming(desk, agent, held.rest[0]))
    return replace(result, sentences=(*trip_sentences(listener, held, desk.now), *result.sentences))


def _warming(desk: Desk, agent: str, entry: Entry) -> Question | None:
    """The question whether to warm the battery on the way to a fast charger, where it is time to begin."""
    is_time = entry.visit.arrival - desk.now <= entry.level.conditioning + _SOON
    if not entry.level.conditioning or not is_time or desk.car.signals.get(_CONDITIONING) == _FOR_CHARGING:
        return None
    place = place_name(desk.listener, entry.visit.stop.goal)
    warming = Call('set_signals', {'signals': {_CONDITIONING: _FOR_CHARGING}})
    pending = Pending('offer', warming, seat=desk.listener.seat)
    return Question(pending, desk.listener.wording('trip.warm', place=place), agent, asked=desk.now)


async def _home(step: Step, agent: str, desk: Desk, held: HeldTrip) -> Result:
    """When people are home after the last stop."""
    listener = desk.listener
    home = own_place(desk, agent, step.call or Call('read_trip', {}), {'query': 'home'})
    if not isinstance(home, Place):
        return _trouble(desk, step.call, 'places.no_home')
    try:
        after = await desk.places.after_trip(held, home)
    except RejectedCommand as rejected:
        text = listener.wording('route.no_way', place=place_name(listener, home), reason=reason_of(listener, rejected))
        return Result(Kind.TROUBLE, sentences=(text,), call=step.call)
    text = listener.wording('trip.home', time=clock_time(after.visit.arrival))
    return Result(Kind.TOLD, sentences=(listener.sentence([text]),), call=step.call)


def _about(entry: Entry, desk: Desk) -> float:
    """From when on a time of day that is said of a stop is looked for: it is one of its day or night."""
    return max(desk.now, entry.visit.starts - _HALF_A_DAY)


def _next(held: HeldTrip) -> Entry:
    """The stop where the car goes, or where it goes after this one."""
    is_there = held.phase == 'staying' and len(held.rest) > 1
    return held.rest[1 if is_there else 0]


def _meant(held: HeldTrip, text: str, desk: Desk) -> Entry | Result:
    if not text:
        return held.rest[0]
    try:
        stop = meant(held.itinerary.trip, text, load_habits(), load_kinds())
    except TripError as error:
        rejected = RejectedCommand(error.reason, error.reason_zh)
        return Result(Kind.TROUBLE, sentences=(reason_of(desk.listener, rejected),))
    return next(entry for entry in held.itinerary.entries if entry.visit.stop.id == stop.id)


def _is_before(held: HeldTrip, one: str, other: str, desk: Desk) -> bool:
    """Whether one stop comes before another; what they are is for the navigation to refuse."""
    first, second = (_meant(held, text, desk) for text in (one, other))
    return isinstance(first, Entry) and isinstance(second, Entry) and first.visit.arrival < second.visit.arrival


def _no_trip(step: Step, desk: Desk) -> Result:
    return _trouble(desk, step.call, 'trip.none')


def _trouble(desk: Desk, call: Call | None, key: str) -> Result:
    return Result(Kind.TROUBLE, sentences=(desk.listener.wording(key),), call=call)
