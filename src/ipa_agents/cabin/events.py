"""Everything that can be heard or seen in the cabin."""

from dataclasses import dataclass

from ipa_agents.assistant.ports import Playing, Priority, Speech, Travelling
from ipa_agents.vehicle.exchange import Outcome, Utterance
from ipa_agents.vehicle.signals import Signal

__all__ = ['Event', 'Report', 'is_announcement']


@dataclass(frozen=True, slots=True)
class Report:
    """What an owner said of its signals."""

    source: str
    signals: tuple[Signal, ...]


def is_announcement(speech: Speech) -> bool:
    """Whether `speech` answers nobody, as the guidance along a route does."""
    return speech.is_last and speech.priority is Priority.INFORMATION


Event = Utterance | Speech | Outcome | Report | Playing | Travelling
