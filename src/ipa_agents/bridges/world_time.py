"""The time of another world, as the stamps of its messages tell it."""

from enum import Enum, auto

__all__ = ['Arrival', 'WorldTime']

_JUMP = 1.0
"""s back that no message is late by: the world began anew."""


class Arrival(Enum):
    """How a message comes: as it should, after a newer one of its topic, or from a world that began anew."""

    ON_TIME = auto()
    LATE = auto()
    ANEW = auto()


class WorldTime:
    """Remembers the newest stamp of each topic."""

    def __init__(self) -> None:
        self._newest: dict[str, float] = {}

    def take(self, topic: str, stamp: float) -> Arrival:
        """A message of `topic` with its stamp in s; one without a stamp (0) is always on time."""
        if stamp == 0:
            return Arrival.ON_TIME
        newest = self._newest.get(topic, stamp)
        if stamp < newest - _JUMP:
            self._newest = {topic: stamp}
            return Arrival.ANEW
        self._newest[topic] = max(newest, stamp)
        return Arrival.LATE if stamp < newest else Arrival.ON_TIME
