"""The names and icons of the map, for one square of it, as SVG that lies over the ground and the route."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import numpy as np

from ipa_agents.cockpit.lettering import Room, ends_of_stretches, printable, shortened, text_width
from ipa_agents.cockpit.map_style import MapStyle, NameStyle, Theme
from ipa_agents.cockpit.map_tiles import SIDE, Tile
from ipa_agents.language import Language
from ipa_agents.travel.map.clipping import Floats, line_in
from ipa_agents.travel.map.drawing import MapDrawing, Selection

__all__ = ['MARGIN', 'names_tile']

MARGIN = 12
"""px by which the picture is larger than its square on each side, so that an icon on the edge is whole."""
_ICON = 9.0
"""px; radius of an icon's disc."""
_GAP = 4.0
_FONTS = "'Inter','Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif"


@dataclass(frozen=True, slots=True)
class _View:
    """What a picture is for."""

    tile: Tile
    theme: Theme
    language: Language
    up: float


def names_tile(
    drawing: MapDrawing, style: MapStyle, tile: Tile, theme: Theme, language: Language, up: int = 0
) -> bytes:
    """The square as SVG; `up` is the direction on the map, in degrees from north, in which text stands upright."""
    view, room = _View(tile, theme, language, math.radians(up)), Room(SIDE, MARGIN)
    zoom = tile.seen_at
    point_styles = [name for name in style.point_names if name.first <= zoom <= name.last]
    line_styles = [name for name in style.line_names if name.first <= zoom <= name.last]
    points = drawing.within(tile.box(MARGIN), {name.kind for name in point_styles})
    lines = drawing.within(tile.box(0), {name.kind for name in line_styles}, smallest=int(40 / tile.unit))
    # Whatever has no icon gives way to nothing; the lesser icons take what the streets leave.
    body = [
        *(drawn for name in point_styles if not name.icon for drawn in _points(drawing, points, name, view, room)),
        *(drawn for name in line_styles for drawn in _lines(drawing, lines, name, view, room)),
        *(drawn for name in point_styles if name.icon for drawn in _points(drawing, points, name, view, room)),
    ]
    side = SIDE + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}"'
        f' viewBox="{-MARGIN} {-MARGIN} {side} {side}" font-family="{_FONTS}" text-anchor="middle"'
        f' paint-order="stroke" stroke-linejoin="round" lang="{language}">{"".join(body)}</svg>'
    ).encode()


def _rows(drawing: MapDrawing, seen: Selection, kind: str) -> list[int]:
    return np.flatnonzero(seen.kinds == drawing.kinds.index(kind)).tolist() if kind in drawing.kinds else []


def _points(drawing: MapDrawing, seen: Selection, style: NameStyle, view: _View, room: Room) -> Iterator[str]:
    spots = view.tile.place(seen.points[seen.ends - 1].astype(float))
    right = np.array([math.cos(view.up), math.sin(view.up)])
    down = np.array([-right[1], right[0]])
    for row in _rows(drawing, seen, style.kind):
        spot = spots[row]
        name = drawing.names[seen.names[row]][view.language] if seen.names[row] >= 0 else ''
        text = shortened(printable(name))
        half = text_width(text, style.size) / 2
        below = _ICON + _GAP + style.size / 2 if style.icon else 0.0
        middle = spot + below * down
        letters = _stretch(middle - half * right, middle + half * right)
        disc = spot[None]
        has_room = bool(text) and room.is_free(letters, style.size / 2)
        if style.icon:
            if not room.is_free(disc, _ICON, may_stick_out=True) or not (has_room or view.tile.seen_at > style.first):
                continue
            room.take(disc, _ICON)
            yield _icon(style, spot, view)
        if has_room:
            room.take(letters, style.size / 2)
            turned = (
                f' transform="rotate({math.degrees(view.up):.0f} {middle[0]:.1f} {middle[1]:.1f})"' if view.up else ''
            )
            yield (
                f'<text x="{middle[0]:.1f}" y="{middle[1] + 0.36 * style.size:.1f}"{turned}'
                f' {_look(style, view)}>{escape(text)}</text>'
            )


def _lines(drawing: MapDrawing, seen: Selection, style: NameStyle, view: _View, room: Room) -> Iterator[str]:
    """Each name once, along the straightest part of a line that has room for it."""
    starts = np.concatenate([[0], seen.ends[:-1]])
    rows = [row for row in _rows(drawing, seen, style.kind) if seen.names[row] >= 0]
    sizes = (seen.boxes[:, 2:] - seen.boxes[:, :2]).max(axis=1, initial=0)
    done: set[int] = set()
    for row in sorted(rows, key=lambda row: -int(sizes[row])):
        number = int(seen.names[row])
        text = printable(drawing.names[number][view.language])
        if number in done or not text:
            continue
        wanted = text_width(text, style.size) + 2 * _GAP
        for part in line_in(seen.points[starts[row] : seen.ends[row]], view.tile.box(0)):
            path = _place(view.tile.place(part), wanted, style.size, view, room)
            if path is not None:
                done.add(number)
                key = f'{style.kind}{row}'
                data = 'M' + ' '.join(f'{x:.1f} {y:.1f}' for x, y in path)
                yield (
                    f'<path id="{key}" fill="none" d="{data}"/><text dy="{0.36 * style.size:.1f}" {_look(style, view)}>'
                    f'<textPath href="#{key}" startOffset="50%">{escape(text)}</textPath></text>'
                )
                break


def _place(line: Floats, wanted: float, size: float, view: _View, room: Room) -> Floats | None:
    """The stretch of a line that a text goes along, from its left to its right; None where there is none."""
    for stretch in ends_of_stretches(line, wanted):
        if room.is_free(stretch, size / 2):
            room.take(stretch, size / 2)
            along = stretch[-1] - stretch[0]
            goes_left = along[0] * math.cos(view.up) + along[1] * math.sin(view.up) < 0
            return stretch[::-1] if goes_left else stretch
    return None


def _stretch(start: Floats, end: Floats) -> Floats:
    steps = max(2, int(np.hypot(*(end - start)) / 6) + 1)
    return start + np.linspace(0, 1, steps)[:, None] * (end - start)


def _icon(style: NameStyle, spot: Floats, view: _View) -> str:
    scale = 2 * _ICON / 24 * 0.86
    turned = f' rotate({math.degrees(view.up):.0f})' if view.up else ''
    return (
        f'<g transform="translate({spot[0]:.1f} {spot[1]:.1f}){turned}"><circle r="{_ICON:g}"'
        f' fill="{style.colour[view.theme]}" stroke="{style.halo[view.theme]}" stroke-width="1.5"/>'
        f'<path transform="scale({scale:.3f}) translate(-12 -12)" fill="#fff" fill-rule="evenodd"'
        f' d="{style.icon}"/></g>'
    )


def _look(style: NameStyle, view: _View) -> str:
    colour = style.colour[view.theme] if style.icon else style.text[view.theme]
    return (
        f'font-size="{style.size:g}" font-weight="{style.weight}" fill="{colour}"'
        f' stroke="{style.halo[view.theme]}" stroke-width="3"'
    )
