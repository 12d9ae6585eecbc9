"""Reads the places and the names of the streets out of an OpenStreetMap file."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import osmium

from ipa_agents.errors import MapMissing
from ipa_agents.language import Words
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.place import NamedPlace, Place

__all__ = ['ImportedPlaces', 'import_places', 'names_of']

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


@dataclass(frozen=True, slots=True)
class ImportedPlaces:
    """What a map holds: its places, and the names of its streets in both languages by their name on the map."""

    places: tuple[NamedPlace, ...]
    streets: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class _Found:
    """A place as the map has it: its address is not yet put into words."""

    named: NamedPlace
    street: str
    house_number: str
    suburb: str


def import_places(file: Path, kinds: Kinds) -> ImportedPlaces:
    """Read a .osm.pbf file; raises MapMissing when there is none or it is not OpenStreetMap data."""
    if not file.is_file():
        raise MapMissing(f'{file}: no such file; give an OpenStreetMap extract that ends in .osm.pbf')
    by_tag = {tag: kind.id for kind in kinds.kinds for tag in kind.tags}
    try:
        found = list(_read(file, kinds, by_tag))
    except RuntimeError as error:
        raise MapMissing(f'{file}: cannot be read as OpenStreetMap data: {error}') from error
    names = {item.named.names[0]: Words(item.named.place.name, item.named.place.name_zh) for item in found}
    streets = {item.named.names[0]: names[item.named.names[0]] for item in found if item.named.place.kind == _STREET}
    others = [_with_address(item, names) for item in found if item.named.place.kind != _STREET]
    return ImportedPlaces((*others, *_merged_streets(found)), streets)


def _read(file: Path, kinds: Kinds, by_tag: Mapping[str, str]) -> Iterator[_Found]:
    keys = sorted({tag.partition('=')[0] for tag in by_tag})
    for item in osmium.FileProcessor(str(file)).with_areas().with_filter(osmium.filter.KeyFilter(*keys)):
        tags = {tag.k: tag.v for tag in item.tags}
        kind = next((by_tag[f'{key}={tags[key]}'] for key in keys if f'{key}={tags.get(key)}' in by_tag), None)
        spot = _spot(item, is_street=kind == _STREET) if kind else None
        if kind is not None and spot is not None and (name := _name(tags, kinds, kind)).en:
            place_id, latitude, longitude = spot
            yield _found(Place(place_id, name.en, name.zh, kind, latitude, longitude), tags, kinds)


def _spot(item: Any, is_street: bool) -> tuple[str, float, float] | None:
    """The id and the position of a map object; None for one that is not wanted in this form.

    A street is a way; anything else is a node, or an area of a way or a relation, of which the middle is taken.
    """
    if item.is_node() and not is_street:
        return f'n{item.id}', item.lat, item.lon
    if item.is_way() and is_street:
        middle = item.nodes[len(item.nodes) // 2]
        return (f'w{item.id}', middle.lat, middle.lon) if middle.location.valid() else None
    if item.is_area() and not is_street:
        corners = [node.location for ring in item.outer_rings() for node in ring][:-1]
        if not corners:
            return None  # its lines lie outside of the extract
        latitude = math.fsum(corner.lat for corner in corners) / len(corners)
        longitude = math.fsum(corner.lon for corner in corners) / len(corners)
        return f'{"w" if item.from_way() else "r"}{item.orig_id()}', round(latitude, 7), round(longitude, 7)
    return None


def _found(place: Place, tags: Mapping[str, str], kinds: Kinds) -> _Found:
    kind = kinds.kind(place.kind)
    cuisines = filter(None, (kinds.cuisine(value.strip()) for value in tags.get('cuisine', '').split(';')))
    known = replace(
        place,
        cuisine=';'.join(dict.fromkeys(cuisine.id for cuisine in cuisines)),
        rating=_rating(tags.get('rating', '')),
        attributes=tuple(f'{key}={tags[key]}' for key in (kind.attributes if kind else ()) if key in tags),
    )
    others = (tags[key] for key in _OTHER_NAMES if key in tags)
    names = tuple(dict.fromkeys((tags.get('name', '') or place.name, place.name, place.name_zh, *others)))
    address = (tags.get(f'addr:{part}', '') for part in ('street', 'housenumber', 'suburb'))
    return _Found(NamedPlace(known, names), *address)


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


def _with_address(item: _Found, names: Mapping[str, Words]) -> NamedPlace:
    """The place with its address as people write it in each language."""
    if not item.street:
        return item.named
    street = names.get(item.street, Words(item.street, item.street))
    suburb = names.get(item.suburb, Words(item.suburb, item.suburb))
    address = ' '.join(filter(None, (item.house_number, street.en))) + (f', {suburb.en}' if suburb.en else '')
    address_zh = suburb.zh + street.zh + (f'{item.house_number}号' if item.house_number else '')
    return replace(item.named, place=replace(item.named.place, address=address, address_zh=address_zh))


def _merged_streets(found: list[_Found]) -> Iterator[NamedPlace]:
    """One place for each street, however many ways it is drawn in: the way in its middle."""
    groups: dict[str, list[NamedPlace]] = defaultdict(list)
    for item in found:
        if item.named.place.kind == _STREET:
            groups[item.named.names[0]].append(item.named)
    for ways in groups.values():
        ordered = sorted(ways, key=lambda way: (way.place.latitude, way.place.longitude))
        middle = ordered[len(ordered) // 2]
        yield replace(middle, place=replace(middle.place, attributes=()))
