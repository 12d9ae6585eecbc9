"""Where the car is being guided to, in a form that outlives the process."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ipa_agents.travel.places.place import Place

__all__ = ['Errand', 'errand_from']


@dataclass(frozen=True, slots=True)
class Errand:
    """A destination, the stops before it, and what kind of way is liked."""

    destination: Place
    stops: tuple[Place, ...]
    preference: str

    def plain(self) -> dict[str, Any]:
        """As JSON, which has no NaN."""
        return {
            'destination': _plain(self.destination),
            'stops': [_plain(stop) for stop in self.stops],
            'preference': self.preference,
        }


def errand_from(plain: Mapping[str, Any]) -> Errand:
    """The errand of `plain`; KeyError, TypeError or ValueError for what is none."""
    stops = tuple(_place(stop) for stop in plain['stops'])
    return Errand(_place(plain['destination']), stops, str(plain['preference']))


def _plain(place: Place) -> dict[str, Any]:
    fields = asdict(place).items()
    return {name: value for name, value in fields if not (isinstance(value, float) and math.isnan(value))}


def _place(plain: Mapping[str, Any]) -> Place:
    place = Place(**{**plain, 'attributes': tuple(plain['attributes'])})
    if not (abs(place.latitude) <= 90 and abs(place.longitude) <= 180):
        raise ValueError(f'not on earth: {place.latitude}, {place.longitude}')
    return place
