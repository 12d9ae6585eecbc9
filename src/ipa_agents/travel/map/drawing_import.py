"""Reads what can be drawn out of an OpenStreetMap file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import osmium

from ipa_agents.errors import MapMissing
from ipa_agents.language import Words
from ipa_agents.travel.map.coastline import sea_of
from ipa_agents.travel.map.drawing import Drawn, MapDrawing
from ipa_agents.travel.map.features import ISLAND, SEA, Features
from ipa_agents.travel.map.mercator import Box, Ints, to_world
from ipa_agents.travel.map.sewing import sewn
from ipa_agents.travel.places.osm import names_of

__all__ = ['import_drawing']

_COAST = 'natural=coastline'
_NEVER_NAMED = frozenset({'building', 'parking_area'})
_ROOM = 0.04
"""By which share of its size the drawing is larger than what is on it."""
_Tags = Mapping[str, str]


def import_drawing(file: Path, features: Features, folder: Path) -> int:
    """Write the drawing of a .osm.pbf file into `folder`; returns how many things it has.

    Raises MapMissing when the file is not OpenStreetMap data.
    """
    coast: list[Ints] = []
    refs: dict[str, set[Words]] = defaultdict(set)
    try:
        things = _with_sewn_lines(_read(file, features, coast, refs))
        extent = _extent(file, things)
    except RuntimeError as error:
        raise MapMissing(f'{file}: cannot be read as OpenStreetMap data: {error}') from error
    sea = sea_of(coast, extent)
    for kind, areas in ((SEA, sea.water), (ISLAND, sea.islands)):
        things += [Drawn(kind, area.astype(np.int32)) for area in areas]
    MapDrawing.write(things, features.kinds, extent, folder, refs)
    return len(things)


def _read(file: Path, features: Features, coast: list[Ints], refs: dict[str, set[Words]]) -> Iterator[Drawn]:
    shapes = osmium.geom.WKBFactory()
    wanted = osmium.filter.KeyFilter(*features.keys)
    for item in osmium.FileProcessor(str(file)).with_areas().with_filter(wanted):
        tags = {tag.k: tag.v for tag in item.tags}
        if item.is_node():
            yield from _point(features, tags, to_world(item.lat, item.lon)[None])
        elif item.is_way():
            is_coast = f'natural={tags.get("natural")}' == _COAST
            kind = features.kind('lines', tags)
            if (is_coast or kind) and (points := _line(shapes, item)) is not None:
                if is_coast:
                    coast.append(points)
                if kind and tags.get('area') != 'yes':
                    name = _name(tags, otherwise=tags.get('ref', ''))
                    if name and 'highway' in tags and 'ref' in tags:
                        for ref in tags['ref'].split(';'):
                            refs[ref.strip()].add(name)
                    yield Drawn(kind, points, _level(tags), name)
        elif item.is_area() and (ring := _area(shapes, item)) is not None:
            kind = features.kind('areas', tags)
            if kind and _level(tags) >= 0 and tags.get('location') != 'underground':
                yield Drawn(kind, ring)
            middle = (ring.min(axis=0) + (ring.max(axis=0) - ring.min(axis=0)) // 2)[None]
            yield from _point(features, tags, middle)


def _point(features: Features, tags: _Tags, point: Ints) -> Iterator[Drawn]:
    kind = features.kind('points', tags)
    if kind:
        yield Drawn(kind, point, name=_name(tags))


def _line(shapes: Any, way: Any) -> Ints | None:
    try:
        coordinates = np.frombuffer(bytes.fromhex(shapes.create_linestring(way)), '<f8', offset=9)
    except (RuntimeError, osmium.InvalidLocationError):
        # A part of it lies outside of the extract.
        inside = [(node.lat, node.lon) for node in way.nodes if node.location.valid()]
        return to_world(*np.transpose(inside)) if len(inside) > 1 else None
    return to_world(coordinates[1::2], coordinates[::2])


def _area(shapes: Any, area: Any) -> Ints | None:
    """All rings of an area as one, each hole and each further part at the end of a slit there and back."""
    try:
        data = bytes.fromhex(shapes.create_multipolygon(area))
    except (RuntimeError, osmium.InvalidLocationError):
        return None
    rings = list(_rings(data))
    home = rings[0][:1]
    return np.vstack([rings[0], *(part for ring in rings[1:] for part in (ring, home))])


def _rings(data: bytes) -> Iterator[Ints]:
    """The rings of a multipolygon in well-known binary (OGC 06-103r4, 8.2)."""

    def count(at: int) -> int:
        return int.from_bytes(data[at : at + 4], 'little')

    at = 9
    for _ in range(count(5)):
        rings = count(at + 5)
        at += 9
        for _ in range(rings):
            length = count(at)
            coordinates = np.frombuffer(data, '<f8', count=2 * length, offset=at + 4)
            yield to_world(coordinates[1::2], coordinates[::2])
            at += 4 + 16 * length


def _level(tags: _Tags) -> int:
    if tags.get('tunnel', 'no') != 'no':
        return -1
    return 1 if tags.get('bridge', 'no') != 'no' else 0


def _name(tags: _Tags, otherwise: str = '') -> Words | None:
    name = names_of(tags, tags.get('name') or otherwise)
    return name if name.en else None


def _with_sewn_lines(things: Iterator[Drawn]) -> list[Drawn]:
    """Lines of one kind, level and name as long as they are, so that they bear their name and bend without seams."""
    lines: dict[tuple[str, int, Words | None], list[Ints]] = defaultdict(list)
    others: list[Drawn] = []
    for thing in things:
        if len(thing.points) > 1 and not np.array_equal(thing.points[0], thing.points[-1]):
            lines[thing.kind, thing.level, thing.name].append(thing.points)
        else:
            others.append(thing)
    sewn_lines = (
        Drawn(kind, line, level, name) for (kind, level, name), pieces in lines.items() for line in sewn(pieces)
    )
    return [*others, *sewn_lines]


def _extent(file: Path, things: list[Drawn]) -> Box:
    """The box that the file says it covers, or that of all things on it, and some room."""
    with osmium.io.Reader(str(file)) as reader:
        stated = reader.header().box()
    if stated.valid():
        corners = to_world(
            [stated.bottom_left.lat, stated.top_right.lat], [stated.bottom_left.lon, stated.top_right.lon]
        )
    elif things:
        corners = np.array([[thing.points.min(axis=0), thing.points.max(axis=0)] for thing in things]).reshape(-1, 2)
    else:
        raise RuntimeError('there is nothing on it to draw')
    low, high = corners.min(axis=0), corners.max(axis=0)
    room = int(_ROOM * (high - low).max())
    return int(low[0]) - room, int(low[1]) - room, int(high[0]) + room, int(high[1]) + room
