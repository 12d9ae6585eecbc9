"""Finds places: by name, kind, cuisine and what is known about them, near a point or along a route."""

import math
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.places.opening_hours import parse_opening_hours
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.store import PlaceStore

__all__ = ['PlaceQuery', 'search_places']

_LIKENESS_METRES = 100_000.0
"""How many m nearer a place must be to make up for a name that is nothing like what was said."""
_STAR_METRES = 500.0
"""How many m people go further for one more star."""
_USUAL_RATING = 4.0
_CORRIDOR = 800.0
"""m from the route that still count as along it."""
_LEAST_LIKENESS = 0.6
_LIKENESS_SPREAD = 0.15
"""Names that are this much less alike than the best one are not meant."""
_PRIVATE = ('private', 'no')
_LOOKED_AT = 600
"""How many of the best places are looked at for what is known about them."""


@dataclass(frozen=True)
class PlaceQuery:
    """What is looked for, near a point or along a line beyond `line_from` m of its start; `radius` in m.

    `attributes` are "key=value"; `open_at` (local time) leaves out what is known to be closed then.
    """

    latitude: float
    longitude: float
    text: str = ''
    kind: str = ''
    cuisine: str = ''
    radius: float = math.inf
    line: Line | None = None
    line_from: float = 0.0
    attributes: tuple[str, ...] = ()
    open_at: datetime | None = None
    limit: int = 10


def search_places(store: PlaceStore, query: PlaceQuery) -> list[Place]:
    """The best places first, by distance, likeness of the name and rating; `distance` of each is m from the point.

    What is known to be otherwise than wanted is left out; what is unknown comes after what is known.
    With `open_at`, places whose hours are known have the attribute open_now=yes.
    """
    query = _understood(store, query)
    numbers, apart = store.near(query.latitude, query.longitude, query.radius)
    if query.kind:
        wanted = (
            store.is_kind(query.kind)[store.kinds[numbers]]
            if store.catalogue.kind(query.kind)
            else np.zeros(len(numbers), bool)
        )
        numbers, apart = numbers[wanted], apart[wanted]
    elif not query.text:
        plain = ~store.is_kind('street')[store.kinds[numbers]]
        numbers, apart = numbers[plain], apart[plain]
    if query.cuisine:
        wanted = (store.cuisines[numbers] & store.cuisine_bits(query.cuisine)) != 0
        numbers, apart = numbers[wanted], apart[wanted]
    if query.line is not None and len(numbers):
        beside, along = query.line.beside(store.latitudes[numbers], store.longitudes[numbers], _CORRIDOR)
        ahead = beside[along > query.line_from]
        numbers, apart = numbers[ahead], apart[ahead]
    cost = apart - _STAR_METRES * (np.nan_to_num(store.ratings[numbers], nan=_USUAL_RATING) - _USUAL_RATING)
    if query.text:
        likeness = _likeness(store, query.text, numbers)
        wanted = likeness >= max(_LEAST_LIKENESS, float(likeness.max(initial=0)) - _LIKENESS_SPREAD)
        numbers, apart, cost = numbers[wanted], apart[wanted], (cost + _LIKENESS_METRES * (1 - likeness))[wanted]
    best = np.argsort(cost, kind='stable')[:_LOOKED_AT]
    return _chosen(store, query, numbers[best], apart[best])


def _understood(store: PlaceStore, query: PlaceQuery) -> PlaceQuery:
    """The query with a text that only names a kind or a cuisine put where it belongs."""
    if query.text and not query.kind and (meant := store.catalogue.understand(query.text)):
        kind, cuisine = meant
        return replace(query, text='', kind=kind, cuisine=cuisine or query.cuisine)
    return query


def _likeness(store: PlaceStore, text: str, numbers: NDArray[np.intp]) -> NDArray[np.float64]:
    among = np.zeros(len(store), bool)
    among[numbers] = True
    found, likeness = store.names.find(text, among)
    everywhere = np.zeros(len(store))
    everywhere[found] = likeness
    return everywhere[numbers]


def _chosen(store: PlaceStore, query: PlaceQuery, numbers: NDArray[np.intp], apart: NDArray[np.float64]) -> list[Place]:
    sure: list[Place] = []
    unsure: list[Place] = []
    for number, metres in zip(numbers.tolist(), apart.tolist(), strict=True):
        place = replace(store.place(number), distance=round(metres, 1))
        known = [_has(place, attribute) for attribute in query.attributes]
        is_open = None if query.open_at is None else _is_open(place, query.open_at)
        if False in known or is_open is False or (not query.text and place.attribute('access') in _PRIVATE):
            continue
        if is_open:
            place = replace(place, attributes=(*place.attributes, 'open_now=yes'))
        (unsure if None in known else sure).append(place)
        if len(sure) >= query.limit:
            break
    return [*sure, *unsure][: query.limit]


def _has(place: Place, attribute: str) -> bool | None:
    """Whether the place is as wanted; None when that is not known. "yes" means anything but "no"."""
    key, _, wanted = attribute.partition('=')
    known = place.attribute(key)
    if known is None:
        return None
    return known == wanted or (wanted == 'yes' and known not in ('no', 'none', '0'))


def _is_open(place: Place, at: datetime) -> bool | None:
    hours = parse_opening_hours(place.attribute('opening_hours') or '')
    return None if hours is None else hours.is_open(at)
