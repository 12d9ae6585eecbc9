"""Everything that can be heard or seen in the cabin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ipa_agents.assistant.ports import Playing, Priority, Speech, Travelling
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.vehicle.exchange import Outcome, Utterance
from ipa_agents.vehicle.signals import Signal

__all__ = ['Condition', 'Event', 'Level', 'Report', 'Stage', 'is_announcement', 'spoken']

Level = Literal['ok', 'warn', 'error', 'stale']


@dataclass(frozen=True, slots=True)
class Report:
    """What an owner said of its signals."""

    source: str
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a turn; `elapsed_ms` since its node began with it, `stamp` in s of the clock."""

    turn_id: str
    node: str
    stage: str
    detail: Mapping[str, Any]
    elapsed_ms: float
    stamp: float


@dataclass(frozen=True, slots=True)
class Condition:
    """What a part says of itself on /diagnostics."""

    name: str
    level: Level
    message: str
    values: Mapping[str, str]
    hardware_id: str


def is_announcement(speech: Speech) -> bool:
    """Whether `speech` answers nobody, as the guidance along a route does."""
    return speech.is_last and speech.priority is Priority.INFORMATION


def spoken(speeches: Iterable[Speech]) -> str:
    """All that was said, with blanks between sentences but none between the parts of one."""
    said: list[str] = []
    begun: dict[str, int] = {}
    for speech in speeches:
        if speech.continues and speech.turn_id in begun:
            said[begun[speech.turn_id]] += speech.text
        elif speech.text:
            begun[speech.turn_id] = len(said)
            said.append(speech.text)
    return ' '.join(said)


Event = Utterance | Speech | Outcome | Report | Playing | Travelling | HeldTrip | Stage | Condition
