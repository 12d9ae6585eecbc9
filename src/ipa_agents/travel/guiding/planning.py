"""From an errand to routes, with reasons for people where there are none."""

from collections.abc import Sequence
from typing import Protocol

from ipa_agents.errors import NoRoute, RejectedCommand, UnknownRoad
from ipa_agents.travel.guiding.errand import Errand
from ipa_agents.travel.guiding.goals import is_on_earth, named
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.avoid import AVOIDABLE, Avoid
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.route import PREFERENCES, Route, Via
from ipa_agents.travel.routing.survey import Survey

__all__ = ['Planner', 'plan_errand']


class Planner(Protocol):
    """Finds routes; the router is one."""

    def plan(
        self,
        start: Position,
        destination: Place,
        stops: Sequence[Place],
        preference: str,
        alternatives: int,
        vias: Sequence[Via],
        avoid: Avoid,
    ) -> list[Route]:
        """The best route first; raises NoRoute and UnknownRoad."""

    def survey(self, route: Route) -> Survey:
        """What a route leads over, and what slows it down now."""


def plan_errand(planner: Planner, position: Position | None, errand: Errand, alternatives: int) -> list[Route]:
    """Routes from where the car is; raises RejectedCommand where there are none."""
    _check(errand)
    if position is None:
        raise RejectedCommand('It is not known yet where the car is.', '还不知道车辆的位置。')
    destination, stops, preference = errand.destination, errand.stops, errand.preference
    try:
        return planner.plan(position, destination, stops, preference, alternatives, errand.vias, errand.avoid)
    except NoRoute as error:
        name = named(destination)
        raise RejectedCommand(f'No way leads to {name.en}.', f'找不到去{name.zh}的路。') from error
    except UnknownRoad as error:
        road = error.road[:40]
        raise RejectedCommand(f'There is no {road} on the map.', f'地图上没有“{road}”。') from error


def _check(errand: Errand) -> None:
    preference = errand.preference
    if preference not in PREFERENCES:
        raise RejectedCommand(f'There is no preference {preference[:40]!r}.', f'没有“{preference[:40]}”这种路线偏好。')
    if unknown := [kind for kind in errand.avoid.kinds if kind not in AVOIDABLE]:
        raise RejectedCommand(f'{unknown[0][:40]!r} cannot be avoided.', f'无法避开“{unknown[0][:40]}”。')
    for place in (*errand.stops, errand.destination):
        if not is_on_earth(place.latitude, place.longitude):
            raise RejectedCommand(f'It is not known where {named(place).en} is.', f'不知道{named(place).zh}在哪里。')
    for via in errand.vias:
        if not is_on_earth(via.position.latitude, via.position.longitude) or not 0 <= via.leg <= len(errand.stops):
            raise RejectedCommand('It is not known where the way is to lead.', '不知道要经过哪里。')
