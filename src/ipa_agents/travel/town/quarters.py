"""The streets inside the quarters: bent grids with gaps, cut off at the edge of the quarter."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ipa_agents.travel.town.plan import Quarter
from ipa_agents.travel.town.sketch import Floats, Street, parts
from ipa_agents.travel.town.street_names import StreetNames

__all__ = ['draw_streets']

_STEP = 10.0
_SHORTEST = 45.0


def draw_streets(
    quarter: Quarter, style: Mapping[str, Any], names: StreetNames, rng: np.random.Generator
) -> Iterator[Street]:
    """All streets of a quarter."""
    bend = _Bend(style['bend'], 2.2 * style['v'], rng)
    for spacing, block, turned in ((style['u'], style['v'], 0.0), (style['v'], style['u'], np.pi / 2)):
        across = np.array([np.cos(quarter.direction + turned), np.sin(quarter.direction + turned)])
        ahead = np.array([-across[1], across[0]])
        lines = int(quarter.reach / spacing)
        for number in range(-lines, lines + 1):
            is_main = style['main'] > 0 and number % style['main'] == 0
            highway = 'tertiary' if is_main else style['highway']
            oneway = not is_main and rng.random() < style['oneway']
            name = names.new(highway)
            for start, end in _runs(quarter.reach, block, 0.0 if is_main else style['gaps'], rng):
                along = np.arange(start, end + _STEP / 2, _STEP)
                line = quarter.centre + number * spacing * across + along[:, None] * ahead
                for part in parts(bend(line), quarter.contains, _SHORTEST):
                    points = part[::-1] if oneway and number % 2 else part
                    tags = {'oneway': 'yes'} if oneway else {}
                    yield Street(points, highway, quarter.style, name, quarter.name, tags)


def _runs(reach: float, block: float, gaps: float, rng: np.random.Generator) -> Iterator[tuple[float, float]]:
    """Start and end of each row of blocks between two gaps, in m along the line."""
    count = 2 * int(np.ceil(reach / block))
    present = np.concatenate([[False], rng.random(count) >= gaps, [False]])
    edges = np.flatnonzero(np.diff(present.astype(int)))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        yield (first - count / 2) * block, (last - count / 2) * block


class _Bend:
    """A smooth displacement of the ground, so that streets are not ruled lines."""

    def __init__(self, size: float, wave: float, rng: np.random.Generator) -> None:
        self._size = size
        self._waves = rng.normal(0, 1 / wave, (2, 3, 2)) * 2.5
        self._phases = rng.uniform(0, 2 * np.pi, (2, 3))

    def __call__(self, points: Floats) -> Floats:
        turns = np.einsum('akd,nd->nak', self._waves, points) + self._phases
        return np.asarray(points + self._size * np.sin(turns).mean(axis=2) * 1.7)
