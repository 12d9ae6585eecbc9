"""Where a car begins on a map that it is not on."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ipa_agents.travel.map.drawing import DRAWING, MapDrawing, Selection
from ipa_agents.travel.map.mercator import to_degrees, to_world

__all__ = ['Start', 'start_on']

_ROADS = (('primary', 'secondary', 'tertiary'), ('street',))
"""The first of these that a map has; large roads lead to all of it."""


@dataclass(frozen=True, slots=True)
class Start:
    """A place and a direction, in degrees; `heading` from north, clockwise."""

    latitude: float
    longitude: float
    heading: float


def start_on(folder: Path, latitude: float, longitude: float) -> Start | None:
    """On the road nearest to the middle of all roads of the map in `folder`; raises MapMissing.

    None when the given place is on the map, or no road is.
    """
    drawing = MapDrawing.read(folder / DRAWING)
    x, y = to_world(latitude, longitude).tolist()
    west, north, east, south = drawing.extent
    if west <= x <= east and north <= y <= south:
        return None
    for kinds in _ROADS:
        roads = drawing.within(drawing.extent, kinds)
        if (roads.levels == 0).any():
            return _middle(roads)
    return None


def _middle(roads: Selection) -> Start:
    """At the point in the middle of the roads that are neither on bridges nor in tunnels, along its road."""
    lengths = np.diff(roads.ends, prepend=0)
    here = np.repeat(roads.levels == 0, lengths)
    middle = np.median(roads.points[here], axis=0)
    away = np.where(here, np.hypot(*(roads.points - middle).T), np.inf)
    nearest = int(away.argmin())
    is_last = nearest + 1 in roads.ends
    from_x, from_y = roads.points[nearest - is_last].tolist()
    to_x, to_y = roads.points[nearest + 1 - is_last].tolist()
    latitude, longitude = to_degrees(*roads.points[nearest].tolist())
    return Start(latitude, longitude, math.degrees(math.atan2(to_x - from_x, from_y - to_y)) % 360)
