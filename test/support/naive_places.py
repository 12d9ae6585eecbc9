"""A search for places that looks at each of them, one by one, in plain Python: what the store has to agree with."""

import math
from collections.abc import Sequence

from ipa_agents.travel.geodesy import EARTH_RADIUS
from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.opening_hours import parse_opening_hours
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery

__all__ = ['naive_distance', 'naive_search']

_STAR, _UNKNOWN = 500.0, 2000.0


def naive_distance(latitude: float, longitude: float, place: Place) -> float:
    """m, by the angle between two directions from the middle of the earth."""
    here, there = _direction(latitude, longitude), _direction(place.latitude, place.longitude)
    return EARTH_RADIUS * math.atan2(
        math.hypot(*_cross(here, there)), sum(a * b for a, b in zip(here, there, strict=True))
    )


def naive_search(
    places: Sequence[Place], query: PlaceQuery, kinds: Kinds, attributes: Attributes
) -> list[tuple[float, str]]:
    """Cost and id of all that fit, the best first; for circles and boxes, without a text, in the usual order."""
    found = []
    for place in places:
        cost = _cost(place, query, kinds, attributes)
        if cost is not None:
            found.append((cost, place.place_id))
    return sorted(found)


def _cost(place: Place, query: PlaceQuery, kinds: Kinds, attributes: Attributes) -> float | None:
    wanted = kinds.expand(query.kind) if query.kind else [kind.id for kind in kinds.kinds if kind.id != 'street']
    if place.kind not in wanted or place.attribute('access') in ('private', 'no'):
        return None
    if query.cuisine:
        cuisine = kinds.cuisine(query.cuisine)
        assert cuisine is not None
        if not {cuisine.id, *cuisine.includes} & set(place.cuisine.split(';')):
            return None
    latitude, longitude = query.latitude, query.longitude
    if (box := query.box) is not None:
        across = (
            box.west <= place.longitude <= box.east
            if box.west <= box.east
            else place.longitude >= box.west or place.longitude <= box.east
        )
        if not (across and box.south <= place.latitude <= box.north):
            return None
        width = box.east - box.west + (360 if box.west > box.east else 0)
        latitude, longitude = (box.south + box.north) / 2, (box.west + width / 2 + 180) % 360 - 180
    cost = naive_distance(latitude, longitude, place)
    if query.box is None and cost > query.radius:
        return None
    known = [attributes.known(attribute, attributes.of(place.attributes)) for attribute in query.attributes]
    if query.min_rating:
        known.append(None if math.isnan(place.rating) else place.rating >= query.min_rating)
    if query.max_price:
        price = place.attribute('price_level')
        known.append(int(price) <= query.max_price if price in ('1', '2', '3', '4') else None)
    if query.open_at is not None:
        hours = parse_opening_hours(place.attribute('opening_hours') or '')
        known.append(None if hours is None else hours.is_open(query.open_at))
    if False in known:
        return None
    stars = 4.0 if math.isnan(place.rating) else place.rating
    return cost - _STAR * (stars - 4.0) + _UNKNOWN * known.count(None)


def _direction(latitude: float, longitude: float) -> tuple[float, float, float]:
    phi, lam = math.radians(latitude), math.radians(longitude)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def _cross(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float, float]:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
