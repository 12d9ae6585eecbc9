"""What is told of the route that is driven: what remains, traffic, tolls, the battery, and how far the car gets."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from ipa_agents.assistant.agents.finding import find, reason_of
from ipa_agents.assistant.car_words import describe
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.place_arguments import place_arguments
from ipa_agents.assistant.ports import Travelling
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.route_facts import Charging
from ipa_agents.assistant.route_words import (
    charging_sentences,
    difference_sentence,
    reach_sentence,
    tolls_sentence,
    traffic_sentences,
    tunnels_sentence,
)
from ipa_agents.assistant.travel_words import clock_time, distance, duration, place_name
from ipa_agents.brains.interface import Call, Option, Pending, Step
from ipa_agents.brains.reflex.places import place_argument
from ipa_agents.errors import RejectedCommand
from ipa_agents.travel.places.place import Place

__all__ = ['charging_for', 'read_route']

_RANGE = 'Vehicle.Powertrain.TractionBattery.Range'
_NEXT = ('Vehicle.Cabin.Infotainment.Navigation.NextManeuver',)


async def read_route(step: Step, agent: str, desk: Desk) -> Result:
    """Tell of the route that is driven what was asked: what remains, the next turn, or one of _ABOUT."""
    arguments: Mapping[str, Any] = step.call.arguments if step.call else {}
    topic = str(arguments.get('about') or step.topic)
    travelling, listener = desk.car.travelling, desk.listener
    if topic == 'reach':
        return await _reach(step, desk, float(arguments.get('minutes') or 20.0))
    if topic in _BATTERY and arguments.get('place'):
        return await _battery_to(step, agent, desk, arguments['place'])
    is_guided = travelling is not None and travelling.status == 'GUIDING'
    if topic in _BATTERY and not is_guided and (named := step.slots.get('place')):
        return await _battery_to(step, agent, desk, place_argument(str(named), listener.language))
    if travelling is None:
        return Result(Kind.TROUBLE, sentences=(listener.wording('route.unknown'),), call=step.call)
    if travelling.status == 'ARRIVED':
        return Result(Kind.TOLD, sentences=(listener.wording('route.arrived'),), call=step.call)
    if travelling.trip is None or travelling.status != 'GUIDING':
        return Result(Kind.TOLD, sentences=(listener.wording('route.none'), *_range(topic, desk)), call=step.call)
    if topic == 'next_turn':
        signals = desk.car.signals
        known = {path: signals[path] for path in _NEXT if path in signals}
        clauses = describe(listener, known, 'state')
        return Result(Kind.TOLD, tuple(clauses), call=step.call)
    if topic in _ABOUT:
        return await _ABOUT[topic](step, agent, desk, travelling)
    return Result(Kind.TOLD, (_remaining(desk, travelling),), call=step.call)


def _remaining(desk: Desk, travelling: Travelling) -> str:
    assert travelling.trip is not None
    return desk.listener.wording(
        'route.remaining',
        place=place_name(desk.listener, travelling.trip.destination),
        distance=distance(desk.listener, travelling.distance),
        duration=duration(desk.listener, travelling.duration),
        time=clock_time(travelling.arrival or desk.now + travelling.duration),
    )


async def _traffic(step: Step, agent: str, desk: Desk, travelling: Travelling) -> Result:
    """What traffic ahead costs, and the other way that saves time, which a yes takes."""
    question = None
    if travelling.offer is not None:
        pending = Pending(
            'offer', Call('navigate', {'action': 'CHOOSE_ALTERNATIVE', 'alternative': 1}), seat=desk.listener.seat
        )
        question = Question(pending, desk.listener.wording('ask.offer_way'), agent, asked=desk.now)
    sentences = traffic_sentences(desk.listener, travelling)
    return Result(Kind.TOLD, (_remaining(desk, travelling),), sentences, step.call, question)


async def _tolls(step: Step, agent: str, desk: Desk, travelling: Travelling) -> Result:
    return Result(Kind.TOLD, sentences=(tolls_sentence(desk.listener, travelling),), call=step.call)


async def _tunnels(step: Step, agent: str, desk: Desk, travelling: Travelling) -> Result:
    return Result(Kind.TOLD, sentences=(tunnels_sentence(desk.listener, travelling),), call=step.call)


async def _difference(step: Step, agent: str, desk: Desk, travelling: Travelling) -> Result:
    return Result(Kind.TOLD, sentences=(difference_sentence(desk.listener, travelling),), call=step.call)


async def _battery(step: Step, agent: str, desk: Desk, travelling: Travelling) -> Result:
    """Whether the battery lasts, by what the way takes; where nobody computes that, by the range that the car shows."""
    try:
        with desk.working(Call('read_route', {})):
            charging = await desk.places.charging(None, and_back=_is_back(step))
    except RejectedCommand as rejected:
        sentences = _by_range(desk, travelling) or (reason_of(desk.listener, rejected),)
        return Result(Kind.TOLD, (_remaining(desk, travelling),), sentences, step.call)
    assert travelling.trip is not None
    return charging_for(step, agent, desk, travelling.trip.destination, charging)


def _is_back(step: Step) -> bool:
    """Whether the way back counts, too."""
    return step.call is not None and bool(step.call.arguments.get('and_back'))


async def _battery_to(step: Step, agent: str, desk: Desk, wanted: Mapping[str, Any]) -> Result:
    assert step.call is not None
    found = await find(desk, agent, step.call, wanted)
    if isinstance(found, Result):
        return found
    try:
        with desk.working(step.call):
            charging = await desk.places.charging(found, and_back=_is_back(step))
    except RejectedCommand as rejected:
        return Result(Kind.TROUBLE, sentences=(reason_of(desk.listener, rejected),), call=step.call)
    return charging_for(step, agent, desk, found, charging, is_driven=False)


def charging_for(
    step: Step, agent: str, desk: Desk, goal: Place, charging: Charging, *, is_driven: bool = True
) -> Result:
    """Whether the battery lasts to `goal`, with the margin; else where to charge, offered on a driven route."""
    sentences = charging_sentences(desk.listener, goal, charging, and_back=_is_back(step))
    if not charging.stops or not is_driven:
        return Result(Kind.TOLD, sentences=sentences, call=step.call)
    place = charging.stops[0].place
    adding = Call('navigate', {'action': 'ADD_STOP', 'place': place_arguments(place)})
    pending = Pending('offer', adding, seat=desk.listener.seat)
    option = Option(place.name or place.name_zh, place.name_zh or place.name, {'place': place_arguments(place)})
    text = desk.listener.wording('ask.offer_stop', place=place_name(desk.listener, place))
    question = Question(pending, text, agent, options=(option,), asked=desk.now)
    return Result(Kind.TOLD, sentences=sentences, call=step.call, question=question)


async def _reach(step: Step, desk: Desk, minutes: float) -> Result:
    """How far the car gets in so many minutes; the area goes to whoever can draw it."""
    listener = desk.listener
    try:
        with desk.working(Call('read_route', {})):
            rings = await desk.places.reach(minutes)
    except RejectedCommand as rejected:
        return Result(Kind.TROUBLE, sentences=(reason_of(listener, rejected),), call=step.call)
    desk.trace('reach', minutes=minutes, rings=[[[round(x, 5) for x in point] for point in ring] for ring in rings])
    return Result(Kind.TOLD, sentences=(reach_sentence(listener, minutes, rings, _here(desk)),), call=step.call)


def _here(desk: Desk) -> tuple[float, float] | None:
    latitude, longitude = (
        desk.car.signals.get(f'Vehicle.CurrentLocation.{name}') for name in ('Latitude', 'Longitude')
    )
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    return float(latitude), float(longitude)


def _by_range(desk: Desk, travelling: Travelling) -> tuple[str, ...]:
    reach = desk.car.signals.get(_RANGE)
    if not isinstance(reach, int | float):
        return ()
    key = 'route.reach' if reach > travelling.distance else 'route.no_reach'
    return (desk.listener.wording(key, range=distance(desk.listener, float(reach))),)


def _range(topic: str, desk: Desk) -> tuple[str, ...]:
    """How far the battery lasts, where that was the question and no route tells what for."""
    reach = desk.car.signals.get(_RANGE)
    if topic not in _BATTERY or not isinstance(reach, int | float):
        return ()
    return (desk.listener.wording('route.good_for', range=distance(desk.listener, float(reach))),)


_BATTERY = ('charging_needed', 'battery')
_ABOUT: Mapping[str, Callable[[Step, str, Desk, Travelling], Awaitable[Result]]] = {
    'traffic': _traffic,
    'tolls': _tolls,
    'tunnels': _tunnels,
    'difference': _difference,
    **dict.fromkeys(_BATTERY, _battery),
}
