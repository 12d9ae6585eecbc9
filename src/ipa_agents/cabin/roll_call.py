"""Which parts of the car are there, and how they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ipa_agents.cabin.events import Condition, Level
from ipa_agents.cabin.model_state import is_about_model

__all__ = ['CAR_ITSELF', 'Part', 'RollCall', 'part_of']

CAR_ITSELF = 'simulated car'
"""The hardware id of what a part says not of itself but of tyres, brakes and the like."""
_SILENCE = 3.5  # s; every part speaks once a second
_START = 12.0  # s that parts may take to speak for the first time
_LEVELS: tuple[Level, ...] = ('ok', 'warn', 'error', 'stale')
_TASKS_KEPT = 500


@dataclass(frozen=True, slots=True)
class Part:
    """How one part is, by its worst task; `stale` when it has fallen silent, as a dead one does.

    How the model is counts for nothing here: the reflex does without it, and a sign of its own tells of it.
    `message` holds the reasons of all tasks that are not ok, `values` what all of them show; a stale one has neither.
    """

    name: str
    level: Level
    message: str
    values: Mapping[str, str]


class RollCall:
    """Remembers the newest condition of each task of each part, and takes silence for death.

    Parts are known by the last word of the node's name: those of one car, not of two.
    """

    def __init__(self, expected: Iterable[str] = ()) -> None:
        self._expected = tuple(expected)
        self._began: float | None = None
        self._heard: dict[str, tuple[Condition, float]] = {}
        self._shown: dict[str, tuple[Level, str]] = {}
        self.parts: tuple[Part, ...] = ()

    def hear(self, condition: Condition, now: float) -> None:
        """A part says how one of its tasks is."""
        if condition.name in self._heard or len(self._heard) < _TASKS_KEPT:
            self._heard[condition.name] = (condition, now)

    def look(self, now: float) -> bool:
        """Look at the clock; whether what people see of the parts has changed."""
        self._began = now if self._began is None else self._began
        by_part: dict[str, list[Condition]] = {name: [] for name in self._expected}
        for task in self.tasks(now):
            if task.hardware_id != CAR_ITSELF and not is_about_model(task):
                by_part.setdefault(part_of(task.name), []).append(task)
        self.parts = tuple(self._part(name, found, now) for name, found in by_part.items())
        shown = {part.name: (part.level, part.message) for part in self.parts}
        has_changed = shown != self._shown
        self._shown = shown
        return has_changed

    def tasks(self, now: float) -> tuple[Condition, ...]:
        """The newest condition of each task, by name; one that has fallen silent is stale."""
        return tuple(
            replace(condition, level='stale') if now - heard > _SILENCE else condition
            for _, (condition, heard) in sorted(self._heard.items())
        )

    def silent(self) -> tuple[str, ...]:
        """The parts that are not there."""
        return tuple(part.name for part in self.parts if part.level == 'stale')

    def _part(self, name: str, tasks: list[Condition], now: float) -> Part:
        if not tasks:
            return Part(name, 'stale' if now - (self._began or now) > _START else 'ok', '', {})
        # A part that was restarted may have fewer tasks than before: it is dead when none of them is heard.
        living = [task for task in tasks if task.level != 'stale']
        level: Level = max((task.level for task in living), key=_LEVELS.index, default='stale')
        reasons = '; '.join(task.message for task in living if task.level != 'ok' and task.message)
        return Part(name, level, reasons, {key: value for task in living for key, value in task.values.items()})


def part_of(name: str) -> str:
    """The part that a condition called `name` is of: "guard" for "/ipa/guard: devices"."""
    return name.partition(':')[0].rpartition('/')[2]
