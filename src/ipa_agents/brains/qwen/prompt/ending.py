"""The end of a prompt: all that changes from turn to turn, and last of all the sentence."""

import time
from collections.abc import Mapping, Sequence

from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.interface import Context, Sentence
from ipa_agents.brains.qwen.prompt.differences import Difference
from ipa_agents.brains.qwen.prompt.slice import Slice
from ipa_agents.language import ENGLISH_NAMES, Language
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import SEATS, vss_row, vss_side
from ipa_agents.vehicle.signal_spec import SignalSpec
from ipa_agents.vehicle.signals import Value

__all__ = ['ending', 'signal_lines']

_SPEED = 'Vehicle.Speed'


def ending(agent: AgentSpec, found: Slice, sentence: Sentence, context: Context, beside: Sequence[str] = ()) -> str:
    """The last user message for `agent`; `beside` is what the other agent has done in this turn, a line each."""
    lines = [f'You are {agent.names["en"]}.', _situation(sentence, context)]
    lines += [f'{title}: {text}' for title, text in (('Media', context.media), ('Route', context.route)) if text]
    lines += [f'Remember: {note}' for note in context.notes]
    lines += [f'Done by the other agent: {line}' for line in beside]
    lines += [_head(found.differences), *signal_lines(found, context.signals, sentence.language)]
    if context.question:
        lines.append(f'You asked: {context.question}')
    lines.append(f'The {_person(sentence)} says in {ENGLISH_NAMES[sentence.language]}: {sentence.text}')
    return '\n'.join(lines)


def signal_lines(found: Slice, signals: Mapping[str, Value], language: Language) -> list[str]:
    """A line for each function and sensor of the slice: name, path, value or values by zone, what it may be.

    Behind a number stands what it would become by each difference of the slice, lower and higher.
    """
    lines = [_function_line(function, found.differences, signals, language) for function in found.functions]
    return lines + [_sensor_line(spec, signals, language) for spec in found.sensors]


def _situation(sentence: Sentence, context: Context) -> str:
    when = time.strftime('%A %Y-%m-%d %H:%M', time.localtime(context.now))
    speed = context.signals.get(_SPEED)
    is_known = isinstance(speed, int | float) and not isinstance(speed, bool)
    pace = f'{speed:.0f} km/h' if is_known else 'speed unknown'
    return f'{when}, {pace}, seat {sentence.seat}.'


def _person(sentence: Sentence) -> str:
    return 'driver' if sentence.seat == SEATS[0] else 'passenger'


def _head(differences: Sequence[Difference]) -> str:
    ends = [f'{one.text} lower / higher' for one in differences]
    return f'Signals ({" / ".join(("now", *ends))}):' if ends else 'Signals:'


def _function_line(
    function: Function, differences: Sequence[Difference], signals: Mapping[str, Value], language: Language
) -> str:
    name = function.names[language][0]
    now = {zone: _with_differences(function, differences, signals.get(path)) for path, zone in function.paths().items()}
    values = ', '.join(f'{vss_row(zone)}.{vss_side(zone)} {text}' if zone else text for zone, text in now.items())
    path = function.path.format(row='*', side='*') if function.zones else function.path
    return f'- {name}: {path} = {values} ({_range(function, language)})'


def _with_differences(function: Function, differences: Sequence[Difference], value: Value | None) -> str:
    if function.minimum is None or function.type == 'boolean':
        return _shown(value)
    ends = (end for one in differences for end in (one.lower(function, value), one.higher(function, value)))
    return ' / '.join(map(_shown, (value, *ends)))


def _sensor_line(spec: SignalSpec, signals: Mapping[str, Value], language: Language) -> str:
    name = next(iter(spec.names.get(language, ())), spec.path.rpartition('.')[2])
    unit = f' {spec.unit}' if spec.unit else ''
    return f'- {name}: {spec.path} = {_shown(signals.get(spec.path))}{unit} (read only)'


def _range(function: Function, language: Language) -> str:
    if function.type == 'boolean':
        return f'on {_shown(function.on)}, off {_shown(function.off)}'
    if function.allowed:
        return '|'.join(_choice(value, names[language][0]) for value, names in function.allowed.items())
    if function.minimum is None or function.maximum is None:
        return function.type
    text = f'{function.minimum:g}..{function.maximum:g}'
    if function.step != 1:
        text += f' step {function.step:g}'
    if function.unit:
        text += f' {function.unit}'
    if function.on is not None:
        text += f', on {_shown(function.on)}, off {_shown(function.off)}'
    if function.levels:
        far = function.maximum if function.sign > 0 else function.minimum
        return f'{text}, {function.levels} levels to {far:g}'
    return text


def _choice(value: str, name: str) -> str:
    """A value as it is written, with its name where it is no word itself (a colour)."""
    return value if value[0].isalpha() else f'{value} {name}'


def _shown(value: Value | None) -> str:
    if value is None:
        return '?'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, int | float):
        return f'{round(value, 1):g}'
    return ', '.join(value) if isinstance(value, tuple) else value
