"""What of the messages that flow is shown: those that pass the filters, and of signals what has changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from ipa_agents.cabin.message_text import message_text, signal_text
from ipa_agents.errors import RecordingError
from ipa_agents.recording.decoding import decode
from ipa_agents.recording.records import Record

__all__ = ['Echo', 'Filters', 'Told', 'joined']

_SIGNALS = 'ipa_agents/msg/SignalArray'
_DIAGNOSTICS = 'diagnostic_msgs/msg/DiagnosticArray'


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown; an empty filter lets everything pass.

    `paths` are patterns of signal paths, `sources` names of the nodes that speak, `turn` the beginning of a turn's id,
    `text` what must stand in the line. `has_all` shows signals and conditions that have not changed, too.
    """

    paths: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    turn: str = ''
    text: str = ''
    has_all: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A message that is shown: its line, the turn it belongs to where it does, and the whole of it (None: damaged)."""

    record: Record
    turn_id: str
    text: str
    message: Any


def joined(before: Told, part: Told) -> Told | None:
    """What was said in `before` and goes on in `part`, as one; None when it does not go on."""
    if not getattr(part.message, 'continues', False) or (before.record.channel, before.turn_id) != (
        part.record.channel,
        part.turn_id,
    ):
        return None
    message = decode(part.record)  # anew, since that of `part` stays as it came
    message.text = before.message.text + message.text
    message.continues = before.message.continues
    return replace(part, text=message_text(part.record.channel.type, message), message=message)


class Echo:
    """Hears records one by one."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._values: dict[tuple[str, str], Any] = {}

    def hear(self, record: Record) -> Told | None:
        """What is shown of a record; None when nothing is."""
        filters = self._filters
        try:
            message = decode(record)
        except RecordingError as error:
            return Told(record, '', str(error), None)
        turn_id = str(getattr(message, 'turn_id', ''))
        source = getattr(message, 'node', '') or getattr(message, 'source', '') or getattr(message, 'agent', '')
        if (filters.sources and source not in filters.sources) or not turn_id.startswith(filters.turn):
            return None
        text = self._text(record, message)
        if text is None or filters.text.lower() not in text.lower():
            return None
        return Told(record, turn_id, text, message)

    def _text(self, record: Record, message: Any) -> str | None:
        signals = getattr(message, 'signals', ())
        if self._filters.paths:
            signals = [signal for signal in signals if self._is_meant(signal.path)]
            if not signals:
                return None
        topic = record.channel.topic
        if record.channel.type == _DIAGNOSTICS:
            states = [(status.name, (status.level, status.message)) for status in message.status]
            return message_text(_DIAGNOSTICS, message) if self._changed(topic, states) else None
        if record.channel.type != _SIGNALS:
            return message_text(record.channel.type, message)
        if not message.command_id:
            changed = self._changed(topic, [(signal.path, _value(signal)) for signal in signals])
            signals = [signal for signal in signals if signal.path in changed]
        return f'{message.source}: {signal_text(signals)}' if signals else None

    def _is_meant(self, path: str) -> bool:
        return any(fnmatchcase(path, pattern) for pattern in self._filters.paths)

    def _changed(self, topic: str, values: Iterable[tuple[str, Any]]) -> set[str]:
        """The names whose values are others than before; all of them where everything is to be shown."""
        changed = set()
        for name, value in values:
            if self._filters.has_all or self._values.get((topic, name)) != value:
                changed.add(name)
            self._values[topic, name] = value
        return changed


def _value(signal: Any) -> tuple[Any, ...]:
    return signal.kind, signal.number, signal.boolean, signal.text, tuple(signal.list)
