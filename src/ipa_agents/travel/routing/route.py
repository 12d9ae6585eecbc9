"""A route and its manoeuvres."""

from dataclasses import dataclass

from ipa_agents.travel.places.place import Place

__all__ = ['MANEUVER_KINDS', 'PREFERENCES', 'Maneuver', 'Route']

PREFERENCES = ('fastest', 'shortest', 'no_tolls', 'no_motorways')
MANEUVER_KINDS = (
    'START',
    'STRAIGHT',
    'SLIGHT_LEFT',
    'LEFT',
    'SHARP_LEFT',
    'U_TURN',
    'SHARP_RIGHT',
    'RIGHT',
    'SLIGHT_RIGHT',
    'ROUNDABOUT',
    'RAMP',
    'MERGE',
    'FERRY',
    'DESTINATION',
)


@dataclass(frozen=True, slots=True)
class Maneuver:
    """One manoeuvre; mirrors msg/Maneuver.

    `distance` is m from the start of the route, `length` m and `duration` s until the next one.
    """

    kind: str
    instruction: str
    instruction_zh: str
    street: str
    street_zh: str
    distance: float
    length: float
    duration: float


@dataclass(frozen=True, slots=True)
class Route:
    """A route over `stops` to `destination`; mirrors msg/Route. In m, s, and degrees WGS 84."""

    route_id: str
    destination: Place
    stops: tuple[Place, ...]
    distance: float
    duration: float
    has_tolls: bool
    preference: str
    maneuvers: tuple[Maneuver, ...]
    latitudes: tuple[float, ...]
    longitudes: tuple[float, ...]
