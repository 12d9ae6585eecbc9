"""Which values of a databroker are still to be believed."""

from collections.abc import Mapping

from ipa_agents.vehicle.signals import Value

__all__ = ['Freshness']

_SPEED = 'Vehicle.Speed'


class Freshness:
    """A value holds until it changes, but for some of a car that drives: those cannot stay as they are.

    A broker does not tell that a provider has gone, and a provider may say nothing as long as nothing changes.
    """

    def __init__(self, limits: Mapping[str, float]) -> None:
        """`limits`: s within which such a signal, by its path, must be heard again."""
        self._limits = limits
        self.begin()

    def begin(self) -> None:
        """Nothing is known: whether the car stands, neither."""
        self._heard: dict[str, float] = {}
        self._stands = False

    def knows(self, path: str) -> bool:
        """Whether anything was heard of a signal."""
        return path in self._heard

    def hear(self, path: str, value: Value, time: float) -> None:
        """A signal was `value` at `time`, s of any clock."""
        self._heard[path] = time
        if path == _SPEED:
            self._stands = value == 0

    def stale(self, time: float) -> tuple[str, ...]:
        """Those that are not to be believed at `time`."""
        if self._stands:
            return ()
        return tuple(path for path, limit in self._limits.items() if time - self._heard.get(path, time) > limit)
