"""Travel Companion: places, routes, charging, parking, the way."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipa_agents.assistant.agents.finding import Found, find, look_up, reason_of, several
from ipa_agents.assistant.car_words import describe
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.place_arguments import is_resolved, place_arguments, place_from
from ipa_agents.assistant.ports import Travelling
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.told import told
from ipa_agents.assistant.travel_words import clock_time, distance, duration, place_name, trip_words
from ipa_agents.brains.interface import Call, Pending, Step
from ipa_agents.errors import RejectedCommand
from ipa_agents.travel.places.place import Place

__all__ = ['navigate', 'plan_route', 'read_route', 'search_places']

_RANGE = 'Vehicle.Powertrain.TractionBattery.Range'
_NEXT = ('Vehicle.Cabin.Infotainment.Navigation.NextManeuver',)
_TO_A_PLACE = ('START', 'ADD_STOP', 'REPLACE_DESTINATION')


async def navigate(step: Step, agent: str, desk: Desk) -> Result:
    """Find the place that is meant, then have the guard start the way there; ask when several may be meant."""
    assert step.call is not None
    call = step.call
    action = call.arguments.get('action', 'START')
    wanted = call.arguments.get('place') or {}
    if action == 'REMOVE_STOP':
        return await _remove_stop(call, agent, desk)
    if action in _TO_A_PLACE and not is_resolved(wanted):
        found = await find(desk, agent, call, wanted)
        if not isinstance(found, Place):
            return found
        call = replace(call, arguments={**call.arguments, 'action': action, 'place': place_arguments(found)})
    return await told(desk, await desk.propose(agent, call))


async def search_places(step: Step, agent: str, desk: Desk) -> Result:
    """List what there is, nearest first, and offer to go there."""
    assert step.call is not None
    going = Call('navigate', {'action': 'START'})
    places = await look_up(desk, agent, going, step.call.arguments)
    return places if isinstance(places, Result) else several(desk, agent, going, places)


async def plan_route(step: Step, agent: str, desk: Desk) -> Result:
    """Tell how far and how long the way to a place is, without starting it.

    Without a place it is another way to where the route leads already, which is then offered.
    """
    assert step.call is not None
    arguments, listener = step.call.arguments, desk.listener
    wanted = arguments.get('place') or {}
    preference = str(arguments.get('preference') or 'fastest')
    trip = desk.car.travelling.trip if desk.car.travelling else None
    if not wanted and (trip is None or preference == trip.preference):
        return await read_route(step, agent, desk)
    if wanted:
        found: Found = place_from(wanted) if is_resolved(wanted) else await find(desk, agent, step.call, wanted)
    else:
        found = trip.destination if trip else Result(Kind.SILENT)
    if isinstance(found, Result):
        return found
    try:
        with desk.working(step.call):
            trips = await desk.places.plan(found, preference)
    except RejectedCommand as rejected:
        reason = reason_of(listener, rejected)
        text = listener.wording('route.no_way', place=place_name(listener, found), reason=reason)
        return Result(Kind.TROUBLE, sentences=(text,), call=step.call)
    sentences = (listener.wording('route.tolls'),) if trips[0].has_tolls else ()
    clauses = (trip_words(listener, 'route.would_be', trips[0], desk.now),)
    question = None if wanted else _offer(desk, agent, found, preference)
    return Result(Kind.TOLD, clauses, sentences, step.call, question)


def _offer(desk: Desk, agent: str, destination: Place, preference: str) -> Question:
    arguments = {'action': 'START', 'place': place_arguments(destination), 'preference': preference}
    pending = Pending('offer', Call('navigate', arguments), seat=desk.listener.seat)
    return Question(pending, desk.listener.wording('ask.offer_way'), agent, asked=desk.now)


async def read_route(step: Step, agent: str, desk: Desk) -> Result:
    """Tell of the route that is driven what was asked: what remains, the next turn, or whether the battery lasts."""
    travelling, listener = desk.car.travelling, desk.listener
    if travelling is None:
        return Result(Kind.TROUBLE, sentences=(listener.wording('route.unknown'),), call=step.call)
    if travelling.status == 'ARRIVED':
        return Result(Kind.TOLD, sentences=(listener.wording('route.arrived'),), call=step.call)
    if travelling.trip is None or travelling.status != 'GUIDING':
        return Result(Kind.TOLD, sentences=(listener.wording('route.none'), *_reach(step.topic, desk)), call=step.call)
    if step.topic == 'next_turn':
        known = {path: desk.car.signals[path] for path in _NEXT if path in desk.car.signals}
        clauses = describe(listener, known, 'state')
        return Result(Kind.TOLD, tuple(clauses), call=step.call)
    remaining = listener.wording(
        'route.remaining',
        place=place_name(listener, travelling.trip.destination),
        distance=distance(listener, travelling.distance),
        duration=duration(listener, travelling.duration),
        time=clock_time(travelling.arrival or desk.now + travelling.duration),
    )
    return Result(Kind.TOLD, (remaining,), _remarks(step.topic, travelling, desk), step.call)


def _remarks(topic: str, travelling: Travelling, desk: Desk) -> tuple[str, ...]:
    """What else a question about the route asked for."""
    wording = desk.listener.wording
    if topic == 'traffic':
        return (wording('route.no_traffic'),)
    reach = desk.car.signals.get(_RANGE)
    if topic == 'charging_needed' and isinstance(reach, int | float):
        key = 'route.reach' if reach > travelling.distance else 'route.no_reach'
        return (wording(key, range=distance(desk.listener, float(reach))),)
    return ()


def _reach(topic: str, desk: Desk) -> tuple[str, ...]:
    """How far the battery lasts, where that was the question and no route tells what for."""
    reach = desk.car.signals.get(_RANGE)
    if topic != 'charging_needed' or not isinstance(reach, int | float):
        return ()
    return (desk.listener.wording('route.good_for', range=distance(desk.listener, float(reach))),)


async def _remove_stop(call: Call, agent: str, desk: Desk) -> Result:
    stops = desk.car.travelling.stops if desk.car.travelling else ()
    meant = _named(stops, call.arguments.get('place') or {})
    if len(meant) != 1:
        return Result(Kind.TROUBLE, sentences=(desk.listener.wording('places.none_here'),), call=call)
    removing = replace(call, arguments={'action': 'REMOVE_STOP', 'place': place_arguments(meant[0])})
    return await told(desk, await desk.propose(agent, removing))


def _named(stops: Sequence[Place], wanted: Mapping[str, Any]) -> list[Place]:
    """The stops that are meant: all when none is named."""
    name = str(wanted.get('query') or wanted.get('name') or '').casefold()
    kind = wanted.get('kind')
    return [
        stop
        for stop in stops
        if (not name or name in stop.name.casefold() or name in stop.name_zh) and (not kind or stop.kind == kind)
    ]
