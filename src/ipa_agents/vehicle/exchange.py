"""What passes between the people, the assistant, the guard and the devices, without ROS."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from ipa_agents.vehicle.signals import Signal

__all__ = [
    'ACTING_TOOLS',
    'DEVICES',
    'Command',
    'Outcome',
    'Proposal',
    'Rejection',
    'Status',
    'Utterance',
]

ACTING_TOOLS = ('set_signals', 'control_media', 'navigate', 'trip')
DEVICES = ('hvac', 'body', 'media', 'navigation')


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said in the car; `stamp` in seconds, `locale` empty when unknown."""

    utterance_id: str
    seat: str
    text: str
    locale: str
    stamp: float
    source: str = 'text'
    confidence: float = 1.0
    is_final: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a brain wants done; `arguments` is the JSON text as it came."""

    proposal_id: str
    turn_id: str
    utterance_id: str
    agent: str
    seat: str
    tool: str
    arguments: str
    stamp: float
    challenge_id: str = ''
    answer_utterance_id: str = ''


class Status(IntEnum):
    """What became of a proposal; the numbers are those of Outcome.msg."""

    DONE = 1
    NEEDS_CONFIRMATION = 2
    DENIED = 3
    FAILED = 4
    TIMED_OUT = 5
    SUPERSEDED = 6


@dataclass(frozen=True, slots=True)
class Outcome:
    """The guard's answer to a proposal; reasons and warnings in both languages."""

    proposal_id: str
    turn_id: str
    status: Status
    rule: str = ''
    reason: str = ''
    reason_zh: str = ''
    challenge_id: str = ''
    warnings: tuple[str, ...] = ()
    warnings_zh: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    elapsed_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Command:
    """What the guard tells one device: signals for hvac and body, an action with arguments for media and navigation."""

    command_id: str
    device: str
    signals: tuple[Signal, ...] = ()
    action: str = ''
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A device says that it cannot do a command, or not these `paths` of it; nothing of that was done."""

    command_id: str
    device: str
    reason: str
    reason_zh: str
    paths: frozenset[str] = frozenset()
