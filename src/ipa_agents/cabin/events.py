"""Everything that can be heard or seen in the cabin."""

from dataclasses import dataclass

from ipa_agents.assistant.ports import Playing, Speech, Travelling
from ipa_agents.vehicle.exchange import Outcome, Utterance
from ipa_agents.vehicle.signals import Signal

__all__ = ['Event', 'Report']


@dataclass(frozen=True, slots=True)
class Report:
    """What an owner said of its signals."""

    source: str
    signals: tuple[Signal, ...]


Event = Utterance | Speech | Outcome | Report | Playing | Travelling
