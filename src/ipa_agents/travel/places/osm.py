"""Reads the places and the names of the streets out of an OpenStreetMap file."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import osmium

from ipa_agents.errors import ImportFailed
from ipa_agents.language import Words
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.place import NamedPlace, Place

__all__ = ['ImportedPlaces', 'OsmFile', 'import_places', 'names_of']

_STREET = 'street'
_OFTEN_NAMELESS = frozenset({'parking', 'charging_station', 'toilets', 'atm'})
_OTHER_NAMES = (
    'ref',
    'alt_name',
    'short_name',
    'official_name',
    'old_name',
    'brand',
    'brand:en',
    'brand:zh',
    'operator',
)
_STREET_CELL = 0.03
"""degrees; ways of one name in the same or neighbouring cells are one street."""


@dataclass(frozen=True, slots=True)
class ImportedPlaces:
    """What a map holds: its places, and the names of its streets in both languages by their name on the map."""

    places: tuple[NamedPlace, ...]
    streets: Mapping[str, Words]


class OsmFile:
    """An OpenStreetMap extract as a source of places."""

    def __init__(self, file: Path, kinds: Kinds) -> None:
        """Raises ImportFailed when there is no such file."""
        if not file.is_file():
            raise ImportFailed(f'{file}: no such file; give an OpenStreetMap extract that ends in .osm.pbf')
        self._file = file
        self._kinds = kinds
        self._by_tag = {tag: kind.id for kind in kinds.kinds for tag in kind.tags}
        self._keys = sorted({tag.partition('=')[0] for tag in self._by_tag})
        self._names: dict[str, Words] = {}

    def survey(self) -> int:
        """Read once for what things are called in both languages; tells about how many steps places() will take.

        Raises ImportFailed when it is not OpenStreetMap data.
        """
        steps = 0
        for tags in self._objects(osmium.FileProcessor(str(self._file))):
            steps += 1
            if (own := tags.get('name')) and (words := names_of(tags, own)) != Words(own, own) and self._kind(tags):
                self._names[own] = words
        return steps

    def places(self, step: Callable[[], None] = lambda: None) -> Iterator[NamedPlace]:
        """The places, always in the same order, also such as have no name; streets come last, each of them once.

        Raises ImportFailed when the file is not OpenStreetMap data, or breaks off.
        """
        streets: dict[str, list[NamedPlace]] = defaultdict(list)
        reader = osmium.FileProcessor(str(self._file)).with_areas()
        for item, tags in self._items(reader):
            step()
            kind = self._kind(tags)
            spot = _spot(item, is_street=kind == _STREET) if kind else None
            if kind is None or spot is None:
                continue
            place_id, latitude, longitude = spot
            name = _name(tags, self._kinds, kind)
            named = self._named(Place(place_id, name.en, name.zh, kind, latitude, longitude), tags)
            if kind != _STREET:
                yield named
            elif name.en:
                streets[named.names[0]].append(named)
        for ways in streets.values():
            yield from _merged(ways)

    def called(self, own: str) -> Words:
        """What something is called in both languages whose name on the map is `own`; known after survey()."""
        return self._names.get(own, Words(own, own))

    def _objects(self, reader: Any) -> Iterator[Mapping[str, str]]:
        return (tags for _, tags in self._items(reader))

    def _items(self, reader: Any) -> Iterator[tuple[Any, Mapping[str, str]]]:
        try:
            for item in reader.with_filter(osmium.filter.KeyFilter(*self._keys)):
                yield item, {tag.k: tag.v for tag in item.tags}
        except RuntimeError as error:
            raise ImportFailed(f'{self._file}: cannot be read as OpenStreetMap data: {error}') from error

    def _kind(self, tags: Mapping[str, str]) -> str | None:
        tagged = (f'{key}={tags[key]}' for key in self._keys if key in tags)
        return next((self._by_tag[tag] for tag in tagged if tag in self._by_tag), None)

    def _named(self, place: Place, tags: Mapping[str, str]) -> NamedPlace:
        kind = self._kinds.kind(place.kind)
        cuisines = filter(None, (self._kinds.cuisine(value.strip()) for value in tags.get('cuisine', '').split(';')))
        address = self._address(*(tags.get(f'addr:{part}', '') for part in ('street', 'housenumber', 'suburb')))
        known = replace(
            place,
            address=address.en,
            address_zh=address.zh,
            cuisine=';'.join(dict.fromkeys(cuisine.id for cuisine in cuisines)),
            rating=_rating(tags.get('rating', '')),
            attributes=tuple(f'{key}={tags[key]}' for key in (kind.attributes if kind else ()) if key in tags),
        )
        others = (tags[key] for key in _OTHER_NAMES if key in tags)
        own = (tags.get('name', '') or place.name, place.name, place.name_zh)
        return NamedPlace(known, tuple(dict.fromkeys((*own, *others))) if place.name else ())

    def _address(self, own_street: str, house_number: str, own_suburb: str) -> Words:
        """An address as people write it in each language."""
        if not own_street:
            return Words('', '')
        street, suburb = self.called(own_street), self.called(own_suburb)
        return Words(
            ' '.join(filter(None, (house_number, street.en))) + (f', {suburb.en}' if suburb.en else ''),
            suburb.zh + street.zh + (f'{house_number}号' if house_number else ''),
        )


def import_places(file: Path, kinds: Kinds) -> ImportedPlaces:
    """All named places of a .osm.pbf file; raises ImportFailed when there is none or it is not OpenStreetMap data."""
    source = OsmFile(file, kinds)
    source.survey()
    places = tuple(named for named in source.places() if named.place.name)
    streets = {named.names[0]: source.called(named.names[0]) for named in places if named.place.kind == _STREET}
    return ImportedPlaces(places, streets)


def _spot(item: Any, is_street: bool) -> tuple[str, float, float] | None:
    """The id and the position of a map object; None for one that is not wanted in this form.

    A street is a way; anything else is a node, or an area of a way or a relation, of which the middle is taken.
    """
    if item.is_node() and not is_street:
        # Without the check, which would end the whole import for one point that is not on the earth.
        return f'n{item.id}', item.location.lat_without_check(), item.location.lon_without_check()
    if item.is_way() and is_street:
        middle = item.nodes[len(item.nodes) // 2]
        return (f'w{item.id}', middle.lat, middle.lon) if middle.location.valid() else None
    if item.is_area() and not is_street:
        corners = [node.location for ring in item.outer_rings() for node in ring][:-1]
        if not corners:
            return None  # its lines lie outside of the extract
        latitude = math.fsum(corner.lat_without_check() for corner in corners) / len(corners)
        longitude = math.fsum(corner.lon_without_check() for corner in corners) / len(corners)
        return f'{"w" if item.from_way() else "r"}{item.orig_id()}', round(latitude, 7), round(longitude, 7)
    return None


def _name(tags: Mapping[str, str], kinds: Kinds, kind_id: str) -> Words:
    """The name; a place of some kinds that has none is called by its kind."""
    own = tags.get('name') or tags.get('brand') or tags.get('operator') or ''
    if not own and kind_id in _OFTEN_NAMELESS and (kind := kinds.kind(kind_id)):
        return Words(kind.names['en'][0].capitalize(), kind.names['zh'][0])
    return names_of(tags, own)


def names_of(tags: Mapping[str, str], own: str) -> Words:
    """The name of a map object in both languages, `own` where it has none in one."""
    return Words(tags.get('name:en') or own, tags.get('name:zh') or tags.get('name:zh-Hans') or own)


def _rating(text: str) -> float:
    try:
        rating = float(text)
    except ValueError:
        return math.nan
    return rating if 0 <= rating <= 5 else math.nan


def _merged(ways: Sequence[NamedPlace]) -> Iterator[NamedPlace]:
    """One place for each street, however many ways it is drawn in: the way in its middle."""
    cells: dict[tuple[int, int], list[NamedPlace]] = defaultdict(list)
    for way in ways:
        place = way.place
        cells[math.floor(place.latitude / _STREET_CELL), math.floor(place.longitude / _STREET_CELL)].append(way)
    while cells:
        street: list[NamedPlace] = []
        edge = [next(iter(cells))]
        while edge:
            row, column = edge.pop()
            street += cells.pop((row, column), ())
            around = ((row + south, column + east) for south in (-1, 0, 1) for east in (-1, 0, 1))
            edge += [cell for cell in around if cell in cells]
        street.sort(key=lambda way: (way.place.latitude, way.place.longitude))
        middle = street[len(street) // 2]
        yield replace(middle, place=replace(middle.place, attributes=()))
