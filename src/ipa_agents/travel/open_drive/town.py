"""The roads of an OpenDRIVE document as a town, of which a map is made like of any other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from ipa_agents.errors import MapMissing
from ipa_agents.language import Words
from ipa_agents.travel.geodesy import Frame
from ipa_agents.travel.open_drive.geo_reference import GeoReference, geo_reference_of
from ipa_agents.travel.open_drive.plan_view import Floats
from ipa_agents.travel.open_drive.road import End, Road, read_roads
from ipa_agents.travel.town.town import Town
from ipa_agents.travel.town.ways import Way, name_tags

__all__ = ['open_drive_town']


def open_drive_town(opendrive: str) -> Town:
    """The town of a document; where it says no place on the earth, it lies about 0, 0. Raises MapMissing."""
    reference = geo_reference_of(opendrive) or GeoReference()
    roads = read_roads(opendrive)
    junctions = _junctions(roads)
    middles = _middles(roads, junctions)
    points: list[Floats] = [np.array(list(middles.values()))]
    number = {junction: index for index, junction in enumerate(middles)}
    ways: dict[tuple[int, int, str], Way] = {}
    count = len(middles)
    for road in roads:
        inner = road.points[1:-1]
        start, end = (number[junctions[road.number, which]] for which in ('start', 'end'))
        nodes = (start, *range(count, count + len(inner)), end)
        if not road.forward:
            nodes = nodes[::-1]
        # Lanes that cross a junction side by side are one way; roads that only begin and end alike are several.
        key = (nodes[0], nodes[-1], '' if road.is_in_junction else road.number)
        if key in ways or len(set(nodes)) == 1:
            continue
        points.append(inner)
        count += len(inner)
        ways[key] = Way(nodes, _tags(road), 'road')
    frame = Frame(reference.latitude, reference.longitude)
    degrees = np.array([reference.to_degrees(x, y) for x, y in np.concatenate(points).tolist()])
    if not np.isfinite(degrees).all():
        raise MapMissing('the roads of the OpenDRIVE document lie beyond the earth')
    return Town(frame, frame.to_metres(*degrees.T), tuple(ways.values()), frozenset(), (), (), ())


def _tags(road: Road) -> dict[str, str]:
    tags = {'highway': road.highway, 'lanes': str(road.forward + road.backward)}
    if not road.forward or not road.backward:
        tags['oneway'] = 'yes'
    if road.speed:
        tags['maxspeed'] = f'{road.speed:.0f}'
    # What crosses a junction is no street of its own.
    return tags if road.is_in_junction or not road.name else tags | name_tags(Words(road.name, road.name))


def _junctions(roads: Iterable[Road]) -> dict[End, End]:
    """Which ends of roads are the same point: each end to the one that stands for all of them."""
    same: dict[End, End] = {}

    def of(end: End) -> End:
        while same.setdefault(end, end) != end:
            end = same[end]
        return end

    for road in roads:
        for which, other in (('start', road.before), ('end', road.after)):
            end = of((road.number, which))
            if other:
                same[end] = of(other)
    return {end: of(end) for end in list(same)}


def _middles(roads: Iterable[Road], junctions: dict[End, End]) -> dict[End, Floats]:
    """Where each of these points lies: amid the ends of the roads that do not only cross a junction there."""
    ends: dict[End, list[tuple[bool, Floats]]] = defaultdict(list)
    for road, which, index in _ends(roads):
        ends[junctions[road.number, which]].append((road.is_in_junction, road.points[index]))
    return {junction: _middle(found) for junction, found in ends.items()}


def _ends(roads: Iterable[Road]) -> Iterator[tuple[Road, str, int]]:
    for road in roads:
        yield road, 'start', 0
        yield road, 'end', -1


def _middle(found: list[tuple[bool, Floats]]) -> Floats:
    of_roads = [point for is_in_junction, point in found if not is_in_junction]
    return np.mean(of_roads or [point for _, point in found], axis=0)
