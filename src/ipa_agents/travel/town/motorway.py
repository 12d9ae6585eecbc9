"""The motorway: two carriageways, interchanges with the roads it crosses, service areas, a part with a toll."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ipa_agents.travel.town.plan import Plan, words
from ipa_agents.travel.town.sketch import Floats, Street, bezier, crossings, lengths_along, smooth

__all__ = ['centre_line', 'draw_motorway', 'service_areas']

_STEP = 40.0
_RAMP = 450.0
"""m along the motorway that a ramp takes."""
_RAMP_FOOT = 160.0
"""m from the middle of the motorway to where its ramps meet the road that crosses it."""
_BULGE = 80.0
"""m from the carriageway to a service area."""


def centre_line(plan: Plan) -> Floats:
    """The line between the two carriageways."""
    return smooth(np.array(plan.layout['motorway']['points'], float), _STEP)


def draw_motorway(plan: Plan, roads: list[Street]) -> Iterator[Street]:
    """The motorway, with ramps to those of `roads` that it crosses."""
    motorway = plan.layout['motorway']
    forward, backward = _carriageways(plan)
    for carriageway in (forward, backward):
        yield from _sections(carriageway, motorway, is_forward=carriageway is forward)
    for road in roads:
        for feet, spot in _interchanges(centre_line(plan), road.points):
            for foot, carriageway in zip(feet, (forward, backward), strict=True):
                leads_to = (road.name.en if road.name else '', motorway['name'][0])
                yield from _ramps(foot, carriageway, spot, leads_to)
    for area in motorway['services']:
        for carriageway in (forward, backward):
            yield _service_road(carriageway, _place_along(centre_line(plan), area['at']))
    for line, end in zip((forward[0], forward[-1]), motorway['ends'], strict=True):
        goal = plan.village(end['village']) if 'village' in end else np.array(end['point'], float)
        bend = (line + goal) / 2 + (goal - line)[::-1] * [0.1, -0.1]
        yield Street(bezier(line, bend, goal, 20.0), end['highway'], 'country', words(end['name']))


def service_areas(plan: Plan) -> Iterator[tuple[Mapping[str, Any], Floats]]:
    """Each service area of the layout and where it is, on the side of the forward carriageway."""
    forward, _ = _carriageways(plan)
    for area in plan.layout['motorway']['services']:
        road = _service_road(forward, _place_along(centre_line(plan), area['at'])).points
        yield area, road[len(road) // 2]


def _carriageways(plan: Plan) -> tuple[Floats, Floats]:
    centre = centre_line(plan)
    along = lengths_along(centre)
    apart = plan.layout['motorway']['half_width'] * np.minimum(1, np.minimum(along, along[-1] - along) / 90)
    direction = np.gradient(centre, axis=0)
    right = np.stack([direction[:, 1], -direction[:, 0]], axis=1) / np.hypot(*direction.T)[:, None]
    return centre + apart[:, None] * right, (centre - apart[:, None] * right)[::-1]


def _sections(line: Floats, motorway: Mapping[str, Any], is_forward: bool) -> Iterator[Street]:
    along = lengths_along(line)
    start = motorway['toll_from'] if is_forward else along[-1] - motorway['toll_from']
    cut = int(np.searchsorted(along, start))
    free, toll = (line[: cut + 1], line[cut:]) if is_forward else (line[cut:], line[: cut + 1])
    tags = {'oneway': 'yes', 'ref': motorway['ref']}
    yield Street(free, 'motorway', 'motorway', words(motorway['name']), tags=tags, level='motorway')
    toll_name = words(motorway['toll_name'])
    yield Street(toll, 'motorway', 'motorway', toll_name, tags={**tags, 'toll': 'yes'}, level='motorway')


def _interchanges(centre: Floats, points: Floats) -> Iterator[tuple[tuple[Floats, Floats], Floats]]:
    """Where a road crosses: the feet of the ramps, on the right and on the left of the motorway, and the spot."""
    for index in range(len(points) - 1):
        start, end = (np.repeat(points[i : i + 1], len(centre) - 1, axis=0) for i in (index, index + 1))
        share, meet = crossings(start, end, centre[:-1], centre[1:])
        for hit in np.flatnonzero(meet):
            spot = points[index] + share[hit] * (points[index + 1] - points[index])
            at = lengths_along(points)[index] + np.hypot(*(spot - points[index]))
            before, after = _place_along(points, at - _RAMP_FOOT), _place_along(points, at + _RAMP_FOOT)
            ahead, aside = centre[hit + 1] - centre[hit], after - before
            crosses_to_right = ahead[0] * aside[1] - ahead[1] * aside[0] < 0
            yield ((after, before) if crosses_to_right else (before, after)), spot


def _ramps(foot: Floats, carriageway: Floats, spot: Floats, leads_to: tuple[str, str]) -> Iterator[Street]:
    """Off the carriageway to the foot, and from there on to it; `leads_to` is on their signs."""
    along = lengths_along(carriageway)
    at = along[int(np.argmin(np.hypot(*(carriageway - spot).T)))]
    leave, join = (carriageway[int(np.argmin(np.abs(along - at - offset)))] for offset in (-_RAMP, _RAMP))
    for start, end, sign in ((leave, foot, leads_to[0]), (foot, join, leads_to[1])):
        main, far = (start, end) if start is leave else (end, start)
        control = main + (spot - main) * 0.75 + (far - spot) * 0.4
        line = bezier(start, control, end, 20.0)
        yield Street(line, 'motorway_link', 'motorway', tags={'oneway': 'yes', 'destination': sign}, level='link')


def _service_road(carriageway: Floats, spot: Floats) -> Street:
    at = int(np.argmin(np.hypot(*(carriageway - spot).T)))
    start, end = carriageway[at - 6], carriageway[at + 6]
    ahead = (end - start) / np.hypot(*(end - start))
    control = (start + end) / 2 + 2 * _BULGE * np.array([ahead[1], -ahead[0]])
    return Street(bezier(start, control, end, 20.0), 'service', 'services', tags={'oneway': 'yes'}, level='link')


def _place_along(points: Floats, at: float) -> Floats:
    along = lengths_along(points)
    return np.array([np.interp(at, along, points[:, axis]) for axis in (0, 1)])
