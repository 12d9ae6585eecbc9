"""What is asked of routes and areas, and what is answered, as messages."""

from typing import Any

import ipa_agents.msg as msg
import ipa_agents.srv as srv
from ipa_agents.errors import NoRoute, RejectedCommand
from ipa_agents.nodes.route_messages import route_message
from ipa_agents.nodes.state_messages import place_from
from ipa_agents.travel.guiding.control import Wanted
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.routing.avoid import Avoid
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.reach import Unit
from ipa_agents.travel.routing.route import Via
from ipa_agents.travel.routing.router import Router

__all__ = ['answer_plan', 'answer_reach', 'avoid_from', 'wanted_from']

_MOST_ALTERNATIVES = 3
_MOST_AVOIDED = 8
_LONGEST_NAME = 120


def avoid_from(message: msg.NavigationCommand | srv.PlanRoute.Request) -> Avoid:
    """What a message wishes to avoid; raises RejectedCommand where that is too much."""
    if len(message.avoid) + len(message.avoid_roads) > _MOST_AVOIDED:
        raise RejectedCommand(f'A way avoids {_MOST_AVOIDED} things at most.', f'最多避开{_MOST_AVOIDED}项。')
    if any(len(road) > _LONGEST_NAME for road in message.avoid_roads):
        raise RejectedCommand('That is too long for the name of a road.', '道路名称太长了。')
    return Avoid(tuple(message.avoid), tuple(filter(None, message.avoid_roads)))


def wanted_from(command: msg.NavigationCommand) -> Wanted:
    """The fields of a command; raises RejectedCommand where they are too much."""
    vias = tuple(map(place_from, command.vias))
    if not all(abs(via.latitude) <= 90 and abs(via.longitude) <= 180 for via in vias):
        raise RejectedCommand('It is not known where that is.', '不知道那个地方在哪里。')
    return Wanted(place_from(command.place), command.preference, command.alternative, avoid_from(command), vias)


def answer_plan(request: srv.PlanRoute.Request, response: Any, navigator: Navigator) -> None:
    """Find routes; raises RejectedCommand where there are none."""
    if len(request.vias) != len(request.via_legs):
        raise RejectedCommand('It is not known when each point is to be passed.', '不知道何时经过这些地点。')
    vias = [
        Via(Position(via.latitude, via.longitude), int(leg))
        for via, leg in zip(request.vias, request.via_legs, strict=True)
    ]
    routes = navigator.plan(
        place_from(request.destination),
        [place_from(stop) for stop in request.stops],
        request.preference or 'fastest',
        min(_MOST_ALTERNATIVES, request.alternatives),
        vias,
        avoid_from(request),
    )
    response.success = True
    response.routes = [route_message(route) for route in routes]


def answer_reach(request: srv.Reach.Request, response: Any, router: Router, here: Position | None) -> None:
    """Find how far the car gets; raises RejectedCommand where that cannot be told."""
    if here is None:
        raise RejectedCommand('It is not known yet where the car is.', '还不知道车辆的位置。')
    unit: Unit = 'minutes' if request.minutes else 'metres'
    limit = float(request.minutes or request.metres)
    try:
        reach = router.reach(here, limit, unit)
    except ValueError as error:
        raise RejectedCommand(f'That cannot be told: {error}.', f'无法计算：{limit:g}超出范围。') from error
    except NoRoute as error:
        raise RejectedCommand('The car is at no road.', '车辆不在道路上。') from error
    rings = [ring for area in reach.areas for ring in area]
    response.success = True
    response.latitudes = [latitude for ring in rings for latitude, _ in ring]
    response.longitudes = [longitude for ring in rings for _, longitude in ring]
    response.ends = [sum(map(len, rings[: number + 1])) for number in range(len(rings))]
