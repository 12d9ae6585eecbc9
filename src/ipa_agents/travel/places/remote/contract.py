"""What is asked of a provider of places, and what it tells, as JSON; checked as the data of a stranger."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ipa_agents.config_files import Document, check
from ipa_agents.errors import ConfigError, InvalidQuery, StoreUnreachable
from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.plain import place_from, plain
from ipa_agents.travel.places.query import Along, PlaceQuery
from ipa_agents.travel.places.zorder import Box

__all__ = ['MOST', 'TOOL', 'arguments_of', 'line', 'places_from', 'query_from', 'told']

TOOL = 'search_places'
MOST = 200
"""Places that an answer has at most."""
_STEP, _POINTS = 150.0, 4000
"""The way ahead is told in steps of so many m, wider where that would be too many."""
_TEXTS = ('place_id', 'name', 'name_zh', 'address', 'address_zh', 'cuisine')
_FIELDS = ('kind', 'latitude', 'longitude', 'rating')
_PLAIN = ('text', 'kind', 'cuisine', 'min_rating', 'max_price', 'sort', 'relax')


def arguments_of(query: PlaceQuery) -> dict[str, Any]:
    """A query as config/schemas/places_asked.yaml has it."""
    said: dict[str, Any] = {name: getattr(query, name) for name in _PLAIN if getattr(query, name)}
    said |= {'latitude': query.latitude, 'longitude': query.longitude, 'limit': min(query.limit, MOST)}
    if query.attributes:
        said['attributes'] = list(query.attributes)
    if query.open_at is not None:
        said['open_at'] = query.open_at.replace(tzinfo=None).isoformat()
    if query.along is not None:
        step = max(_STEP, (query.along.line.length - query.along.after) / _POINTS)
        latitudes, longitudes, _ = query.along.line.sampled(query.along.after, step)
        points = [list(point) for point in zip(latitudes.tolist(), longitudes.tolist(), strict=True)]
        return {**said, 'along': {'line': points, 'detour': query.along.detour}}
    if query.box is not None:
        said['box'] = [query.box.south, query.box.west, query.box.north, query.box.east]
    elif math.isfinite(query.radius):
        said['radius'] = query.radius
    return said


def query_from(arguments: object) -> PlaceQuery:
    """The query of such arguments; raises InvalidQuery."""
    _check(arguments, 'places_asked')
    assert isinstance(arguments, Mapping)
    wishes = {name: value for name, value in arguments.items() if name not in ('open_at', 'box', 'along', 'attributes')}
    query = PlaceQuery(**wishes, attributes=tuple(arguments.get('attributes', ())))
    if box := arguments.get('box'):
        query = replace(query, box=Box(*box))
    if along := arguments.get('along'):
        latitudes, longitudes = zip(*along['line'], strict=True)
        query = replace(query, along=Along(Line(latitudes, longitudes), 0.0, along['detour']))
    if 'open_at' in arguments:
        try:
            query = replace(query, open_at=datetime.fromisoformat(arguments['open_at']).replace(tzinfo=None))
        except ValueError as error:
            raise InvalidQuery(f'open_at: {error}') from None
    return query


def told(places: Sequence[Place]) -> dict[str, Any]:
    """The answer that has these places."""
    return {'places': [plain(place) for place in places]}


def places_from(answer: object, kinds: Kinds) -> tuple[Place, ...]:
    """The places of an answer that can be; raises StoreUnreachable for an answer that is none, or has none that can be.

    Nothing but the fields of a place is taken over, no text longer than a line, and no kind that is not in the
    catalogue.
    """
    listed = answer.get('places') if isinstance(answer, Mapping) else None
    if not isinstance(listed, list):
        raise StoreUnreachable('the provider of places gave no list of places')
    found, fault = [], ''
    for item in listed[:MOST]:
        try:
            found.append(_place(item, kinds))
        except InvalidQuery as error:
            fault = str(error)
    if fault and not found:
        raise StoreUnreachable(f'the provider of places gave none that can be: {fault}')
    return tuple(found)


def _place(item: object, kinds: Kinds) -> Place:
    _check(item, 'places_told')
    assert isinstance(item, Mapping)
    if kinds.kind(item['kind']) is None:
        raise InvalidQuery(f'no kind of place {item["kind"][:40]!r}')
    texts = {name: line(item.get(name, '')) for name in _TEXTS}
    if not (texts['name'] or texts['name_zh']):
        raise InvalidQuery('a place without a name')
    fields = {name: item[name] for name in _FIELDS if name in item}
    attributes = list(map(line, item.get('attributes', ())))
    try:
        return place_from({**texts, **fields, 'price': int(item.get('price', 0)), 'attributes': attributes})
    except ValueError as error:
        raise InvalidQuery(str(error)) from None


def line(text: str) -> str:
    """Text of a stranger as one line without what a terminal or a page would obey."""
    return ' '.join(''.join(letter if letter.isprintable() else ' ' for letter in text).split())


def _check(data: object, schema: str) -> None:
    try:
        check(Document(Path('answer'), data, {}), schema)
    except ConfigError as fault:
        raise InvalidQuery(fault.reason[:200]) from None
