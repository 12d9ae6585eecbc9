"""The ground of the map, without names: one square of it as SVG."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ipa_agents.cockpit.map_style import AreaStyle, LineStyle, MapStyle, Theme
from ipa_agents.travel.map.clipping import Floats, Points, area_in, line_in
from ipa_agents.travel.map.drawing import MapDrawing, Selection
from ipa_agents.travel.map.mercator import ZOOM, Box

__all__ = ['SEAM', 'SIDE', 'Tile', 'ground_tile']

SIDE = 512
"""px of a tile on the screen; a tile of zoom z is seen where the map has zoom z + 1."""
SEAM = 1
"""px by which the picture of the ground is larger on each side, so that no gap shows where the map is turned."""
_DEEPEST = 20
_FINE = 10
"""Coordinates are whole parts of a px."""
_ROOM = 40
"""px around the tile within which a wide line outside reaches in."""
_CELL = 6
"""Parts of a px: points of a line that fall into one cell are one."""
_SMALLEST = 1.5
"""px; what is smaller is not drawn."""
_TUNNEL, _BRIDGE = -1, 1


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the world as web maps number them; raises ValueError for one that is not there."""

    zoom: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not (0 <= self.zoom <= _DEEPEST and 0 <= self.x < 1 << self.zoom and 0 <= self.y < 1 << self.zoom):
            raise ValueError(f'there is no tile {self.zoom}/{self.x}/{self.y}')

    @property
    def seen_at(self) -> int:
        """The zoom of the map at which it is seen."""
        return self.zoom + 1

    @property
    def unit(self) -> float:
        """px of one unit of the drawing."""
        return 2.0 ** (self.seen_at - ZOOM)

    def box(self, room: int) -> Box:
        """The square in units of the drawing, and `room` px around it."""
        side, more = SIDE / self.unit, room / self.unit
        west, north = self.x * side, self.y * side
        return int(west - more), int(north - more), int(west + side + more), int(north + side + more)

    def place(self, points: Points) -> Floats:
        """Points in units of the drawing as px from the north-west of the tile."""
        return np.asarray((points - np.array([self.x, self.y]) * (SIDE / self.unit)) * self.unit)


def ground_tile(drawing: MapDrawing, style: MapStyle, tile: Tile, theme: Theme) -> bytes:
    """The square as SVG."""
    zoom = tile.seen_at
    areas = [area for area in style.areas if zoom >= area.first]
    lines = [line for line in style.lines if zoom >= line.first]
    box, is_area = tile.box(_ROOM), {area.kind for area in areas}
    kinds = is_area | {line.kind for line in lines}
    seen = drawing.within(box, kinds, smallest=int(_SMALLEST / tile.unit))
    paths = _paths(drawing, seen, tile, box, is_area)
    levels = (_TUNNEL, 0, _BRIDGE)
    body = [
        *(_area(area, paths, theme) for area in areas),
        *(drawn for level in levels for drawn in _lines(lines, level, paths, zoom, theme)),
    ]
    px, corner, side = SIDE + 2 * SEAM, -SEAM * _FINE, (SIDE + 2 * SEAM) * _FINE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{px}" height="{px}" viewBox="{corner} {corner} {side} {side}">'
        f'<rect x="{corner}" y="{corner}" width="{side}" height="{side}" fill="{style.land[theme]}"/>'
        f'{"".join(body)}</svg>'
    ).encode()


_Paths = Mapping[tuple[str, int], str]


def _paths(drawing: MapDrawing, seen: Selection, tile: Tile, box: Box, areas: set[str]) -> _Paths:
    """The data of one SVG path for each kind and level."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    cells = np.rint(tile.place(seen.points) * _FINE).astype(np.int64)
    keep = np.ones(len(cells), bool)
    keep[1:] = (np.diff(cells // _CELL, axis=0) != 0).any(axis=1)
    starts = np.concatenate([[0], seen.ends[:-1]]) if len(seen) else seen.ends
    keep[starts], keep[seen.ends - 1] = True, True
    kept = np.concatenate([[0], np.cumsum(keep)])
    numbers = cells[keep].ravel().tolist()
    west, north, east, south = box
    boxes = seen.boxes
    reaches_out = (boxes[:, 0] < west) | (boxes[:, 1] < north) | (boxes[:, 2] > east) | (boxes[:, 3] > south)
    for row, (kind_number, level) in enumerate(zip(seen.kinds.tolist(), seen.levels.tolist(), strict=True)):
        kind = drawing.kinds[kind_number]
        start, end = int(starts[row]), int(seen.ends[row])
        if not reaches_out[row]:
            found[kind, level].append(_path(numbers[2 * kept[start] : 2 * kept[end]]))
            continue
        points = seen.points[start:end]
        for part in [area_in(points, box)] if kind in areas else line_in(points, box):
            if len(part):
                cut = np.rint(tile.place(part) * _FINE).astype(np.int64)
                found[kind, level].append(_path(cut.ravel().tolist()))
    return {key: ''.join(parts) for key, parts in found.items()}


def _path(numbers: list[int]) -> str:
    return 'M' + ' '.join(map(str, numbers))


def _area(area: AreaStyle, paths: _Paths, theme: Theme) -> str:
    path = paths.get((area.kind, 0))
    if path is None:
        return ''
    edge = f' stroke="{area.edge[theme]}" stroke-width="{_FINE}"' if area.edge else ''
    return f'<path fill="{area.colour[theme]}" fill-rule="evenodd"{edge} d="{path}"/>'


def _lines(lines: list[LineStyle], level: int, paths: _Paths, zoom: int, theme: Theme) -> Iterator[str]:
    """The lines of a level: all edges, then what is between them, so that roads open into each other."""
    here = [(line, paths[line.kind, level]) for line in lines if (line.kind, level) in paths]
    faint = ' opacity="0.45"' if level == _TUNNEL else ''
    for is_edge in (True, False):
        for line, path in here:
            width = line.width(zoom)
            if is_edge and (line.edge is None or width < 2):
                continue
            colours = line.edge if is_edge and line.edge else line.colour
            width += max(1.6, 0.12 * width) if is_edge else 0
            dash = f' stroke-dasharray="{" ".join(f"{part * _FINE:g}" for part in line.dash)}"' if line.dash else ''
            cap = 'butt' if line.dash or (is_edge and level != 0) else 'round'
            yield (
                f'<path fill="none" stroke="{colours[theme]}" stroke-width="{width * _FINE:.0f}" stroke-linecap="{cap}"'
                f' stroke-linejoin="round"{dash}{faint} d="{path}"/>'
            )
