"""A place on the map."""

import math
from dataclasses import dataclass

__all__ = ['UNSEEN', 'NamedPlace', 'Place', 'Seen']


@dataclass(frozen=True, slots=True)
class Place:
    """A place, WGS 84 in degrees; mirrors msg/Place.

    `rating` is 0..5 and NaN when unknown; `distance` is m from where the search was made, `detour` s that it costs
    beside the route, NaN when not computed; `price` is 1 to 4 and 0 when unknown; `attributes` are OSM style
    "key=value", only what is known.
    """

    place_id: str
    name: str
    name_zh: str
    kind: str
    latitude: float
    longitude: float
    address: str = ''
    address_zh: str = ''
    cuisine: str = ''
    rating: float = math.nan
    distance: float = math.nan
    attributes: tuple[str, ...] = ()
    detour: float = math.nan
    price: int = 0

    def attribute(self, key: str) -> str | None:
        """The value of attribute `key`, None when it is not known."""
        for attribute in self.attributes:
            name, _, value = attribute.partition('=')
            if name == key:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a search makes of a place: its distance and detour, and attributes that are known besides."""

    distance: float = math.nan
    detour: float = math.nan
    known: tuple[str, ...] = ()


UNSEEN = Seen()


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place and all the names by which it may be looked for."""

    place: Place
    names: tuple[str, ...]
