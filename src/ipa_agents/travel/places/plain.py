"""A place as JSON, which has no NaN, and back."""

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ipa_agents.travel.places.place import Place

__all__ = ['place_from', 'plain']


def plain(place: Place) -> dict[str, Any]:
    """What is known of the place."""
    fields = asdict(place).items()
    return {name: value for name, value in fields if not (isinstance(value, float) and math.isnan(value))}


def place_from(data: Mapping[str, Any]) -> Place:
    """The place that `plain` wrote; KeyError, TypeError or ValueError for what is none."""
    place = Place(**{**data, 'attributes': tuple(data['attributes'])})
    if not (abs(place.latitude) <= 90 and abs(place.longitude) <= 180):
        raise ValueError(f'not on earth: {place.latitude}, {place.longitude}')
    return place
