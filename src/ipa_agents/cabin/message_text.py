"""One line for a message of any topic: what matters of it, without words of a language."""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ipa_agents.cabin.stage_words import label
from ipa_agents.cabin.stages import stage_from
from ipa_agents.vehicle.exchange import Status

__all__ = ['message_text', 'signal_text']

_KINDS = {1: 'number', 2: 'boolean', 3: 'text', 4: 'list'}
_LEVELS = ('OK', 'WARN', 'ERROR', 'STALE')
_LONGEST = 160
_MANY = 12
_DEPTH = 4


def message_text(kind: str, message: Any) -> str:
    """What matters of `message`, of the type `kind`; all fields of a type that is not known here."""
    tell = _TEXTS.get(kind)
    return tell(message) if tell else _fields(message)


def signal_text(signals: Iterable[Any]) -> str:
    """Signals as path and value; all of them are below Vehicle, which is not repeated."""
    return ' '.join(f'{signal.path.removeprefix("Vehicle.")}={_signal_value(signal)}' for signal in signals)


def _signal_value(signal: Any) -> str:
    return _short(getattr(signal, _KINDS[signal.kind])) if signal.kind in _KINDS else '–'


def _utterance(message: Any) -> str:
    more = '' if message.is_final else ' …'
    return _words(message.seat, f'“{_cut(message.text)}”{more}', f'({message.source})')


def _say(message: Any) -> str:
    marks = ('?' if message.expects_answer else '', '■' if message.is_last else '')
    more = '…' if getattr(message, 'continues', False) else ''  # older recordings do not know it
    return _words(message.seat, f'{more}“{_cut(message.text)}”' if message.text else '', *marks)


def _proposal(message: Any) -> str:
    answer = f'✓{message.challenge_id[:6]}' if message.challenge_id else ''
    return _words(message.agent, message.tool, _json(message.arguments), answer)


def _outcome(message: Any) -> str:
    status = Status(message.status).name if message.status in set(Status) else str(message.status)
    rule = f'({message.rule})' if message.rule else ''
    return _words(status, rule, _cut(message.reason), signal_text(message.signals), f'{message.elapsed_ms:.0f} ms')


def _signal_array(message: Any) -> str:
    return _words(f'{message.source}:', signal_text(message.signals))


def _command(message: Any) -> str:
    return _words(message.action, _fields(message, without=('header', 'command_id', 'action')))


def _navigation_command(message: Any) -> str:
    return _words(message.action, message.place.name or message.place.place_id, message.preference)


def _rejection(message: Any) -> str:
    return _words(f'{message.device}:', _cut(message.reason))


def _turn_event(message: Any) -> str:
    stage = stage_from(message)
    return _words(stage.node, stage.stage, f'{stage.elapsed_ms:.1f} ms', label(stage))


def _media_state(message: Any) -> str:
    times = f'{_clock(message.position)}/{_clock(message.duration)}' if message.duration else ''
    title = ' – '.join(filter(None, (message.title or message.station, message.artist)))
    muted = '(muted)' if message.is_muted else ''
    return _words(message.status, title, times, f'{message.volume:.0f} %', muted)


def _navigation_state(message: Any) -> str:
    left = f'{message.distance_remaining / 1000:.2f} km {_clock(message.time_remaining)}'
    return _words(message.status, message.route.destination.name, left if message.status == 'GUIDING' else '')


def _diagnostics(message: Any) -> str:
    return ', '.join(_diagnosis(status) for status in message.status)


def _diagnosis(status: Any) -> str:
    level = status.level if isinstance(status.level, int) else status.level[0]
    return f'{_LEVELS[level] if level < len(_LEVELS) else level} {status.name}: {_cut(status.message)}'


def _fix(message: Any) -> str:
    return f'{message.latitude:.6f} {message.longitude:.6f}'


def _odometry(message: Any) -> str:
    place, speed = message.pose.pose.position, message.twist.twist.linear
    return f'x={place.x:.1f} y={place.y:.1f} {math.hypot(speed.x, speed.y) * 3.6:.1f} km/h'


def _battery(message: Any) -> str:
    return f'{message.percentage * 100:.1f} % {message.voltage:.0f} V {message.current:.0f} A'


_TEXTS: Mapping[str, Callable[[Any], str]] = {
    'ipa_agents/msg/Utterance': _utterance,
    'ipa_agents/msg/Say': _say,
    'ipa_agents/msg/Proposal': _proposal,
    'ipa_agents/msg/Outcome': _outcome,
    'ipa_agents/msg/SignalArray': _signal_array,
    'ipa_agents/msg/MediaCommand': _command,
    'ipa_agents/msg/NavigationCommand': _navigation_command,
    'ipa_agents/msg/CommandRejection': _rejection,
    'ipa_agents/msg/TurnEvent': _turn_event,
    'ipa_agents/msg/MediaState': _media_state,
    'ipa_agents/msg/NavigationState': _navigation_state,
    'diagnostic_msgs/msg/DiagnosticArray': _diagnostics,
    'sensor_msgs/msg/NavSatFix': _fix,
    'sensor_msgs/msg/BatteryState': _battery,
    'nav_msgs/msg/Odometry': _odometry,
}


def _fields(message: Any, without: tuple[str, ...] = ('header',), depth: int = _DEPTH) -> str:
    """Every field that says something."""
    if not depth:
        return '…'
    told = {name: getattr(message, name) for name in message.__slots__ if name not in without}
    return ' '.join(f'{name}={_value(value, depth)}' for name, value in told.items() if not _is_empty(value))


def _value(value: Any, depth: int) -> str:
    if hasattr(value, '__slots__'):
        return f'{{{_fields(value, depth=depth - 1)}}}'
    if isinstance(value, list | tuple):
        shown = ', '.join(_value(item, depth) for item in value[:_MANY])
        return f'[{shown}, … {len(value)}]' if len(value) > _MANY else f'[{shown}]'
    return _short(value)


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | bytes | list | tuple) and len(value) == 0)


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, float):
        return f'{value:.6g}'
    if isinstance(value, list | tuple):
        return f'[{", ".join(map(_short, value))}]'
    return _cut(str(value))


def _json(text: str) -> str:
    """JSON as it is read more easily."""
    try:
        told = json.loads(text)
    except ValueError:
        return _cut(text)
    told = told.get('signals', told) if isinstance(told, dict) else told
    if not isinstance(told, dict):
        return _cut(text)
    return ' '.join(f'{name.removeprefix("Vehicle.")}={_short(value)}' for name, value in told.items())


def _clock(seconds: float) -> str:
    return f'{seconds // 60:.0f}:{seconds % 60:02.0f}' if math.isfinite(seconds) else '–'


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f'{text[: _LONGEST - 1]}…'


def _words(*words: str) -> str:
    return ' '.join(filter(None, words))
