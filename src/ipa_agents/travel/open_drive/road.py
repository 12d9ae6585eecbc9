"""The roads of an OpenDRIVE document."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import MapMissing
from ipa_agents.travel.open_drive.plan_view import Floats, number, reference_line

__all__ = ['End', 'Road', 'read_roads']

End = tuple[str, str]
"""The number of a road, and which of its ends: start or end."""
_OPEN_ROAD = '-1'


@dataclass(frozen=True, eq=False)
class Road:
    """One road: `points` (x, y) in m along the middle of its lanes, in the direction of its reference line.

    `forward` and `backward` are the lanes each way, `speed` is in km/h, None where none is said. `before` and `after`
    are the ends of other roads that it goes on to.
    """

    number: str
    name: str
    highway: str
    points: Floats
    forward: int
    backward: int
    speed: float | None
    is_in_junction: bool
    before: End | None
    after: End | None


def read_roads(opendrive: str) -> list[Road]:
    """All roads that can be driven on; raises MapMissing for a document that is none, or has no such road."""
    try:
        root = ElementTree.fromstring(opendrive.encode())
    except ElementTree.ParseError as error:
        raise MapMissing(f'the OpenDRIVE document cannot be read: {error}') from error
    terms = load_yaml(config_folder() / 'map' / 'open_drive.yaml', 'open_drive').data
    roads = [road for element in root.iter('road') if (road := _road(element, terms))]
    if not roads:
        raise MapMissing('the OpenDRIVE document has no road that can be driven on')
    return roads


def _road(element: Element, terms: Mapping[str, Any]) -> Road | None:
    lanes = [side for section in element.iter('laneSection') for side in _driven(section, terms['drivable'])]
    if not lanes:
        return None
    right, left = (sum(lane.side == side for lane in _widest(lanes, side)) for side in ('right', 'left'))
    if element.get('rule') == 'LHT':
        right, left = left, right
    line = reference_line(element.iter('geometry'))
    middle = (min(lane.inner for lane in lanes) + max(lane.outer for lane in lanes)) / 2
    kind = element.find('type')
    link = element.find('link')
    return Road(
        number=element.get('id', ''),
        name=element.get('name', '').strip(),
        highway=terms['roads'].get(kind.get('type') if kind is not None else '', 'residential'),
        points=_moved(line, middle + _lane_offset(element)),
        forward=right,
        backward=left,
        speed=_speed(kind, terms['speeds']),
        is_in_junction=element.get('junction', _OPEN_ROAD) != _OPEN_ROAD,
        before=_next(link, 'predecessor'),
        after=_next(link, 'successor'),
    )


@dataclass(frozen=True, slots=True)
class _Lane:
    """A lane that can be driven on: m to the left of the reference line at which it begins and ends."""

    section: int
    side: str
    inner: float
    outer: float


def _driven(section: Element, drivable: list[str]) -> Iterator[_Lane]:
    for side, sign in (('left', 1), ('right', -1)):
        edge = 0.0
        for lane in sorted(section.iterfind(f'{side}/lane'), key=lambda lane: abs(number(lane, 'id'))):
            width = lane.find('width')
            beyond = edge + sign * (number(width, 'a') if width is not None else 0.0)
            if lane.get('type') in drivable:
                yield _Lane(id(section), side, min(edge, beyond), max(edge, beyond))
            edge = beyond


def _widest(lanes: list[_Lane], side: str) -> list[_Lane]:
    """The lanes of one side, of the section that has most of them."""
    sections = {lane.section for lane in lanes}
    sides = [[lane for lane in lanes if lane.section == section and lane.side == side] for section in sections]
    return max(sides, key=len)


def _lane_offset(element: Element) -> float:
    offset = element.find('lanes/laneOffset')
    return number(offset, 'a') if offset is not None else 0.0


def _moved(line: Floats, left: float) -> Floats:
    """A line beside another one."""
    ahead = np.gradient(line, axis=0)
    ahead /= np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
    return line + left * np.stack([-ahead[:, 1], ahead[:, 0]], axis=-1)


def _speed(kind: Element | None, units: Mapping[str, float]) -> float | None:
    speed = kind.find('speed') if kind is not None else None
    if speed is None:
        return None
    try:
        value = float(speed.get('max', '')) * units[speed.get('unit', 'm/s')]
    except (ValueError, KeyError):  # "no limit", "undefined"
        return None
    return value if 0 < value < math.inf else None


def _next(link: Element | None, which: str) -> End | None:
    other = link.find(which) if link is not None else None
    if other is None or other.get('elementType') != 'road':
        return None
    return other.get('elementId', ''), other.get('contactPoint', 'start')
