"""Searches for places and what they found, to and from messages."""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import ipa_agents.msg as msg
import ipa_agents.srv as srv
from ipa_agents.assistant.ports import Search
from ipa_agents.errors import InvalidQuery, RejectedCommand
from ipa_agents.nodes.state_messages import place_from, place_message
from ipa_agents.travel.guiding.progress import Journey
from ipa_agents.travel.places.found import Found, Reason, Results
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.query import Along, PlaceQuery
from ipa_agents.travel.places.view import View
from ipa_agents.travel.places.zorder import Box
from ipa_agents.travel.routing.position import Position

__all__ = ['answer_search', 'query_from', 'reason_message', 'reasons_from', 'results_from', 'search_request']

_MOST = 50
_LONGEST = 200
_NOWHERE = ('It is not known yet where the car is.', '还不知道车辆的位置。')
_NO_ROUTE = ('There is no route to search along.', '当前没有正在行驶的路线。')
_NO_MAP = ('I do not see a map that is open.', '我没有看到打开的地图。')
_NO_BOX = ('A view has a south, a west, a north and an east edge.', '地图范围需要南、西、北、东四条边。')


def search_request(search: Search) -> srv.SearchPlaces.Request:
    """A search, as the navigation node is asked."""
    return srv.SearchPlaces.Request(
        text=search.text,
        kind=search.kind,
        cuisine=search.cuisine,
        latitude=search.centre[0] if search.centre else math.nan,
        longitude=search.centre[1] if search.centre else math.nan,
        radius=search.radius,
        where=search.where,
        max_detour=search.max_detour,
        max_drive=search.max_drive,
        attributes=list(search.attributes),
        min_rating=search.min_rating,
        max_price=search.max_price,
        open_now=search.open_now,
        open_at=search.open_at,
        sort=search.sort,
        relax=search.relax,
        limit=search.limit,
    )


def query_from(
    request: srv.SearchPlaces.Request,
    here: Position | None,
    journey: Journey | None,
    radius: float,
    limit: int,
    now: datetime,
    view: View | None = None,
) -> PlaceQuery:
    """What a request means where the car is `here` on its `journey`; `radius` and `limit` are the usual ones.

    `view` is what people see of the map, if a search in view names no box.

    Raises RejectedCommand, with the reason for people, for what cannot be looked for.
    """
    _check_words(request)
    where = request.where or 'near'
    if where not in ('near', 'along', 'view', 'destination'):
        raise RejectedCommand(f'Nobody can search {where[:40]!r}.', f'无法在“{where[:40]}”搜索。')
    if where in ('along', 'destination') and journey is None:
        raise RejectedCommand(*_NO_ROUTE)
    ending = journey if where == 'destination' else None
    latitude, longitude = _centre(request, here, ending)
    # A name is looked for on the whole map, a kind only around here.
    usual = math.inf if request.text or where in ('along', 'view') else radius
    try:
        return PlaceQuery(
            latitude=max(-90.0, min(90.0, latitude)),
            longitude=max(-180.0, min(180.0, longitude)),
            text=request.text,
            kind=request.kind,
            cuisine=request.cuisine,
            attributes=tuple(request.attributes),
            min_rating=request.min_rating,
            max_price=request.max_price,
            open_at=_open_at(request, ending, now),
            radius=request.radius if request.radius > 0 else usual,
            box=_box(request, view) if where == 'view' else None,
            along=_along(request, journey) if journey and where == 'along' else None,
            limit=min(_MOST, request.limit or limit),
            sort=request.sort or 'best',
            relax=request.relax,
        )
    except (InvalidQuery, ValueError, OverflowError, OSError) as error:
        raise RejectedCommand(f'That cannot be looked for: {error}.', '无法这样搜索。') from error


def answer_search(response: srv.SearchPlaces.Response, results: Results) -> None:
    """Put what was found into a response."""
    response.success = True
    response.places = [place_message(item.place) for item in results.found]
    response.reasons = [
        reason_message(reason, number) for number, item in enumerate(results.found) for reason in item.reasons
    ]
    response.relaxed = [reason_message(reason, msg.PlaceReason.PLACE_ALL) for reason in results.relaxed]
    if not results.found:
        response.message, response.message_zh = 'No place like that was found.', '没有找到这样的地点。'


def results_from(response: srv.SearchPlaces.Response) -> Results:
    """What a response says was found; the costs stay with who found it."""
    found = (
        Found(
            place_from(place), math.nan, tuple(reasons_from(item for item in response.reasons if item.place == number))
        )
        for number, place in enumerate(response.places)
    )
    return Results(tuple(found), tuple(reasons_from(response.relaxed)))


def _check_words(request: srv.SearchPlaces.Request) -> None:
    if len(request.text) > _LONGEST:
        raise RejectedCommand('That is too long to look for.', '搜索内容太长了。')
    if request.kind and not load_kinds().kind(request.kind):
        raise RejectedCommand(
            f'There is no kind of place {request.kind[:40]!r}.', f'没有“{request.kind[:40]}”这类地点。'
        )
    if request.cuisine and not load_kinds().cuisine(request.cuisine):
        raise RejectedCommand(
            f'There is no cuisine {request.cuisine[:40]!r}.', f'没有“{request.cuisine[:40]}”这种菜系。'
        )


def _centre(request: srv.SearchPlaces.Request, here: Position | None, ending: Journey | None) -> tuple[float, float]:
    if ending is not None:
        return ending.route.destination.latitude, ending.route.destination.longitude
    # A request whose fields were left alone says 0, 0, where no car drives.
    is_given = math.isfinite(request.latitude) and math.isfinite(request.longitude)
    if is_given and (request.latitude, request.longitude) != (0.0, 0.0):
        return request.latitude, request.longitude
    if here is None:
        raise RejectedCommand(*_NOWHERE)
    return here.latitude, here.longitude


def _box(request: srv.SearchPlaces.Request, view: View | None) -> Box:
    if not request.box and view is None:
        raise RejectedCommand(*_NO_MAP)
    if not request.box and view is not None:
        return view.box
    if len(request.box) != 4:
        raise RejectedCommand(*_NO_BOX)
    return Box(*request.box)


def _open_at(request: srv.SearchPlaces.Request, ending: Journey | None, now: datetime) -> datetime | None:
    if request.open_at:
        return datetime.fromtimestamp(request.open_at)
    if not request.open_now:
        return None
    return now + timedelta(seconds=ending.progress.time_remaining) if ending is not None else now


def _along(request: srv.SearchPlaces.Request, journey: Journey) -> Along:
    along = Along(journey.line, journey.along)
    return Along(journey.line, journey.along, request.max_detour) if request.max_detour > 0 else along


def reason_message(reason: Reason, place: int) -> msg.PlaceReason:
    """One reason, of the place with this number in its answer."""
    return msg.PlaceReason(
        place=min(place, msg.PlaceReason.PLACE_ALL),
        code=reason.code,
        number=float(reason.number),
        attribute=reason.attribute,
    )


def reasons_from(messages: Iterable[Any]) -> Iterable[Reason]:
    """The reasons of messages."""
    return (Reason(message.code, message.number, message.attribute) for message in messages)
