"""The questions whether something of people shall be kept, and when they are put."""

from collections.abc import Iterator

from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.liking import known_words, price_of
from ipa_agents.assistant.questions import Question
from ipa_agents.brains.interface import Call, Pending
from ipa_agents.memory.topics import Value, load_topics

__all__ = ['learned', 'offer_to_keep']

_TEMPERATURE = 'climate.temperature'


def offer_to_keep(desk: Desk, agent: str, topic: str, value: Value, *, is_learned: bool = False) -> Question:
    """The question whether something shall be kept; a no to it is remembered."""
    listener, about = desk.listener, load_topics()[topic]
    if is_learned:
        text = about.offer[listener.language].format(value=about.shown(value, listener.language))
    else:
        text = listener.wording('people.offer', known=known_words(listener, topic, value))
    arguments = {'topic': topic, 'value': value, 'source': 'learned' if is_learned else 'told', 'is_agreed': True}
    pending = Pending('offer', Call('keep', arguments), seat=listener.seat)
    return Question(pending, text, agent, asked=desk.now, refused=Call('decline', {'topic': topic}))


def learned(desk: Desk) -> Question | None:
    """Whether to keep what somebody has now chosen often enough; one question at a time."""
    people, seat = desk.world.people, desk.listener.seat
    asked = (
        offer_to_keep(desk, agent, topic, value, is_learned=True)
        for agent, call in desk.done
        for topic, value in _choices(desk, call)
        if people.is_time_to_ask(seat, topic, value)
    )
    return next(asked, None)


def _choices(desk: Desk, call: Call) -> Iterator[tuple[str, Value]]:
    """What a call that was done shows of the taste of whoever asked for it."""
    arguments = call.arguments
    if call.tool == 'navigate' and arguments.get('action') in ('START', 'ADD_STOP', 'REPLACE_DESTINATION'):
        place = arguments.get('place') or {}
        cuisines = str(place.get('cuisine', '')).split(';')
        yield from (('cuisine', cuisine) for cuisine in cuisines if load_topics()['cuisine'].meant(cuisine))
        if place.get('cuisine') and (price := price_of(place.get('price', 0))):
            yield 'price', price
    elif call.tool == 'control_media' and arguments.get('kind') == 'genre':
        yield 'music', str(arguments['query'])
    elif call.tool == 'set_signals':
        function = desk.listener.catalogue.functions.get(_TEMPERATURE)
        degrees = arguments['signals'].get(function.path_of(desk.listener.seat)) if function else None
        if isinstance(degrees, int | float):
            yield 'temperature', float(degrees)
