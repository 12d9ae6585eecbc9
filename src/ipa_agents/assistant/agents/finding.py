"""Which place is meant: one that is clear, the nearest where that was asked for, or a question with up to three."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.place_arguments import place_arguments
from ipa_agents.assistant.ports import Search
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.travel_words import place_with_distance, places_list
from ipa_agents.assistant.wake import squash
from ipa_agents.brains.interface import Call, Option, Pending
from ipa_agents.errors import RejectedCommand
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import Place

__all__ = ['Found', 'find', 'look_up', 'reason_of', 'several']

_MOST = 3
Found = Place | Result


async def find(desk: Desk, agent: str, call: Call, wanted: Mapping[str, Any]) -> Found:
    """The place that `wanted` means for `call`, or the result to give when that is not clear."""
    places = await look_up(desk, agent, call, wanted)
    if isinstance(places, Result):
        return places
    clear = places[0] if wanted.get('nearest') else _clear(places, _query(wanted))
    return clear or several(desk, agent, call, places)


async def look_up(desk: Desk, agent: str, call: Call, wanted: Mapping[str, Any]) -> tuple[Place, ...] | Result:
    """All places that `wanted` may mean, or the result to give when there are none.

    Places of a name come as navigation orders them, those of a kind nearest first: so they are told, and so
    "the nearest one" picks.
    """
    listener = desk.listener
    search = Search(
        text=_query(wanted),
        kind=str(wanted.get('kind') or ''),
        cuisine=str(wanted.get('cuisine') or ''),
        where='along' if wanted.get('along_route') else 'near',
        open_now=bool(wanted.get('open_now')),
    )
    if not (search.text or search.kind or search.cuisine):
        pending = Pending('clarify', call, slot='place', seat=listener.seat)
        question = Question(pending, listener.wording('places.missing'), agent, asked=desk.now)
        return Result(Kind.ASKED, call=call, question=question)
    try:
        with desk.working(Call('search_places', wanted)):
            places = (await desk.places.search(search)).places
    except RejectedCommand as rejected:
        text = listener.wording('places.failed', reason=reason_of(listener, rejected))
        return Result(Kind.TROUBLE, sentences=(text,), call=call)
    places = _with_attributes(places, wanted.get('attributes') or ())
    if not search.text:
        places = tuple(sorted(places, key=lambda place: _remoteness(place, search)))
    listed = [place_arguments(place) for place in places[:_MOST]]
    desk.trace('search', text=search.text, kind=search.kind, found=len(places), places=listed)
    return places or _none(desk, call, search)


def several(desk: Desk, agent: str, call: Call, places: Sequence[Place]) -> Result:
    """Ask which of `places` is meant, for `call`; of one, whether it is."""
    listener, listed = desk.listener, places[:_MOST]
    if len(listed) == 1:
        text = listener.wording('places.one', place=place_with_distance(listener, listed[0]))
    else:
        key = 'places.several' if len(places) == len(listed) else 'places.more'
        text = listener.wording(key, list=places_list(listener, listed), count=len(places))
    options = tuple(
        Option(place.name or place.name_zh, place.name_zh or place.name, {'place': place_arguments(place)})
        for place in listed
    )
    pending = Pending('choose', call, slot='place', seat=listener.seat)
    question = Question(pending, text, agent, options=options, asked=desk.now)
    return Result(Kind.ASKED, call=call, question=question)


def reason_of(listener: Listener, rejected: RejectedCommand) -> str:
    """Why navigation could not do it, in the listener's language."""
    return rejected.reason_zh if listener.language == 'zh' else rejected.reason


def _query(wanted: Mapping[str, Any]) -> str:
    return str(wanted.get('query') or wanted.get('text') or wanted.get('name') or '')


def _clear(places: Sequence[Place], query: str) -> Place | None:
    """The one place that is clearly meant: the only one, or the only one of exactly that name."""
    if len(places) == 1:
        return places[0]
    named = [place for place in places if query and squash(query) in (squash(place.name), squash(place.name_zh))]
    return named[0] if len(named) == 1 else None


def _remoteness(place: Place, search: Search) -> tuple[bool, float]:
    """What is known to be open goes before what may be, where that was asked for."""
    may_be_closed = search.open_now and 'open_now=yes' not in place.attributes
    return may_be_closed, math.inf if math.isnan(place.distance) else place.distance


def _with_attributes(places: tuple[Place, ...], attributes: Sequence[str]) -> tuple[Place, ...]:
    return tuple(place for place in places if all(attribute in place.attributes for attribute in attributes))


def _none(desk: Desk, call: Call, search: Search) -> Result:
    listener = desk.listener
    kind = load_kinds().kind(search.kind) if search.kind else None
    if search.text:
        text = listener.wording.first((f'places.no_{search.text}', 'places.none'), what=search.text)
    elif kind:
        text = listener.wording('places.none_of_kind', what=kind.names[listener.language][0])
    else:
        text = listener.wording('places.none_here')
    return Result(Kind.TROUBLE, sentences=(text,), call=call)
