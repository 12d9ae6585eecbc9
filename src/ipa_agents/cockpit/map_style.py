"""How the map looks: config/map/style.yaml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np

from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.travel.map.features import load_features

__all__ = ['THEMES', 'AreaStyle', 'Colours', 'LineStyle', 'MapStyle', 'NameStyle', 'Theme', 'load_map_style']

Theme = Literal['day', 'night']
THEMES: tuple[Theme, ...] = ('day', 'night')
Colours = Mapping[str, str]


@dataclass(frozen=True)
class AreaStyle:
    """An area that is drawn from zoom `first` on."""

    kind: str
    first: int
    colour: Colours
    edge: Colours | None


@dataclass(frozen=True)
class LineStyle:
    """A line that is drawn from zoom `first` on; `widths` in px at `zooms`."""

    kind: str
    first: int
    zooms: Sequence[int]
    widths: Sequence[float]
    colour: Colours
    edge: Colours | None
    dash: tuple[float, ...]

    def width(self, zoom: int) -> float:
        """px at a zoom; between two zooms it grows by the same share with each."""
        return float(np.exp(np.interp(zoom, self.zooms, np.log(self.widths))))


@dataclass(frozen=True)
class NameStyle:
    """How a kind is named at zooms `first` to `last`: `size` in px, the path of its icon or ''."""

    kind: str
    first: int
    last: int
    size: float
    weight: int
    text: Colours
    halo: Colours
    icon: str
    colour: Colours


@dataclass(frozen=True)
class MapStyle:
    """What is drawn, in the order in which it is: areas and lines from below, names from the most important."""

    land: Colours
    areas: tuple[AreaStyle, ...]
    lines: tuple[LineStyle, ...]
    line_names: tuple[NameStyle, ...]
    point_names: tuple[NameStyle, ...]


@cache
def load_map_style() -> MapStyle:
    """Read config/map/style.yaml; raises ConfigError, also for a kind or an icon that is not there."""
    document = load_yaml(config_folder() / 'map' / 'style.yaml', 'map_style')
    data = document.data
    names = data['names']
    _check(document, ('areas',), data['areas'])
    _check(document, ('lines',), data['lines'])
    _check(document, ('names', 'lines'), names['lines'])
    _check(document, ('names', 'points'), names['points'])
    return MapStyle(
        land=data['land'],
        areas=tuple(AreaStyle(area['kind'], area['from'], area['colour'], area.get('edge')) for area in data['areas']),
        lines=tuple(_line(line) for line in data['lines']),
        line_names=tuple(_name(name, names, data['icons']) for name in names['lines']),
        point_names=tuple(_name(name, names, data['icons']) for name in names['points']),
    )


def _check(document: Document, location: tuple[str, ...], entries: Sequence[Mapping[str, Any]]) -> None:
    for index, entry in enumerate(entries):
        if entry['kind'] not in load_features().kinds:
            raise document.error(f'features.yaml has no kind {entry["kind"]!r}', *location, index)
        if entry.get('icon', next(iter(document.data['icons']), '')) not in document.data['icons']:
            raise document.error(f'there is no icon {entry["icon"]!r}', *location, index)


def _line(entry: Mapping[str, Any]) -> LineStyle:
    widths = {int(zoom): float(width) for zoom, width in sorted(entry['width'].items())}
    return LineStyle(
        entry['kind'],
        entry['from'],
        tuple(widths),
        tuple(widths.values()),
        entry['colour'],
        entry.get('edge'),
        tuple(entry.get('dash', ())),
    )


def _name(entry: Mapping[str, Any], names: Mapping[str, Any], icons: Mapping[str, str]) -> NameStyle:
    return NameStyle(
        entry['kind'],
        entry['from'],
        entry.get('to', 22),
        entry['size'],
        entry.get('weight', 500),
        entry.get('text', names['text']),
        entry.get('halo', names['halo']),
        icons[entry['icon']] if 'icon' in entry else '',
        entry.get('colour', names['text']),
    )
