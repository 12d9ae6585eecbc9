"""Where the car is being guided to, in a form that outlives the process."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.plain import place_from, plain
from ipa_agents.travel.routing.avoid import NOTHING, Avoid
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.route import Via

__all__ = ['Errand', 'errand_from']


@dataclass(frozen=True, slots=True)
class Errand:
    """A destination, the stops before it, what kind of way is liked, what is passed on it, and what is avoided."""

    destination: Place
    stops: tuple[Place, ...] = ()
    preference: str = 'fastest'
    vias: tuple[Via, ...] = ()
    avoid: Avoid = NOTHING

    def with_stop(self, place: Place, at: int) -> 'Errand':
        """With one more stop, before stop number `at`, after what is passed on the way there."""
        vias = tuple(replace(via, leg=via.leg + (via.leg > at)) for via in self.vias)
        return replace(self, stops=(*self.stops[:at], place, *self.stops[at:]), vias=vias)

    def without_stop(self, at: int) -> 'Errand':
        """Without stop number `at`; what was to be passed still is."""
        vias = tuple(replace(via, leg=via.leg - (via.leg > at)) for via in self.vias)
        return replace(self, stops=(*self.stops[:at], *self.stops[at + 1 :]), vias=vias)

    def plain(self) -> dict[str, Any]:
        """As JSON, which has no NaN."""
        return {
            'destination': plain(self.destination),
            'stops': [plain(stop) for stop in self.stops],
            'preference': self.preference,
            'vias': [[via.position.latitude, via.position.longitude, via.leg] for via in self.vias],
            'avoid': asdict(self.avoid),
        }


def errand_from(data: Mapping[str, Any]) -> Errand:
    """The errand of `data`; KeyError, TypeError or ValueError for what is none."""
    return Errand(
        destination=place_from(data['destination']),
        stops=tuple(place_from(stop) for stop in data['stops']),
        preference=str(data['preference']),
        vias=tuple(_via(*via) for via in data['vias']),
        avoid=Avoid(*(tuple(map(str, data['avoid'][part])) for part in ('kinds', 'roads'))),
    )


def _via(latitude: float, longitude: float, leg: int) -> Via:
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError(f'not on earth: {latitude}, {longitude}')
    return Via(Position(latitude, longitude), int(leg))
