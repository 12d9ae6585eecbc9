"""The roads of a map by their names and where they run, as the engine's edges."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from ipa_agents.language import Words
from ipa_agents.travel.map.drawing import MapDrawing, Selection
from ipa_agents.travel.map.mercator import degrees_of, to_world
from ipa_agents.travel.routing.edges import Edge, walk
from ipa_agents.travel.routing.engine import Engine

__all__ = ['Roads']

_KINDS = ('motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'street', 'service', 'ferry')


class Roads:
    """Finds roads on the drawing of the map, whose lines are those of the routing tiles."""

    def __init__(self, engine: Engine, drawing: Callable[[], MapDrawing], streets: Mapping[str, Words]) -> None:
        """`drawing` is opened when a road is first looked for; `streets`: names of streets by their name on the map."""
        self._engine = engine
        self._open = drawing
        self._streets = streets
        self._found: dict[str, tuple[Edge, ...]] = {}

    def called(self, name: str) -> tuple[Edge, ...]:
        """All of a road, both ways, by its name in either language or its number; empty when there is none.

        Raises MapMissing for a map whose roads were never drawn.
        """
        wanted = _plain(name)
        if wanted not in self._found:
            numbers = self._numbers.get(wanted, [])
            spellings = {wanted, *(_plain(text) for number in numbers for text in _both(self._drawing.names[number]))}
            edges = self._along_all(self._drawing.named(numbers, _KINDS))
            self._found[wanted] = _once(edge for edge in edges if spellings & self._spellings(edge))
        return self._found[wanted]

    def along(self, latitudes: Sequence[float], longitudes: Sequence[float], *, both_ways: bool) -> tuple[Edge, ...]:
        """The roads that run like a line, in its direction or both ways."""
        edges = walk(self._engine, latitudes, longitudes)
        if both_ways:
            edges += walk(self._engine, latitudes[::-1], longitudes[::-1])
        return _once(edges)

    def within(self, south: float, west: float, north: float, east: float) -> tuple[Edge, ...]:
        """The roads that have a point in a box, in degrees; raises MapMissing as `called` does."""
        (left, top), (right, bottom) = to_world([north, south], [west, east]).tolist()
        edges = self._along_all(self._drawing.within((left, top, right, bottom), _KINDS))
        return _once(
            edge
            for edge in edges
            if any(
                south <= latitude <= north and west <= longitude <= east
                for latitude, longitude in zip(edge.latitudes, edge.longitudes, strict=True)
            )
        )

    def name_of(self, edge: Edge) -> Words:
        """What people call the road of an edge; empty for one without a name."""
        known = (self._streets[name] for name in edge.names if name in self._streets)
        return next(known, Words(*(edge.names[:1] * 2 or ('', ''))))

    def _along_all(self, drawn: Selection) -> Iterator[Edge]:
        for points in np.split(drawn.points, drawn.ends[:-1]):
            if len(points) > 1:
                latitudes, longitudes = degrees_of(points)
                yield from self.along(latitudes.tolist(), longitudes.tolist(), both_ways=True)

    def _spellings(self, edge: Edge) -> set[str]:
        """The names of an edge on the map and in both languages."""
        return {_plain(text) for name in edge.names for text in (name, *_both(self._streets.get(name, Words('', ''))))}

    @cached_property
    def _drawing(self) -> MapDrawing:
        return self._open()

    @cached_property
    def _numbers(self) -> Mapping[str, list[int]]:
        """The numbers of the names of the drawing, by how people may write them."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._drawing.names):
            for text in {_plain(text) for text in _both(words)}:
                numbers[text].append(number)
        for ref, named in self._drawing.refs.items():
            numbers[_plain(ref)] += named
        return numbers


def _plain(name: str) -> str:
    """A name without what people write differently: case and blanks (A 8 is A8)."""
    return ''.join(name.split()).casefold()


def _both(words: Words) -> tuple[str, str]:
    return words.en, words.zh


def _once(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    return tuple({edge.edge_id: edge for edge in edges}.values())
