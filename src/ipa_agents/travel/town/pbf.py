"""Writes a town as OpenStreetMap data."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import osmium
from osmium.osm.mutable import Node, Relation
from osmium.osm.mutable import Way as OsmWay

from ipa_agents.travel.geodesy import Frame
from ipa_agents.travel.town.sketch import Floats
from ipa_agents.travel.town.town import Town

__all__ = ['write_pbf']


def write_pbf(town: Town, file: Path) -> None:
    """Write the town to `file`, whose name ends in .osm.pbf; nodes, ways and relations have their numbers from 1."""
    used = np.unique(np.concatenate([np.array(way.nodes) for way in town.ways]))
    number = {int(node): position + 1 for position, node in enumerate(used)}
    nodes = [
        Node(
            id=number[node],
            location=location,
            tags={'highway': 'traffic_signals'} if node in town.signals else {},
            version=1,
        )
        for node, location in zip(map(int, used), _locations(town.frame, town.points[used]), strict=True)
    ]
    ways = [
        OsmWay(id=index + 1, nodes=[number[node] for node in way.nodes], tags=dict(way.tags), version=1)
        for index, way in enumerate(town.ways)
    ]
    for points, tags in _objects(town):
        numbers = []
        closed = len(points) > 1 and bool(np.array_equal(points[0], points[-1]))
        for location in _locations(town.frame, points[:-1] if closed else points):
            numbers.append(len(nodes) + 1)
            nodes.append(
                Node(id=len(nodes) + 1, location=location, tags={} if len(points) > 1 else dict(tags), version=1)
            )
        if len(points) > 1:
            ways.append(OsmWay(id=len(ways) + 1, nodes=numbers + numbers[:1] * closed, tags=dict(tags), version=1))
    relations = [
        Relation(
            id=index + 1,
            members=[('w', turn.from_way + 1, 'from'), ('n', number[turn.via], 'via'), ('w', turn.to_way + 1, 'to')],
            tags={'type': 'restriction', 'restriction': turn.kind},
            version=1,
        )
        for index, turn in enumerate(town.restrictions)
    ]
    with osmium.SimpleWriter(str(file), overwrite=True) as writer:
        for node in nodes:
            writer.add_node(node)
        for way in ways:
            writer.add_way(way)
        for relation in relations:
            writer.add_relation(relation)


def _locations(frame: Frame, points: Floats) -> list[tuple[float, float]]:
    latitudes, longitudes = frame.to_degrees(points)
    return list(zip(longitudes.tolist(), latitudes.tolist(), strict=True))


def _objects(town: Town) -> Iterator[tuple[Floats, Mapping[str, str]]]:
    for outline in town.outlines:
        yield outline.points, outline.tags
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]) / 2
    for site in town.sites:
        yield (site.point + corners * site.area if site.area else site.point[None]), site.tags
