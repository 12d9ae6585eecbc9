"""Which parts of the car are there, and how they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ipa_agents.cabin.events import Condition, Level

__all__ = ['Part', 'RollCall']

_SILENCE = 3.5  # s; every part speaks once a second
_START = 12.0  # s that parts may take to speak for the first time


@dataclass(frozen=True, slots=True)
class Part:
    """How one part is; `stale` when it has not been heard for a while, which is what a dead one does."""

    name: str
    level: Level
    message: str
    values: Mapping[str, str]


class RollCall:
    """Remembers the newest condition of each part, and takes silence for death."""

    def __init__(self, expected: Iterable[str] = ()) -> None:
        self._expected = tuple(expected)
        self._began: float | None = None
        self._heard: dict[str, tuple[Condition, float]] = {}
        self._shown: dict[str, tuple[Level, str]] = {}
        self.parts: tuple[Part, ...] = ()

    def hear(self, condition: Condition, now: float) -> None:
        """A part says how it is; parts are known by the last word of their names."""
        self._heard[condition.name.partition(':')[0].rpartition('/')[2]] = (condition, now)

    def look(self, now: float) -> bool:
        """Look at the clock; whether what people see of the parts has changed."""
        self._began = now if self._began is None else self._began
        self.parts = tuple(self._part(name, now) for name in dict.fromkeys((*self._expected, *self._heard)))
        shown = {part.name: (part.level, part.message) for part in self.parts}
        has_changed = shown != self._shown
        self._shown = shown
        return has_changed

    def silent(self) -> tuple[str, ...]:
        """The parts that are not there."""
        return tuple(part.name for part in self.parts if part.level == 'stale')

    def _part(self, name: str, now: float) -> Part:
        condition, heard = self._heard.get(name, (None, self._began or now))
        if condition is None:
            return Part(name, 'stale' if now - heard > _START else 'ok', '', {})
        if now - heard > _SILENCE:
            return Part(name, 'stale', condition.message, condition.values)
        return Part(name, condition.level, condition.message, condition.values)
