"""What the guard wants done outside: a command, an outcome, or a note for those who watch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.vehicle.exchange import Command, Outcome

__all__ = ['Effect', 'Effects', 'Note', 'Report', 'SendCommand']


@dataclass(frozen=True, slots=True)
class SendCommand:
    """Tell a device."""

    command: Command


@dataclass(frozen=True, slots=True)
class Report:
    """Answer a proposal."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Note:
    """One stage (guard, command, readback, outcome) of a turn; ms since the guard heard the utterance."""

    turn_id: str
    stage: str
    detail: Mapping[str, Any]
    elapsed_ms: float


Effect = SendCommand | Report | Note
Effects = tuple[Effect, ...]
