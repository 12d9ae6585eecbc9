"""A route and its manoeuvres."""

from dataclasses import dataclass

from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.avoid import NOTHING, Avoid
from ipa_agents.travel.routing.position import Position

__all__ = ['MANEUVER_KINDS', 'PREFERENCES', 'Maneuver', 'Route', 'Via']

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
class Via:
    """A point to be passed without a stop on the way to stop number `leg` (from 0, the destination being last)."""

    position: Position
    leg: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """A route over `stops` to `destination`; mirrors msg/Route. In m, s, and degrees WGS 84.

    Of what was to be avoided (`avoid`), what could not be is `given_up`.
    """

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
    vias: tuple[Via, ...] = ()
    avoid: Avoid = NOTHING
    given_up: Avoid = NOTHING
