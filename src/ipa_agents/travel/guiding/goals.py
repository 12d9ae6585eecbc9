"""Places as goals of a way: what they are called, and which are the same."""

from ipa_agents.language import Words
from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.places.place import Place

__all__ = ['is_on_earth', 'is_same', 'named']

_SAME_PLACE = 60.0
"""m within which two places are one stop."""


def named(place: Place) -> Words:
    """What to call a place, also one without a name."""
    return Words(place.name or place.name_zh or 'that place', place.name_zh or place.name or '那个地点')


def is_on_earth(latitude: float, longitude: float) -> bool:
    """Whether these are degrees of a place; NaN are not."""
    return abs(latitude) <= 90 and abs(longitude) <= 180


def is_same(one: Place, other: Place) -> bool:
    """Whether two are one stop: by their id, their name, or where they are."""
    if one.place_id and other.place_id:
        return one.place_id == other.place_id
    if other.name and other.name in (one.name, one.name_zh):
        return True
    return float(distance(one.latitude, one.longitude, other.latitude, other.longitude)) < _SAME_PLACE
