"""What of OpenStreetMap is drawn on a map: the kinds of lines, areas and points, by their tags."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ipa_agents.config_files import config_folder, load_yaml

__all__ = ['ISLAND', 'SEA', 'Features', 'Shape', 'load_features']

Shape = Literal['lines', 'areas', 'points']
SEA, ISLAND = 'sea', 'island'
"""The areas that a coastline leaves; no object of the map is one."""
_SHAPES: tuple[Shape, ...] = ('lines', 'areas', 'points')


@dataclass(frozen=True)
class Features:
    """The kinds of each shape by their tags, "key=value" or "key", the first ones first."""

    tags: Mapping[Shape, Mapping[str, str]]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind, once."""
        return tuple(dict.fromkeys([SEA, ISLAND, *(kind for shape in _SHAPES for kind in self.tags[shape].values())]))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all tags, and that of the coastline."""
        return tuple(sorted({'natural', *(tag.partition('=')[0] for shape in _SHAPES for tag in self.tags[shape])}))

    def kind(self, shape: Shape, tags: Mapping[str, str]) -> str | None:
        """The kind of an object with these tags as this shape; None when it is not drawn so."""
        known = self.tags[shape]
        held = {f'{key}={value}' for key, value in tags.items()} | {k for k, value in tags.items() if value != 'no'}
        return next((kind for tag, kind in known.items() if tag in held), None)


@cache
def load_features() -> Features:
    """Read config/map/features.yaml; raises ConfigError."""
    data = load_yaml(config_folder() / 'map' / 'features.yaml', 'map_features').data
    return Features({shape: {tag: kind for kind, tags in data[shape].items() for tag in tags} for shape in _SHAPES})
