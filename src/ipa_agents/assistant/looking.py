"""Reading for the model: what it looked for comes back to it as data, and is told to nobody."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.assistant.agents.finding import find, look_up, reason_of
from ipa_agents.assistant.agents.travel_companion import way_of
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.liking import notes_of
from ipa_agents.assistant.readings import (
    charging_reading,
    media_reading,
    place_readings,
    route_reading,
    signal_readings,
    ways,
)
from ipa_agents.assistant.result import Result
from ipa_agents.assistant.strangers import are_free
from ipa_agents.assistant.trip_reading import trip_reading
from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.checking import problem
from ipa_agents.errors import RejectedCommand
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.reasons import reason_words

__all__ = ['Seen', 'look']

_MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look gave; `places` are those that it found, in the order of their numbers."""

    data: Mapping[str, Any]
    is_trusted: bool = True
    places: tuple[Place, ...] = ()


async def look(call: Call, agent: str, desk: Desk) -> Seen:
    """Do a reading call; what did not work is data too."""
    return await _LOOKS[call.tool](call, agent, desk)


async def _signals(call: Call, agent: str, desk: Desk) -> Seen:
    catalogue, paths = desk.listener.catalogue, call.arguments['paths']
    return Seen(signal_readings(catalogue, desk.car.signals, paths), is_trusted=not are_free(catalogue, paths))


async def _media(call: Call, agent: str, desk: Desk) -> Seen:
    return Seen(media_reading(desk.car.playing), is_trusted=False)


async def _route(call: Call, agent: str, desk: Desk) -> Seen:
    """The route; the battery where that is asked for."""
    about, wanted = call.arguments.get('about'), call.arguments.get('place') or {}
    if about != 'battery':
        return Seen(route_reading(desk.car.travelling, desk.now), is_trusted=False)
    found = await find(desk, agent, call, wanted) if wanted else None
    if isinstance(found, Result):
        return _nothing(desk, found)
    try:
        with desk.working(call):
            charging = await desk.places.charging(found, and_back=bool(call.arguments.get('and_back')))
    except RejectedCommand as rejected:
        return Seen(problem(reason_of(desk.listener, rejected), 'say so'), is_trusted=False)
    return Seen(charging_reading(charging), is_trusted=False)


async def _places(call: Call, agent: str, desk: Desk) -> Seen:
    hits = await look_up(desk, agent, call, call.arguments)
    if isinstance(hits, Result):
        return _nothing(desk, hits)
    listed = hits.results.found[:_MOST_PLACES]
    data: dict[str, Any] = {'places': place_readings(listed, hits.search), 'count': len(hits.results.found)}
    if hits.results.relaxed:
        data['given_up'] = [reason_words(reason).en for reason in hits.results.relaxed]
    if hits.liked:
        data['first'] = hits.liked
    return Seen(data, is_trusted=False, places=tuple(item.place for item in listed))


async def _ways(call: Call, agent: str, desk: Desk) -> Seen:
    wanted = call.arguments.get('place') or {}
    trip = desk.car.travelling.trip if desk.car.travelling else None
    if not wanted and trip is None:
        return Seen(problem('no route is driven', 'name a place'))
    found: Place | Result
    if wanted:
        found = await find(desk, agent, call, wanted)
    else:
        assert trip is not None
        found = trip.destination
    if isinstance(found, Result):
        return _nothing(desk, found)
    try:
        with desk.working(call):
            trips = await desk.places.plan(found, way_of(call.arguments))
    except RejectedCommand as rejected:
        return Seen(problem(reason_of(desk.listener, rejected), 'say so'), is_trusted=False)
    return Seen({'destination': found.name or found.name_zh, 'ways': ways(trips, desk.now)}, is_trusted=False)


def _nothing(desk: Desk, found: Result) -> Seen:
    """Why there is no place, or which of several may be meant: the first of those that were offered are named."""
    if found.question is None:
        return Seen(problem(' '.join(found.sentences), 'say so, and offer nothing else'), is_trusted=False)
    if not found.question.options:
        return Seen(problem('it is not clear what is looked for', 'give a text, a kind or a cuisine'))
    names = [option.label for option in found.question.options]
    return Seen({'error': 'several places may be meant', 'places': names}, is_trusted=False)


async def _known(call: Call, agent: str, desk: Desk) -> Seen:
    world, seat = desk.world, desk.listener.seat
    data = {'known': list(notes_of(world.people, seat)), 'notes': list(world.notebook.of(seat))}
    return Seen(data, is_trusted=not world.notebook.of_others(seat))


async def _trip(call: Call, agent: str, desk: Desk) -> Seen:
    return Seen(trip_reading(desk.car.trip), is_trusted=False)


_LOOKS: Mapping[str, Callable[[Call, str, Desk], Awaitable[Seen]]] = {
    'read_signals': _signals,
    'read_media': _media,
    'read_route': _route,
    'search_places': _places,
    'plan_route': _ways,
    'recall': _known,
    'read_trip': _trip,
}
