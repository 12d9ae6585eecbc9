"""Home and work: where they are for whoever asks, asked for once where that is not known."""

from collections.abc import Mapping
from typing import Any

from ipa_agents.assistant.consent import offer_to_keep
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.place_arguments import place_from
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.brains.interface import Call, Pending
from ipa_agents.memory.topics import load_topics
from ipa_agents.travel.places.place import Place

__all__ = ['keeping', 'own_place']

_OWN = ('home', 'work')


def own_place(desk: Desk, agent: str, call: Call, wanted: Mapping[str, Any]) -> Place | Result | None:
    """Home or work of whoever asks, or the question where that is; None when `wanted` is neither."""
    topic = str(wanted.get('query') or '')
    if topic not in _OWN:
        return None
    for place in desk.world.people.likes(desk.listener.seat, topic):
        assert isinstance(place, Mapping)
        return place_from(place)
    wording = desk.listener.wording
    if call.tool != 'navigate':
        return Result(Kind.TROUBLE, sentences=(wording(f'places.no_{topic}'),), call=call)
    going = Call(call.tool, {**call.arguments, 'own': topic})
    pending = Pending('clarify', going, slot='place', seat=desk.listener.seat)
    question = Question(pending, wording(f'people.where_{topic}'), agent, asked=desk.now)
    return Result(Kind.ASKED, call=going, question=question)


def keeping(desk: Desk, agent: str, topic: str, place: Mapping[str, Any]) -> Question | None:
    """The question whether `place`, to which somebody was led as their home or work, shall be kept."""
    if topic not in _OWN or not desk.world.people.may_ask(desk.listener.seat, topic):
        return None
    return offer_to_keep(desk, agent, topic, load_topics()[topic].checked(place))
