"""The roads that hold the town together: rings, radials, coast, banks, country roads and the road up the hill."""

import math
from collections.abc import Iterator

import numpy as np

from ipa_agents.language import Words
from ipa_agents.travel.town.plan import Plan, words
from ipa_agents.travel.town.sketch import Floats, Street, bezier, lengths_along, parts, resample

__all__ = ['draw_arterials']

_STEP = 20.0


def draw_arterials(plan: Plan) -> Iterator[Street]:
    """All arterial roads on the ground."""
    yield from _rings(plan)
    yield from _radials(plan)
    yield from _waterside(plan)
    yield from _parks(plan)
    yield from _country(plan)
    yield _hill(plan)


def _rings(plan: Plan) -> Iterator[Street]:
    for index, ring in enumerate(plan.layout['rings']):
        direction = np.linspace(0, math.tau, int(math.tau * ring['radius'] / _STEP))
        radius = plan.ring_radius(index, direction)
        circle = np.stack([radius * np.cos(direction), radius * np.sin(direction)], axis=1)
        for part in parts(circle, plan.on_land):
            yield Street(part, ring['highway'], 'arterial', words(ring['name']))


def _radials(plan: Plan) -> Iterator[Street]:
    outermost = len(plan.layout['rings']) - 1
    for index, radial in enumerate(plan.layout['radials']):
        radius = np.arange(0, plan.layout['rings'][outermost]['radius'] * 1.2, _STEP)
        direction = plan.radial_direction(index, radius)
        line = np.stack([radius * np.cos(direction), radius * np.sin(direction)], axis=1)
        between = (radius > plan.ring_radius(0, direction)) & (radius < plan.ring_radius(outermost, direction))
        line = next(parts(line[between], plan.on_land))
        for village in radial.get('through', ()):
            start, end = line[-1], plan.village(village)
            ahead = (line[-1] - line[-2]) / np.hypot(*(line[-1] - line[-2]))
            control = start + ahead * np.hypot(*(end - start)) / 2
            line = np.vstack([line, bezier(start, control, end, _STEP)[1:]])
        yield Street(line, radial['highway'], 'arterial', words(radial['name']))


def _waterside(plan: Plan) -> Iterator[Street]:
    coast = plan.layout['coast']
    east = np.arange(coast['west'], coast['east'], _STEP)
    line = np.stack([east, plan.coast_north(east)], axis=1)
    yield Street(line, 'secondary', 'waterside', words(coast['name']))
    outermost = plan.layout['rings'][-1]['radius']
    north = np.arange(-outermost, outermost * 1.02, _STEP)
    for side, name in ((-1, Words('West Embankment', '江滨西路')), (1, Words('East Embankment', '江滨东路'))):
        line = np.stack([plan.river_east(north) + side * plan.layout['river']['bank'], north], axis=1)
        yield Street(next(parts(line, plan.on_land)), 'tertiary', 'waterside', name)


def _parks(plan: Plan) -> Iterator[Street]:
    for park in plan.layout['parks']:
        direction = np.linspace(0, math.tau, int(math.tau * park['radius'] / _STEP))
        circle = np.stack([np.cos(direction), np.sin(direction)], axis=1) * park['radius']
        name = Words(f'{park["name"][0]} Drive', f'{park["name"][1]}环路')
        yield Street(circle + np.array([park['east'], park['north']]), 'residential', 'park', name)


def _country(plan: Plan) -> Iterator[Street]:
    for link in plan.layout['links']:
        start, end = plan.village(link['from']), plan.village(link['to'])
        across = np.array([start[1] - end[1], end[0] - start[0]]) * 0.15
        line = bezier(start, (start + end) / 2 + across, end, _STEP)
        yield Street(line, link['highway'], 'country', words(link['name']))


def _hill(plan: Plan) -> Street:
    hill = plan.layout['hill']
    direction = np.array(math.radians(hill['degrees']))
    foot = plan.ring_radius(len(plan.layout['rings']) - 1, direction) * np.array([np.cos(direction), np.sin(direction)])
    line: Floats = resample(np.stack([foot, np.array([hill['east'], hill['north']], float)]), _STEP / 2)
    share = lengths_along(line)
    share = share / share[-1]
    across = np.array([foot[1] - hill['north'], hill['east'] - foot[0]])
    swing = hill['swing'] * np.sin(math.tau / 2 * hill['bends'] * share) * np.minimum(1, 4 * share)
    bent = line + swing[:, None] * across / np.hypot(*across)
    return Street(resample(bent, _STEP), hill['highway'], 'country', words(hill['name']))
