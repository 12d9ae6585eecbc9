"""What a way shall not lead over, and what is given up of it where no way is left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

__all__ = ['AVOIDABLE', 'NOTHING', 'Avoid', 'wishes']

_STRICTLY = {
    'tolls': {'exclude_tolls': True},
    'tunnels': {'exclude_tunnels': True},
    'motorways': {'exclude_highways': True},
    'ferries': {'exclude_ferries': True},
    'unpaved': {'exclude_unpaved': True},
}
_RATHER_NOT: Mapping[str, Mapping[str, float]] = {
    'tolls': {'use_tolls': 0.0},
    'motorways': {'use_highways': 0.0},
    'ferries': {'use_ferry': 0.0},
    'unpaved': {'use_tracks': 0.0},
}
AVOIDABLE = tuple(_STRICTLY)
_PREFERRED = {'no_tolls': 'tolls', 'no_motorways': 'motorways'}


@dataclass(frozen=True, slots=True)
class Avoid:
    """Kinds of way (of AVOIDABLE), and roads by their names."""

    kinds: tuple[str, ...] = ()
    roads: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kinds or self.roads)

    def without(self, given_up: 'Avoid') -> 'Avoid':
        """What is left of it."""
        return Avoid(
            tuple(kind for kind in self.kinds if kind not in given_up.kinds),
            tuple(road for road in self.roads if road not in given_up.roads),
        )

    def compromises(self) -> Iterator['Avoid']:
        """What may be given up: nothing, then as little as possible, what was said last first; everything at last."""
        parts = [*(Avoid(kinds=(kind,)) for kind in self.kinds), *(Avoid(roads=(road,)) for road in self.roads)]
        for size in range(len(parts) + 1):
            for some in combinations(reversed(parts), size):
                yield Avoid(
                    tuple(kind for part in some for kind in part.kinds),
                    tuple(road for part in some for road in part.roads),
                )

    def costing(self, given_up: 'Avoid') -> dict[str, Any]:
        """Valhalla's options: kinds are left out, and those that were given up used as little as may be."""
        options: dict[str, Any] = {}
        for kind in self.kinds:
            options |= _RATHER_NOT.get(kind, {}) if kind in given_up.kinds else _STRICTLY[kind]
        return options


NOTHING = Avoid()


def wishes(preference: str, avoid: Avoid) -> Avoid:
    """What is to be avoided together with what the preference says."""
    preferred = _PREFERRED.get(preference)
    return Avoid(tuple(dict.fromkeys((*avoid.kinds, *((preferred,) if preferred else ())))), avoid.roads)
