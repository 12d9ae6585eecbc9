"""Travel Companion: places, routes, charging, parking, the way."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipa_agents.assistant.agents.finding import find, look_up, reason_of, several
from ipa_agents.assistant.agents.route import read_route
from ipa_agents.assistant.agents.trips import change_trip, instead_of_route
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.own_places import keeping
from ipa_agents.assistant.place_arguments import is_resolved, place_arguments
from ipa_agents.assistant.ports import Way
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.route_words import longer_sentence, way_remarks
from ipa_agents.assistant.told import told
from ipa_agents.assistant.travel_words import place_name, trip_words
from ipa_agents.brains.interface import Call, Pending, Step
from ipa_agents.errors import RejectedCommand
from ipa_agents.travel.places.place import Place

__all__ = ['navigate', 'plan_route', 'read_route', 'search_places', 'way_of']

_MOST_AVOIDED = 3
"""Of each kind, which is what the guard lets through; the oldest is given up."""
_TO_A_PLACE = ('START', 'ADD_STOP', 'REPLACE_DESTINATION')


def way_of(arguments: Mapping[str, Any]) -> Way:
    """What kind of way the arguments of a tool ask for."""
    return Way(
        str(arguments.get('preference') or 'fastest'),
        tuple(arguments.get('avoid') or ()),
        tuple(arguments.get('avoid_roads') or ()),
    )


async def navigate(step: Step, agent: str, desk: Desk) -> Result:
    """Find the place that is meant, then have the guard start the way there; ask when several may be meant."""
    assert step.call is not None
    call = step.call
    if changed := instead_of_route(call, desk):
        return await change_trip(replace(step, call=changed), agent, desk)
    action = call.arguments.get('action', 'START')
    wanted = call.arguments.get('place') or {}
    if action == 'REMOVE_STOP':
        return await _remove_stop(call, agent, desk)
    if action == 'AVOID':
        call = _avoiding_more(call, desk)
    if action == 'VIA' or call.arguments.get('via'):
        passed = await _passed(call, agent, desk)
        if isinstance(passed, Result):
            return passed
        call = passed
    if action in _TO_A_PLACE and not is_resolved(wanted):
        found = await find(desk, agent, call, wanted)
        if not isinstance(found, Place):
            return found
        call = replace(call, arguments={**call.arguments, 'action': action, 'place': place_arguments(found)})
    own = str(call.arguments.get('own', ''))
    call = replace(call, arguments={name: value for name, value in call.arguments.items() if name != 'own'})
    result = await told(desk, await desk.propose(agent, call))
    if result.kind is Kind.DONE and result.question is None:
        return replace(result, question=keeping(desk, agent, own, call.arguments.get('place') or {}))
    return result


async def search_places(step: Step, agent: str, desk: Desk) -> Result:
    """List what there is, with the reasons, and offer to go there; what lies on the way becomes a stop."""
    assert step.call is not None
    travelling = desk.car.travelling
    is_on_the_way = step.call.arguments.get('along_route') and travelling and travelling.status == 'GUIDING'
    going = Call('navigate', {'action': 'ADD_STOP' if is_on_the_way else 'START'})
    hits = await look_up(desk, agent, going, step.call.arguments)
    return hits if isinstance(hits, Result) else several(desk, agent, going, hits)


async def plan_route(step: Step, agent: str, desk: Desk) -> Result:
    """Tell how far and how long the way to a place is, without starting it.

    Without a place it is another way to where the route leads already, which is then offered.
    """
    assert step.call is not None
    arguments, listener = step.call.arguments, desk.listener
    wanted = arguments.get('place') or {}
    way = way_of(arguments)
    trip = desk.car.travelling.trip if desk.car.travelling else None
    if not wanted and (trip is None or way == Way(trip.preference)):
        return await read_route(step, agent, desk)
    if not wanted and trip is not None and way.preference == 'no_tolls' and not trip.has_tolls:
        return Result(Kind.TOLD, sentences=(listener.wording('route.no_toll'),), call=step.call)
    if wanted:
        found = await find(desk, agent, step.call, wanted)
    else:
        found = trip.destination if trip else Result(Kind.SILENT)
    if isinstance(found, Result):
        return found
    try:
        with desk.working(step.call):
            trips = await desk.places.plan(found, way)
    except RejectedCommand as rejected:
        reason = reason_of(listener, rejected)
        text = listener.wording('route.no_way', place=place_name(listener, found), reason=reason)
        return Result(Kind.TROUBLE, sentences=(text,), call=step.call)
    clauses = (trip_words(listener, 'route.would_be', trips[0], desk.now),)
    question = None if wanted else _offer(desk, agent, found, arguments)
    sentences = way_remarks(listener, trips[0])
    if not wanted and desk.car.travelling:
        sentences += (longer_sentence(listener, trips[0].duration - desk.car.travelling.duration),)
    return Result(Kind.TOLD, clauses, sentences, step.call, question)


def _offer(desk: Desk, agent: str, destination: Place, wanted: Mapping[str, Any]) -> Question:
    """Ask whether to go on that way; a route that is driven keeps its stops."""
    arguments: dict[str, Any] = {'action': 'START', 'place': place_arguments(destination)}
    arguments |= {name: wanted[name] for name in ('preference', 'avoid', 'avoid_roads') if wanted.get(name)}
    pending = Pending('offer', Call('navigate', arguments), seat=desk.listener.seat)
    return Question(pending, desk.listener.wording('ask.offer_way'), agent, asked=desk.now)


def _avoiding_more(call: Call, desk: Desk) -> Call:
    """The same beside what the route avoids already; a call that names nothing allows everything again."""
    trip = desk.car.travelling.trip if desk.car.travelling else None
    if trip is None or not (call.arguments.get('avoid') or call.arguments.get('avoid_roads')):
        return call
    before = {'avoid': trip.avoid, 'avoid_roads': trip.avoid_roads}
    both = {name: dict.fromkeys((*before[name], *(call.arguments.get(name) or ()))) for name in before}
    kept = {name: list(wanted)[-_MOST_AVOIDED:] for name, wanted in both.items() if wanted}
    return replace(call, arguments={**call.arguments, **kept})


async def _passed(call: Call, agent: str, desk: Desk) -> Call | Result:
    """The same call with the place that is to be passed on the way."""
    wanted = call.arguments.get('via') or call.arguments.get('place') or {}
    if isinstance(wanted, list):
        return call
    found = await find(desk, agent, call, {**wanted, 'nearest': True})
    if isinstance(found, Result):
        return found
    dropped = ('via', 'place') if call.arguments.get('action') == 'VIA' else ('via',)
    others = {name: value for name, value in call.arguments.items() if name not in dropped}
    return replace(call, arguments={**others, 'via': [place_arguments(found)]})


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
