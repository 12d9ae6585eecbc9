"""What nodes tell of themselves, of turns and of what is said, from messages."""

from collections.abc import Mapping

from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus

import ipa_agents.msg as msg
from ipa_agents.assistant.ports import Priority, Speech
from ipa_agents.cabin.events import Condition, Level
from ipa_agents.language import primary_language
from ipa_agents.vehicle.seats import DRIVER, SEATS

__all__ = ['LEVELS', 'conditions_from', 'speech_from']

LEVELS: Mapping[bytes, Level] = {
    DiagnosticStatus.OK: 'ok',
    DiagnosticStatus.WARN: 'warn',
    DiagnosticStatus.ERROR: 'error',
    DiagnosticStatus.STALE: 'stale',
}


def speech_from(message: msg.Say) -> Speech:
    """What the assistant says."""
    return Speech(
        turn_id=message.turn_id,
        sequence=message.sequence,
        text=message.text,
        language=primary_language(message.locale),
        seat=message.seat if message.seat in SEATS else DRIVER,
        is_last=message.is_last,
        expects_answer=message.expects_answer,
        priority=Priority(message.priority),
        continues=message.continues,
    )


def conditions_from(message: DiagnosticArray, namespace: str) -> tuple[Condition, ...]:
    """What the parts in `namespace` say of themselves; a level that nobody knows is stale.

    Parts of other cars report on the same topic.
    """
    space = namespace.rstrip('/')
    return tuple(
        Condition(
            name=status.name,
            level=LEVELS.get(status.level, 'stale'),
            message=status.message,
            values={value.key: value.value for value in status.values},
            hardware_id=status.hardware_id,
        )
        for status in message.status
        if status.name.partition(':')[0].rpartition('/')[0] == space
    )
