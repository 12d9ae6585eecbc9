"""Places as the arguments of the tool navigate, and back."""

from collections.abc import Mapping
from typing import Any

from ipa_agents.travel.places.place import Place

__all__ = ['is_resolved', 'place_arguments', 'place_from']

_TEXTS = ('place_id', 'name', 'name_zh', 'kind', 'address', 'address_zh', 'cuisine')


def place_arguments(place: Place) -> dict[str, Any]:
    """What the guard and the navigation node need to know of a place."""
    texts = {field: getattr(place, field) for field in _TEXTS}
    price = {'price': place.price} if place.price else {}
    return (
        {field: text for field, text in texts.items() if text}
        | price
        | {
            'latitude': place.latitude,
            'longitude': place.longitude,
        }
    )


def place_from(arguments: Mapping[str, Any]) -> Place:
    """The place that `arguments` describe, as far as they do."""

    def text(field: str) -> str:
        return str(arguments.get(field, ''))

    return Place(
        place_id=text('place_id'),
        name=text('name'),
        name_zh=text('name_zh'),
        kind=text('kind'),
        latitude=float(arguments.get('latitude', 0.0)),
        longitude=float(arguments.get('longitude', 0.0)),
        address=text('address'),
        address_zh=text('address_zh'),
        cuisine=text('cuisine'),
        price=int(arguments.get('price', 0)),
    )


def is_resolved(arguments: Mapping[str, Any]) -> bool:
    """Whether `arguments` say where the place is, so that no search is needed."""
    return 'latitude' in arguments and 'longitude' in arguments
