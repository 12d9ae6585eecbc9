"""One town from its seed: all streets and everything that stands along them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Words
from ipa_agents.travel.geodesy import Frame
from ipa_agents.travel.town.arterials import draw_arterials
from ipa_agents.travel.town.buildings import place_buildings
from ipa_agents.travel.town.businesses import Site, place_businesses, place_landmarks
from ipa_agents.travel.town.junctions import Junctions, Restriction, equip_junctions
from ipa_agents.travel.town.motorway import draw_motorway, service_areas
from ipa_agents.travel.town.network import join
from ipa_agents.travel.town.plan import Plan, words
from ipa_agents.travel.town.quarters import draw_streets
from ipa_agents.travel.town.reachable import reachable
from ipa_agents.travel.town.sketch import Floats, Street
from ipa_agents.travel.town.street_names import StreetNames
from ipa_agents.travel.town.ways import Way, as_ways, name_tags

__all__ = ['Outline', 'Town', 'make_town']


@dataclass(frozen=True, eq=False)
class Outline:
    """A line or an area that nobody drives on, such as the river."""

    points: Floats
    tags: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Town:
    """A town; points are m east and north in `frame`, whose origin is the market square."""

    frame: Frame
    points: Floats
    ways: tuple[Way, ...]
    signals: frozenset[int]
    restrictions: tuple[Restriction, ...]
    sites: tuple[Site, ...]
    outlines: tuple[Outline, ...]


def make_town(seed: int) -> Town:
    """The town of this seed; the same seed gives the same town. Raises ConfigError for a mistake in config/town."""
    layout = load_yaml(config_folder() / 'town' / 'layout.yaml', 'town_layout').data
    vocabulary = load_yaml(config_folder() / 'town' / 'words.yaml', 'town_words').data
    businesses = load_yaml(config_folder() / 'town' / 'businesses.yaml', 'town_businesses').data
    rng = np.random.default_rng(seed)
    plan = Plan(layout)
    network = join([*_streets(plan, vocabulary, rng)])
    market = int(np.argmin(np.hypot(*(network.points - [layout['rings'][0]['radius'], 0]).T)))
    ways = list(as_ways(reachable(network, market), layout['roads'], plan.over_water))
    town = equip_junctions(network.points, ways, layout['junctions'], rng)
    sites = (
        *_settlements(plan),
        *place_landmarks(businesses['landmarks']),
        *(
            Site(point, {'highway': 'services', **name_tags(words(area['name']))}, 50.0)
            for area, point in service_areas(plan)
        ),
        *place_businesses(town.points, town.ways, businesses, vocabulary, rng),
    )
    frame = Frame(layout['latitude'], layout['longitude'])
    outlines = (*_outlines(plan), *_buildings(town, sites, plan, rng))
    return Town(frame, town.points, town.ways, town.signals, town.restrictions, sites, outlines)


def _streets(plan: Plan, vocabulary: Mapping[str, Any], rng: np.random.Generator) -> Iterator[Street]:
    arterials = list(draw_arterials(plan))
    yield from arterials
    yield from draw_motorway(plan, [road for road in arterials if road.zone == 'arterial'])
    names = StreetNames(vocabulary, rng)
    for quarter in plan.quarters():
        yield from draw_streets(quarter, plan.layout['styles'][quarter.style], names, rng)


def _settlements(plan: Plan) -> Iterator[Site]:
    yield Site(np.zeros(2), {'place': 'town', **name_tags(words(plan.layout['name']))})
    villages = {village['name'][0] for village in plan.layout['villages']}
    for quarter in plan.quarters():
        kind = 'village' if quarter.name.en in villages else 'suburb'
        yield Site(quarter.centre, {'place': kind, **name_tags(quarter.name)})


def _outlines(plan: Plan) -> Iterator[Outline]:
    river = plan.layout['river']
    north = np.arange(plan.layout['coast']['north'], 9000.0, 100.0)
    middle = np.stack([plan.river_east(north), north], axis=1)
    yield Outline(middle, {'waterway': 'river', **name_tags(words(river['name']))})
    aside = np.array([river['width'] / 2, 0])
    banks = np.vstack([middle + aside, (middle - aside)[::-1]])
    yield Outline(_closed(banks), {'natural': 'water', 'water': 'river', **name_tags(words(river['name']))})
    east = np.arange(-9000.0, 9000.0, 100.0)
    yield Outline(np.stack([east, plan.coast_north(east) - 30], axis=1), {'natural': 'coastline'})
    for park in plan.layout['parks']:
        around = np.linspace(0, 2 * np.pi, 40)[:-1]
        circle = np.stack([np.cos(around), np.sin(around)], axis=1) * (park['radius'] - 10)
        name = Words(*park['name'])
        yield Outline(_closed(circle + np.array([park['east'], park['north']])), {'leisure': 'park', **name_tags(name)})


def _buildings(town: Junctions, sites: Sequence[Site], plan: Plan, rng: np.random.Generator) -> Iterator[Outline]:
    for points in place_buildings(town.points, town.ways, sites, plan, rng):
        yield Outline(points, {'building': 'yes'})


def _closed(points: Floats) -> Floats:
    return np.vstack([points, points[:1]])
