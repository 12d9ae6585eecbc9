"""What of a map can be drawn: lines, areas and points with their names, in arrays that are mapped, not read."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import MapMissing
from ipa_agents.language import Words
from ipa_agents.travel.map.mercator import Box, Ints
from ipa_agents.travel.places.runs import numbers_in
from ipa_agents.travel.places.zorder import codes

__all__ = ['DRAWING', 'Drawn', 'MapDrawing', 'Selection']

DRAWING = 'drawing'
"""Where in the folder of a map its drawing is."""

_VERSION = 2
_BLOCK = 64
"""How many neighbours have one box for all."""
_ARRAYS = ('points', 'ends', 'kinds', 'levels', 'names', 'boxes')
_ABOUT = 'about.json'


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One thing to draw: the points of a line; of an area, closed, with its holes on slits; or one point.

    `level` is -1 in a tunnel, 1 on a bridge, else 0.
    """

    kind: str
    points: Ints
    level: int = 0
    name: Words | None = None


@dataclass(frozen=True, eq=False)
class Selection:
    """Some of what is drawn: row by row its kind, level and name (-1: none), the last of its points, and its box."""

    kinds: NDArray[np.uint8]
    levels: NDArray[np.int8]
    names: NDArray[np.int32]
    ends: NDArray[np.int64]
    boxes: Ints
    points: Ints

    def __len__(self) -> int:
        return len(self.kinds)


@dataclass(frozen=True, eq=False)
class MapDrawing:
    """The drawing of a map: `kinds` and `names` by their numbers, its `extent`; what is near is kept together.

    `refs` has the names, by their numbers, of the roads that bear a road number such as A1.
    """

    kinds: tuple[str, ...]
    names: tuple[Words, ...]
    refs: Mapping[str, tuple[int, ...]]
    extent: Box
    _arrays: Mapping[str, NDArray[Any]]
    _blocks: Ints

    def __len__(self) -> int:
        return len(self._arrays['kinds'])

    def within(self, box: Box, kinds: Collection[str], smallest: int = 0) -> Selection:
        """What of `kinds` touches `box` and, unless it is a point, is at least `smallest` units wide or high."""
        blocks = np.flatnonzero(_meets(self._blocks, box))
        near = (blocks[:, None] * _BLOCK + np.arange(_BLOCK)).ravel()
        near = near[near < len(self)]
        boxes = self._arrays['boxes'][near]
        size = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
        return self._of_kinds(near[_meets(boxes, box) & ((size >= smallest) | (size == 0))], kinds)

    def named(self, names: Collection[int], kinds: Collection[str]) -> Selection:
        """What of `kinds` has one of `names`, by their numbers."""
        return self._of_kinds(np.flatnonzero(np.isin(self._arrays['names'], list(names))), kinds)

    def _of_kinds(self, near: NDArray[np.int64], kinds: Collection[str]) -> Selection:
        near = near[np.array([kind in kinds for kind in self.kinds])[self._arrays['kinds'][near]]]
        last = self._arrays['ends'][near]
        first = np.where(near > 0, self._arrays['ends'][near - 1], 0)
        return Selection(
            self._arrays['kinds'][near],
            self._arrays['levels'][near],
            self._arrays['names'][near],
            np.cumsum(last - first),
            self._arrays['boxes'][near],
            self._arrays['points'][numbers_in(first, last)],
        )

    @staticmethod
    def write(
        things: Sequence[Drawn],
        kinds: Sequence[str],
        extent: Box,
        folder: Path,
        refs: Mapping[str, Collection[Words]] = MappingProxyType({}),
    ) -> None:
        """Write a drawing into `folder`, which is made; `refs` has the names of roads by their numbers."""
        folder.mkdir()
        boxes = np.array([[*thing.points.min(axis=0), *thing.points.max(axis=0)] for thing in things], np.int32)
        boxes = boxes.reshape(-1, 4)
        middles = ((boxes[:, :2].astype(np.int64) + boxes[:, 2:]) // 2).astype(np.int32)
        order = np.argsort(codes(middles[:, 1], middles[:, 0]), kind='stable')
        ordered = [things[number] for number in order]
        names = {
            name: number for number, name in enumerate(dict.fromkeys(thing.name for thing in ordered if thing.name))
        }
        number_of = {kind: number for number, kind in enumerate(kinds)}
        arrays: dict[str, NDArray[Any]] = {
            'points': np.vstack([np.empty((0, 2), np.int32), *(thing.points for thing in ordered)]).astype(np.int32),
            'ends': np.cumsum([len(thing.points) for thing in ordered], dtype=np.int64),
            'kinds': np.array([number_of[thing.kind] for thing in ordered], np.uint8),
            'levels': np.array([thing.level for thing in ordered], np.int8),
            'names': np.array([names[thing.name] if thing.name else -1 for thing in ordered], np.int32),
            'boxes': boxes[order],
        }
        for key, array in arrays.items():
            np.save(folder / f'{key}.npy', array)
        about = {
            'version': _VERSION,
            'kinds': list(kinds),
            'extent': [int(edge) for edge in extent],
            'names': [[name.en, name.zh] for name in names],
            'refs': {ref: sorted(names[name] for name in named if name in names) for ref, named in refs.items()},
        }
        (folder / _ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding='utf-8')

    @staticmethod
    def read(folder: Path) -> 'MapDrawing':
        """Open the drawing in `folder`; raises MapMissing, with the cure, when there is none that is whole."""
        try:
            about = json.loads((folder / _ABOUT).read_text(encoding='utf-8'))
            arrays = {key: np.load(folder / f'{key}.npy', mmap_mode='r') for key in _ARRAYS}
            lengths = {len(arrays[key]) for key in _ARRAYS[1:]}
            if about['version'] != _VERSION or len(lengths) != 1 or arrays['ends'][-1:].sum() != len(arrays['points']):
                raise ValueError('of another version, or not whole')
            west, north, east, south = about['extent']
            names = tuple(Words(*both) for both in about['names'])
            refs = {ref: tuple(numbers) for ref, numbers in about['refs'].items()}
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise MapMissing(f'{folder}: the map cannot be drawn ({error}); run `ipa town --if-missing`') from error
        return MapDrawing(
            tuple(about['kinds']), names, refs, (west, north, east, south), arrays, _boxes_of_blocks(arrays['boxes'])
        )


def _meets(boxes: Ints, box: Box) -> NDArray[np.bool_]:
    west, north, east, south = box
    return np.asarray((boxes[:, 2] >= west) & (boxes[:, 0] <= east) & (boxes[:, 3] >= north) & (boxes[:, 1] <= south))


def _boxes_of_blocks(boxes: Ints) -> Ints:
    starts = np.arange(0, len(boxes), _BLOCK)
    if not len(starts):
        return np.empty((0, 4), np.int32)
    low = np.minimum.reduceat(boxes[:, :2], starts)
    return np.hstack([low, np.maximum.reduceat(boxes[:, 2:], starts)])
