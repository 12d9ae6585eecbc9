"""What is known of people: met, kept with their consent, told to nobody else, and used."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from ipa_agents.assistant.about import About, about
from ipa_agents.assistant.agents.car_genius import propose
from ipa_agents.assistant.agents.finding import find
from ipa_agents.assistant.consent import offer_to_keep
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.liking import known_words
from ipa_agents.assistant.place_arguments import is_resolved, place_arguments
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.brains.interface import Act, Call, Domain, Step
from ipa_agents.brains.reflex.places import place_argument
from ipa_agents.errors import MemoryFault
from ipa_agents.memory.topics import load_topics
from ipa_agents.travel.places.place import Place

__all__ = ['about_me', 'as_liked', 'careful', 'decline', 'keep', 'keep_about', 'learn', 'meet', 'play']

_TEMPERATURE = 'climate.temperature'
_LOCATION = ('Vehicle.CurrentLocation.Latitude', 'Vehicle.CurrentLocation.Longitude')
_ROAD = 'Vehicle.Cabin.Infotainment.Navigation.RoadName'


Tool = Callable[[Step, str, Desk], Awaitable[Result]]


def careful(tool: Tool) -> Tool:
    """`tool`, which says so where what is kept of people cannot be read or written."""

    async def told(step: Step, agent: str, desk: Desk) -> Result:
        try:
            return await tool(step, agent, desk)
        except MemoryFault:
            return Result(Kind.TROUBLE, sentences=(desk.listener.wording('people.unkept'),), call=step.call)

    return told


async def meet(step: Step, agent: str, desk: Desk) -> Result:
    """Somebody says who they are; without a name, that they are not who they are taken for."""
    assert step.call is not None
    people, seat = desk.world.people, desk.listener.seat
    name = str(step.call.arguments.get('person', ''))
    if not name:
        people.part(seat)
        return _told(step, desk, 'people.parted')
    if not await people.meet(seat, name):
        return _told(step, desk, 'people.taken', name=name)
    key = 'people.met_again' if people.view.of(people.at(seat)) else 'people.met'
    return _told(step, desk, key, name=people.at(seat))


async def about_me(step: Step, agent: str, desk: Desk) -> Result:
    """What somebody says of themselves is kept when they agree to it."""
    assert step.call is not None
    if 'here' in step.call.arguments:
        return await _keep_here(step, agent, desk)
    found = about(str(step.call.arguments['note']), desk.listener.language)
    return _told(step, desk, 'not_understood') if found is None else await keep_about(found, agent, desk)


async def keep_about(found: About, agent: str, desk: Desk, *, is_agreed: bool = False) -> Result:
    """Keep what somebody said of themselves, once they have agreed to it."""
    place = place_argument(found.place, desk.listener.language) if found.place else {}
    what = {'place': place} if place else {'value': found.value}
    call = Call('keep', {'topic': found.topic.id, 'is_agreed': is_agreed, **what})
    return await keep(Step(Domain.SMALLTALK, Act.ACT, call), agent, desk)


async def keep(step: Step, agent: str, desk: Desk) -> Result:
    """Keep {"topic", "value" or "place"} of whoever said it, once they have agreed to it."""
    assert step.call is not None
    arguments, seat = step.call.arguments, desk.listener.seat
    topic, value = str(arguments['topic']), arguments.get('value')
    if value is None:
        found = await _point(step, agent, desk)
        if isinstance(found, Result):
            return found
        value = found
    if not arguments.get('is_agreed'):
        return Result(Kind.ASKED, call=step.call, question=offer_to_keep(desk, agent, topic, value))
    await desk.world.people.keep(seat, topic, value, arguments.get('source', 'told'), desk.now)
    return _told(step, desk, 'people.kept', known=known_words(desk.listener, topic, value))


async def decline(step: Step, agent: str, desk: Desk) -> Result:
    """Somebody does not want a topic to be kept, and is not asked about it again."""
    assert step.call is not None
    await desk.world.people.decline(desk.listener.seat, str(step.call.arguments['topic']))
    return _told(step, desk, 'people.declined')


async def learn(step: Step, agent: str, desk: Desk) -> Result:
    """Learn from the choices of whoever says so, or stop that."""
    assert step.call is not None
    people, seat = desk.world.people, desk.listener.seat
    is_on = step.call.arguments['mode'] == 'ON'
    await (people.allow(seat) if is_on else people.decline(seat))
    return _told(step, desk, 'people.learning' if is_on else 'people.not_learning')


async def as_liked(step: Step, agent: str, desk: Desk) -> Result:
    """Set the temperature of the seat as whoever sits there likes it."""
    seat = desk.listener.seat
    liked = desk.world.people.likes(seat, 'temperature')
    if not liked:
        return _told(step, desk, 'people.no_temperature')
    path = desk.listener.catalogue.functions[_TEMPERATURE].path_of(seat)
    call = Call('set_signals', {'signals': {path: liked[0]}})
    return await propose(Step(step.domain, Act.ACT, call, text=step.text), agent, desk)


async def play(step: Step, agent: str, desk: Desk) -> Result:
    """Have the guard do what was said to the player; where any music will do, that which people like."""
    assert step.call is not None
    liked = desk.world.people.likes(desk.listener.seat, 'music') if _is_any(step.call.arguments) else ()
    for genre in liked[:1]:
        call = Call(step.call.tool, {**step.call.arguments, 'query': genre, 'kind': 'genre'})
        result = await propose(Step(step.domain, step.act, call, text=step.text), agent, desk)
        if result.kind is not Kind.TROUBLE:
            known = known_words(desk.listener, 'music', genre)
            clauses = [desk.listener.wording('people.because', done=clause, known=known) for clause in result.clauses]
            return replace(result, clauses=tuple(clauses))
    return await propose(step, agent, desk)


async def _keep_here(step: Step, agent: str, desk: Desk) -> Result:
    """Home or work is where the car is, by the name of the road."""
    assert step.call is not None
    topic = str(step.call.arguments['here'])
    latitude, longitude = (desk.car.signals.get(path) for path in _LOCATION)
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return _told(step, desk, 'people.nowhere')
    name = str(desk.car.signals.get(_ROAD) or f'{latitude:.4f}, {longitude:.4f}')
    point = load_topics()[topic].checked({'name': name, 'latitude': latitude, 'longitude': longitude})
    return await keep(replace(step, call=Call('keep', {'topic': topic, 'value': point})), agent, desk)


async def _point(step: Step, agent: str, desk: Desk) -> Mapping[str, Any] | Result:
    """The place that is to be kept, as it is kept."""
    assert step.call is not None
    wanted = step.call.arguments['place']
    found: Any = wanted
    if not is_resolved(wanted):
        place = await find(desk, agent, step.call, wanted)
        if not isinstance(place, Place):
            return place
        found = place_arguments(place)
    return load_topics()[str(step.call.arguments['topic'])].checked(found)  # type: ignore[return-value]


def _is_any(arguments: Mapping[str, Any]) -> bool:
    return arguments.get('action') == 'PLAY' and not arguments.get('query') and arguments.get('kind', 'any') == 'any'


def _told(step: Step, desk: Desk, key: str, **slots: str) -> Result:
    return Result(Kind.TOLD, sentences=(desk.listener.wording(key, **slots),), call=step.call)
