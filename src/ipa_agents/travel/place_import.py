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
from ipa_agents.travel.kinds import Kinds
from ipa_agents.travel.place import Place

__all__ = ['ImportedPlaces', 'NamedPlace', 'import_places']

_STREET = 'street'
_OTHER_NAMES = ('alt_name', 'short_name', 'official_name', 'old_name', 'brand', 'brand:en', 'brand:zh', 'operator')


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place and all the names by which it may be looked for."""

    place: Place
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportedPlaces:
    """What a map holds: its places, and the names of its streets in both languages by their name on the map."""

    places: tuple[NamedPlace, ...]
    streets: Mapping[str, Words]


def import_places(file: Path, kinds: Kinds) -> ImportedPlaces:
    """Read a .osm.pbf file; raises MapMissing when there is none or it is not OpenStreetMap data."""
    if not file.is_file():
        raise MapMissing(f'{file}: no such file; give an OpenStreetMap extract that ends in .osm.pbf')
    by_tag = {tag: kind.id for kind in kinds.kinds for tag in kind.tags}
    try:
        found = list(_read(file, kinds, by_tag))
    except RuntimeError as error:
        raise MapMissing(f'{file}: cannot be read as OpenStreetMap data: {error}') from error
    streets = {
        named.names[0]: Words(named.place.name, named.place.name_zh) for named in found if named.place.kind == _STREET
    }
    suburbs = {named.names[0]: named.place.name_zh for named in found if named.place.kind == 'suburb'}
    others = [_with_address(named, streets, suburbs) for named in found if named.place.kind != _STREET]
    return ImportedPlaces((*others, *_merged_streets(found)), streets)


def _read(file: Path, kinds: Kinds, by_tag: Mapping[str, str]) -> Iterator[NamedPlace]:
    keys = sorted({tag.partition('=')[0] for tag in by_tag})
    for item in osmium.FileProcessor(str(file)).with_areas().with_filter(osmium.filter.KeyFilter(*keys)):
        tags = {tag.k: tag.v for tag in item.tags}
        kind = next((by_tag[f'{key}={tags[key]}'] for key in keys if f'{key}={tags.get(key)}' in by_tag), None)
        if kind is None or not _name(tags, kinds, kind).en:
            continue
        is_street = kind == _STREET
        if item.is_node() and not is_street:
            yield _named(f'n{item.id}', tags, kinds, kind, item.lat, item.lon)
        elif item.is_way() and is_street:
            middle = item.nodes[len(item.nodes) // 2]
            if middle.location.valid():
                yield _named(f'w{item.id}', tags, kinds, kind, middle.lat, middle.lon)
        elif item.is_area() and not is_street:
            corners = [node.location for ring in item.outer_rings() for node in ring][:-1]
            latitude = math.fsum(corner.lat for corner in corners) / len(corners)
            longitude = math.fsum(corner.lon for corner in corners) / len(corners)
            yield _named(f'{"w" if item.from_way() else "r"}{item.orig_id()}', tags, kinds, kind, latitude, longitude)


def _named(
    place_id: str, tags: Mapping[str, str], kinds: Kinds, kind_id: str, latitude: float, longitude: float
) -> NamedPlace:
    name = _name(tags, kinds, kind_id)
    kind = kinds.kind(kind_id)
    kept = kind.attributes if kind else ()
    cuisines = filter(None, (kinds.cuisine(value.strip()) for value in tags.get('cuisine', '').split(';')))
    place = Place(
        place_id=place_id,
        name=name.en,
        name_zh=name.zh,
        kind=kind_id,
        latitude=round(latitude, 7),
        longitude=round(longitude, 7),
        address=tags.get('addr:street', ''),
        address_zh='|'.join((tags.get('addr:housenumber', ''), tags.get('addr:suburb', ''))),
        cuisine=';'.join(dict.fromkeys(cuisine.id for cuisine in cuisines)),
        rating=_rating(tags.get('rating', '')),
        attributes=tuple(f'{key}={tags[key]}' for key in kept if key in tags),
    )
    own = tags.get('name', '') or name.en
    others = (tags[key] for key in _OTHER_NAMES if key in tags)
    return NamedPlace(place, tuple(dict.fromkeys((own, name.en, name.zh, *others))))


def _name(tags: Mapping[str, str], kinds: Kinds, kind_id: str) -> Words:
    """The name; what has none but an operator or is a car park or charger is called by its kind."""
    own = tags.get('name') or tags.get('brand') or tags.get('operator') or ''
    if not own and kind_id in ('parking', 'charging_station', 'toilets', 'atm') and (kind := kinds.kind(kind_id)):
        return Words(kind.names['en'][0].capitalize(), kind.names['zh'][0])
    return Words(tags.get('name:en') or own, tags.get('name:zh') or tags.get('name:zh-Hans') or own)


def _rating(text: str) -> float:
    try:
        rating = float(text)
    except ValueError:
        return math.nan
    return rating if 0 <= rating <= 5 else math.nan


def _with_address(named: NamedPlace, streets: Mapping[str, Words], suburbs: Mapping[str, str]) -> NamedPlace:
    """The place with its address as people write it in each language."""
    street_name = named.place.address
    number, _, suburb = named.place.address_zh.partition('|')
    if not street_name:
        return replace(named, place=replace(named.place, address='', address_zh=''))
    street = streets.get(street_name, Words(street_name, street_name))
    address = ' '.join(filter(None, (number, street.en))) + (f', {suburb}' if suburb else '')
    address_zh = suburbs.get(suburb, suburb) + street.zh + (f'{number}号' if number else '')
    return replace(named, place=replace(named.place, address=address, address_zh=address_zh))


def _merged_streets(found: list[NamedPlace]) -> Iterator[NamedPlace]:
    """One place for each street, however many ways it is drawn in: the way in its middle."""
    groups: dict[str, list[NamedPlace]] = defaultdict(list)
    for named in found:
        if named.place.kind == _STREET:
            groups[named.names[0]].append(named)
    for ways in groups.values():
        ordered: list[Any] = sorted(ways, key=lambda way: (way.place.latitude, way.place.longitude))
        yield replace(
            ordered[len(ordered) // 2],
            place=replace(ordered[len(ordered) // 2].place, address='', address_zh='', attributes=()),
        )
