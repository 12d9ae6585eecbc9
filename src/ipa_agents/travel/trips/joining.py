"""A stop joined with a charger: the car charges there while people are at the stop, a short walk away."""

from collections.abc import Sequence
from dataclasses import replace

from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.trip import Stop

__all__ = ['apart', 'joined']

_WALK = 600.0
"""m that people walk from a charger to where they stay meanwhile."""
_PACE = 1.3
"""m/s on foot."""
_DETOUR = 1.3
"""How much longer a way on foot is than the straight line."""


def joined(stop: Stop, chargers: Sequence[Place]) -> Stop | None:
    """The stop with the car at the nearest of `chargers`; None where none is near enough to walk from."""
    charger = min(chargers, key=lambda charger: apart(charger, stop.place), default=None)
    if charger is None or (walk := apart(charger, stop.place)) > _WALK:
        return None
    return replace(stop, parks_at=charger, walk=walk / _PACE)


def apart(one: Place, other: Place) -> float:
    """About how many m people walk from one place to another."""
    return _DETOUR * float(distance(one.latitude, one.longitude, other.latitude, other.longitude))
