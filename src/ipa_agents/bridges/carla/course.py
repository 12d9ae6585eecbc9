"""How fast a car goes and in which direction, where a world tells nothing but where it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from ipa_agents.travel.geodesy import bearing, distance

__all__ = ['Course']

_SHORTEST, _LONGEST = 0.2, 2.0
"""s between two fixes that are compared."""
_LEAST_WAY = 0.3
"""m; over less than that a direction says nothing."""


@dataclass(frozen=True, slots=True)
class _Seen:
    time: float
    latitude: float
    longitude: float


class Course:
    """Compares each fix with one that is a little older."""

    def __init__(self) -> None:
        self._from: _Seen | None = None
        self._known: Mapping[str, object] = {}

    def after(self, time: float, latitude: float, longitude: float) -> Mapping[str, object]:
        """What is known as signals after a fix in degrees at `time` s; a car that stands keeps its direction."""
        last, seen = self._from, _Seen(time, latitude, longitude)
        if last is None or not 0 <= time - last.time <= _LONGEST:
            self._from, self._known = seen, {}
        elif time - last.time >= _SHORTEST:
            self._from = seen
            way = float(distance(last.latitude, last.longitude, latitude, longitude))
            self._known = {**self._known, 'Vehicle.Speed': way / (time - last.time) * 3.6}
            if way >= _LEAST_WAY:
                heading = bearing(last.latitude, last.longitude, latitude, longitude)
                self._known = {**self._known, 'Vehicle.CurrentLocation.Heading': heading}
        return self._known
