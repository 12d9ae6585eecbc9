"""Which place is meant: one that is clear, the nearest where that was asked for, or a question with up to three."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ipa_agents.assistant.comparing import FACTS
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.liking import liked_first, with_diet
from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.own_places import own_place
from ipa_agents.assistant.place_arguments import is_resolved, place_arguments, place_from
from ipa_agents.assistant.place_search import search_of, wishes_of
from ipa_agents.assistant.place_words import found_list, found_words, given_up_words, why
from ipa_agents.assistant.ports import Search
from ipa_agents.assistant.powerful import with_power
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.wake import squash
from ipa_agents.brains.interface import Call, Option, Pending
from ipa_agents.errors import RejectedCommand
from ipa_agents.travel.charging.charger import CHARGING
from ipa_agents.travel.places.found import Found, Reason, Results
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.reasons import reason_words

__all__ = ['Hits', 'find', 'look_up', 'reason_of', 'several']

_MOST = 3
_NONE_THERE = {'along': 'places.none_on_route', 'view': 'places.none_in_view'}


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search gave: the places in the order of their numbers, with the reasons.

    `liked` says that people's taste has changed the order.
    """

    search: Search
    results: Results
    liked: str = ''

    @property
    def places(self) -> tuple[Place, ...]:
        """The places alone."""
        return self.results.places


async def find(desk: Desk, agent: str, call: Call, wanted: Mapping[str, Any]) -> Place | Result:
    """The place that `wanted` means for `call`, or the result to give when that is not clear."""
    if is_resolved(wanted):
        return place_from(wanted)
    own = own_place(desk, agent, call, wanted)
    if own is not None:
        return own
    hits = await look_up(desk, agent, call, wanted)
    if isinstance(hits, Result):
        return hits
    is_nearest = wanted.get('nearest') and not _is_misheard(hits.results.found[0])
    clear = hits.places[0] if is_nearest else _clear(hits.places, hits.search.text)
    return clear or several(desk, agent, call, hits)


async def look_up(desk: Desk, agent: str, call: Call, wanted: Mapping[str, Any]) -> Hits | Result:
    """All places that `wanted` may mean, or the result to give when there are none.

    Places of a name, and those of which more is wanted, come as navigation ranks them; others nearest first.
    """
    listener = desk.listener
    wanted = with_diet(desk.world.people, listener.seat, wanted)
    search = search_of(wanted, desk.now)
    if not (search.text or search.kind or search.cuisine or search.attributes):
        is_search = bool(wishes_of(wanted)) or search.where == 'view'
        asked = Call('search_places', wanted) if is_search else call
        pending = Pending('clarify', asked, slot='place', seat=listener.seat)
        key = 'places.which_kind' if is_search else 'places.missing'
        question = Question(pending, listener.wording(key), agent, asked=desk.now)
        return Result(Kind.ASKED, call=call, question=question)
    try:
        with desk.working(Call('search_places', wanted)):
            if near := str(wanted.get('near') or ''):
                own = own_place(desk, agent, Call('search_places', wanted), {'query': near})
                if isinstance(own, Result):
                    return own
                search = await _around(desk, search, near, own)
            is_lost = search.where == 'along' and not _is_guided(desk)
            search = replace(search, where='near') if is_lost else search
            results = await desk.places.search(search)
            if is_lost and results.found:
                results = replace(results, relaxed=(Reason('without_route'), *results.relaxed))
            if search.kind == CHARGING:
                results = with_power(results, float(wanted.get('min_power') or 0.0))
    except RejectedCommand as rejected:
        text = listener.wording('places.failed', reason=reason_of(listener, rejected))
        return Result(Kind.TROUBLE, sentences=(text,), call=call)
    if not search.text and not wishes_of(wanted):
        nearest = sorted(results.found, key=lambda item: _remoteness(item, search))
        results = Results(tuple(nearest), results.relaxed)
    liked, taste = liked_first(desk.world.people, listener, wanted, results.found)
    results = Results(liked, results.relaxed)
    _trace(desk, search, results)
    return Hits(search, results, taste) if results.found else _none(desk, call, search)


def several(desk: Desk, agent: str, call: Call, hits: Hits) -> Result:
    """Ask which of the places is meant, for `call`; of one, whether it is."""
    listener, listed = desk.listener, hits.results.found[:_MOST]
    if len(listed) == 1:
        key = 'places.one_on_route' if call.arguments.get('action') == 'ADD_STOP' else 'places.one'
        text = listener.wording(key, place=found_words(listener, listed[0], hits.search))
    else:
        ways = [_way(item, hits.search) for item in listed]
        more = 'places.more' if ways == sorted(ways) else 'places.best'
        key = 'places.several' if len(hits.results.found) == len(listed) else more
        text = listener.wording(key, list=found_list(listener, listed, hits.search), count=len(hits.results.found))
    return Result(
        Kind.ASKED,
        sentences=tuple(filter(None, [given_up_words(listener, hits.results.relaxed), hits.liked])),
        call=call,
        question=_choice(desk, agent, call, text, listed),
    )


def _choice(desk: Desk, agent: str, call: Call, text: str, listed: Sequence[Found]) -> Question:
    options = tuple(
        Option(place.name or place.name_zh, place.name_zh or place.name, {'place': place_arguments(place)})
        for place in (item.place for item in listed)
    )
    pending = Pending('choose', call, slot='place', seat=desk.listener.seat)
    return Question(pending, text, agent, options=options, found=tuple(listed), asked=desk.now)


def reason_of(listener: Listener, rejected: RejectedCommand) -> str:
    """Why navigation could not do it, in the listener's language."""
    return rejected.reason_zh if listener.language == 'zh' else rejected.reason


async def _around(desk: Desk, search: Search, name: str, own: Place | None) -> Search:
    """The same search around `own`, or the first place called `name`; raises RejectedCommand where there is none."""
    around = own or next(iter((await desk.places.search(Search(text=name, limit=1))).places), None)
    if around is None:
        raise RejectedCommand(f'There is no {name} on the map.', f'地图上没有{name}。')
    return replace(search, where='near', centre=(around.latitude, around.longitude))


def _trace(desk: Desk, search: Search, results: Results) -> None:
    """Report what was found, as a page shows it: places with their numbers and reasons."""
    listed = []
    for item in results.found[:_MOST]:
        reasons = why(item, search)
        both = {'reasons': [words.en for words in reasons], 'reasons_zh': [words.zh for words in reasons]}
        listed.append({**place_arguments(item.place), **(both if reasons else {})})
    desk.trace(
        'search',
        text=search.text,
        kind=search.kind,
        where=search.where,
        found=len(results.found),
        places=listed,
        relaxed=[reason_words(reason).en for reason in results.relaxed],
    )


def _clear(places: Sequence[Place], query: str) -> Place | None:
    """The one place that is clearly meant: the only one, or the only one of exactly that name."""
    if len(places) == 1:
        return places[0]
    named = [place for place in places if query and squash(query) in (squash(place.name), squash(place.name_zh))]
    return named[0] if len(named) == 1 else None


def _is_misheard(item: Found) -> bool:
    """Whether its name only sounds like what was said."""
    return any(reason.code == 'name_misspelt' for reason in item.reasons)


def _is_guided(desk: Desk) -> bool:
    travelling = desk.car.travelling
    return travelling is not None and travelling.status == 'GUIDING'


def _remoteness(item: Found, search: Search) -> tuple[bool, bool, float]:
    """What is known to be open goes before what may be, where that was asked for; what is full comes last."""
    is_full = any(reason.code == 'full' for reason in item.reasons)
    may_be_closed = search.open_now and 'open_now=yes' not in item.place.attributes
    return is_full, may_be_closed, _way(item, search)


def _way(item: Found, search: Search) -> float:
    """How near it is: along a route by the detour, else on foot or by road where that is known; inf: not known."""
    way = FACTS['detour' if search.where == 'along' else 'distance'](item)
    return math.inf if math.isnan(way) else way


def _none(desk: Desk, call: Call, search: Search) -> Result:
    listener = desk.listener
    kind = load_kinds().kind(search.kind) if search.kind else None
    if search.text:
        text = listener.wording.first((f'places.no_{search.text}', 'places.none'), what=search.text)
    elif kind:
        key = _NONE_THERE.get(search.where, 'places.none_of_kind')
        text = listener.wording(key, what=kind.names[listener.language][0])
    else:
        text = listener.wording('places.none_here')
    return Result(Kind.TROUBLE, sentences=(text,), call=call)
