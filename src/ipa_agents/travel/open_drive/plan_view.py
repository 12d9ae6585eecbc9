"""The reference line of an OpenDRIVE road as points: lines, arcs, spirals and both kinds of cubic (OpenDRIVE 1.8)."""

import math
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import MapMissing

__all__ = ['number', 'reference_line']

Floats = NDArray[np.float64]

_STEP = 2.0
"""m between two points, at most."""
_FINE = 16
"""Parts of a step in which a curve is summed up; the middle of each stands for all of it."""
_LONGEST = 50_000.0
"""m; nobody has a longer piece of road."""


def reference_line(geometries: Iterable[Element]) -> Floats:
    """Points (x, y) in m along the <geometry> elements of a road; raises MapMissing for one that cannot be used."""
    pieces = [_piece(geometry) for geometry in geometries]
    if not pieces:
        raise MapMissing('a road of the OpenDRIVE document has no <geometry>')
    joined = [piece[:-1] for piece in pieces[:-1]] + [pieces[-1]]
    return np.concatenate(joined)


def _piece(geometry: Element) -> Floats:
    x, y, heading, length = (number(geometry, name) for name in ('x', 'y', 'hdg', 'length'))
    shape = next(iter(geometry), None)
    if shape is None or shape.tag not in _SHAPES or not 0 <= length <= _LONGEST:
        kind = 'no shape' if shape is None else f'a {shape.tag} of {length:g} m'
        raise MapMissing(f'a road of the OpenDRIVE document has {kind}')
    steps = 1 if shape.tag == 'line' else max(1, math.ceil(length / _STEP))
    along = np.linspace(0, length, steps + 1)
    ahead, left = _SHAPES[shape.tag](shape, along)
    cosine, sine = math.cos(heading), math.sin(heading)
    return np.stack([x + cosine * ahead - sine * left, y + sine * ahead + cosine * left], axis=-1)


def _bent(curvature: float, curvature_end: float, along: Floats) -> tuple[Floats, Floats]:
    """A curve whose curvature grows evenly: that of a line and an arc does not, that of a spiral does."""
    length = along[-1]
    growth = (curvature_end - curvature) / length if length else 0.0
    parts = np.linspace(0, length, (len(along) - 1) * _FINE + 1)
    middles = (parts[:-1] + parts[1:]) / 2
    turned = curvature * middles + growth * middles**2 / 2
    steps = np.diff(parts)
    ahead = np.concatenate([[0.0], np.cumsum(np.cos(turned) * steps)])
    left = np.concatenate([[0.0], np.cumsum(np.sin(turned) * steps)])
    return ahead[::_FINE], left[::_FINE]


def _line(shape: Element, along: Floats) -> tuple[Floats, Floats]:
    return along, np.zeros_like(along)


def _arc(shape: Element, along: Floats) -> tuple[Floats, Floats]:
    curvature = number(shape, 'curvature')
    return _bent(curvature, curvature, along)


def _spiral(shape: Element, along: Floats) -> tuple[Floats, Floats]:
    return _bent(number(shape, 'curvStart'), number(shape, 'curvEnd'), along)


def _cubic(shape: Element, along: Floats) -> tuple[Floats, Floats]:
    a, b, c, d = (number(shape, name) for name in 'abcd')
    return along, a + b * along + c * along**2 + d * along**3


def _two_cubics(shape: Element, along: Floats) -> tuple[Floats, Floats]:
    to_one = shape.get('pRange', 'normalized') == 'normalized' and along[-1] > 0
    p = along / along[-1] if to_one else along
    ahead, left = ([number(shape, f'{name}{axis}') for name in 'abcd'] for axis in 'UV')
    return _polynomial(ahead, p), _polynomial(left, p)


def _polynomial(factors: list[float], p: Floats) -> Floats:
    return np.asarray(np.polynomial.polynomial.polyval(p, factors), np.float64)


def number(element: Element, name: str) -> float:
    """The number that an element says of itself; raises MapMissing where it says none."""
    try:
        value = float(element.get(name, ''))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise MapMissing(
            f'{element.tag} of the OpenDRIVE document: {name} is {element.get(name)!r}, which is no number'
        )
    return value


_SHAPES: dict[str, Callable[[Element, Floats], tuple[Floats, Floats]]] = {
    'line': _line,
    'arc': _arc,
    'spiral': _spiral,
    'poly3': _cubic,
    'paramPoly3': _two_cubics,
}
