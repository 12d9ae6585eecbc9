"""Where the car is being guided to, in a form that outlives the process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.plain import place_from, plain

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
            'destination': plain(self.destination),
            'stops': [plain(stop) for stop in self.stops],
            'preference': self.preference,
        }


def errand_from(data: Mapping[str, Any]) -> Errand:
    """The errand of `data`; KeyError, TypeError or ValueError for what is none."""
    stops = tuple(place_from(stop) for stop in data['stops'])
    return Errand(place_from(data['destination']), stops, str(data['preference']))
