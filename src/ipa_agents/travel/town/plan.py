"""The plan of the town: where river, coast, rings and quarters lie."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.language import Words
from ipa_agents.travel.town.sketch import Floats, Region

__all__ = ['Plan', 'Quarter', 'words']


@dataclass(frozen=True, eq=False)
class Quarter:
    """A quarter: its region, a circle around it, the direction of its streets (radians), and its style."""

    name: Words
    style: str
    contains: Region
    centre: Floats
    reach: float
    direction: float


def words(pair: list[str]) -> Words:
    """The English and the Chinese of a pair in a configuration file."""
    return Words(*pair)


class Plan:
    """Where things lie, as config/town/layout.yaml says; points are m east and north of the market square."""

    def __init__(self, layout: Mapping[str, Any]) -> None:
        self.layout = layout

    def river_east(self, north: Floats) -> Floats:
        """How far east the middle of the river is."""
        river = self.layout['river']
        return np.asarray(river['east'] + river['swing'] * np.sin(north / river['wave']))

    def coast_north(self, east: Floats) -> Floats:
        """How far north the coast is."""
        return np.asarray(self.layout['coast']['north'] + 40 * np.sin(east / 350))

    def over_water(self, points: Floats) -> NDArray[np.bool_]:
        """Which points lie in the river or in the sea."""
        river = np.abs(points[:, 0] - self.river_east(points[:, 1])) < self.layout['river']['width'] / 2
        return np.asarray(river | (points[:, 1] < self.coast_north(points[:, 0]) - 30))

    def on_land(self, points: Floats) -> NDArray[np.bool_]:
        """Which points lie north of the coast, where streets may go."""
        return np.asarray(points[:, 1] > self.coast_north(points[:, 0]))

    def ring_radius(self, ring: int, direction: Floats) -> Floats:
        """How far out a ring road is in a direction (radians)."""
        radius = self.layout['rings'][ring]['radius']
        return np.asarray(radius * (1 + 0.05 * np.sin(2 * direction + radius)))

    def radial_direction(self, radial: int, radius: Floats) -> Floats:
        """In which direction (radians) a radial road is, so far out."""
        degrees = self.layout['radials'][radial % len(self.layout['radials'])]['degrees']
        start = math.radians(degrees)
        return np.asarray(start + 0.06 * np.sin(radius / 1300 + start))

    def village(self, name: str) -> Floats:
        """The middle of a village."""
        village = next(village for village in self.layout['villages'] if village['name'][0] == name)
        return np.array([village['east'], village['north']], float)

    def quarters(self) -> Iterator[Quarter]:
        """All quarters, from the inside out."""
        old = self.layout['old_town']
        reach = self.layout['rings'][0]['radius'] * 1.1
        yield Quarter(words(old['name']), old['style'], self._within(0), np.zeros(2), reach, 0.4)
        for ring, group in ((0, 'inner'), (1, 'outer')):
            for radial, quarter in enumerate(self.layout[group]):
                yield self._sector(ring, radial, quarter)
        for village in self.layout['villages']:
            yield self._village(village)

    def _within(self, ring: int) -> Region:
        def contains(points: Floats) -> NDArray[np.bool_]:
            radius, direction = _polar(points)
            return np.asarray((radius < self.ring_radius(ring, direction)) & self.buildable(points))

        return contains

    def _sector(self, ring: int, radial: int, quarter: Mapping[str, Any]) -> Quarter:
        def contains(points: Floats) -> NDArray[np.bool_]:
            radius, direction = _polar(points)
            start, end = self.radial_direction(radial, radius), self.radial_direction(radial + 1, radius)
            between = (direction - start) % math.tau < (end - start) % math.tau
            outside = radius > self.ring_radius(ring, direction)
            inside = radius < self.ring_radius(ring + 1, direction)
            return np.asarray(between & outside & inside & self.buildable(points))

        inner, outer = (self.layout['rings'][index]['radius'] for index in (ring, ring + 1))
        middle = np.array((inner + outer) / 2)
        start, end = self.radial_direction(radial, middle), self.radial_direction(radial + 1, middle)
        direction = float(start + ((end - start) % math.tau) / 2)
        centre = float(middle) * np.array([math.cos(direction), math.sin(direction)])
        reach = 1.1 * math.hypot(outer - inner, outer * ((end - start) % math.tau)) / 2
        return Quarter(words(quarter['name']), quarter['style'], contains, centre, reach, direction)

    def _village(self, village: Mapping[str, Any]) -> Quarter:
        centre = np.array([village['east'], village['north']], float)

        def contains(points: Floats) -> NDArray[np.bool_]:
            return np.asarray(np.hypot(*(points - centre).T) < village['radius'])

        return Quarter(words(village['name']), village['style'], contains, centre, village['radius'], 0.3)

    def buildable(self, points: Floats) -> NDArray[np.bool_]:
        """Which points are neither near water nor in a park."""
        bank = np.abs(points[:, 0] - self.river_east(points[:, 1])) > self.layout['river']['bank']
        free = bank & self.on_land(points)
        for park in self.layout['parks']:
            free &= np.hypot(points[:, 0] - park['east'], points[:, 1] - park['north']) > park['radius']
        return np.asarray(free)


def _polar(points: Floats) -> tuple[Floats, Floats]:
    return np.hypot(points[:, 0], points[:, 1]), np.arctan2(points[:, 1], points[:, 0])
