"""Signals in words: what they are now, become, or could become."""

from collections.abc import Iterable, Mapping
from typing import Literal

from ipa_agents.assistant.listener import Listener, verb
from ipa_agents.assistant.measures import measured
from ipa_agents.assistant.sensor_words import sensed
from ipa_agents.errors import UnknownSignal
from ipa_agents.vehicle.catalogue import SignalSpec
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.signals import Value

__all__ = ['Tense', 'describe', 'function_name', 'names_of']

# Of these families there is one thing in each zone: windows, doors, seats that fold.
_COUNTED = ('open', 'lid', 'lock', 'fold')
Tense = Literal['done', 'state', 'doing', 'offer']


def describe(listener: Listener, values: Mapping[str, Value], tense: Tense) -> list[str]:
    """One clause for each function and value, its zones joined; signals that are only read come after."""
    grouped: dict[tuple[str, str], tuple[Function, Value, set[Seat]]] = {}
    readings: dict[str, Value] = {}
    for path, value in values.items():
        spec = _spec(listener, path)
        if spec is None:
            continue
        function = _function(spec, value)
        if function is None:
            readings[spec.path] = value
            continue
        zones = grouped.setdefault((function.id, repr(value)), (function, value, set()))[2]
        zones |= {spec.zone} if spec.zone else set()
    clauses = [_function_clause(listener, *group, tense) for group in grouped.values()]
    return clauses + sensed(listener, readings)


def _spec(listener: Listener, path: str) -> SignalSpec | None:
    try:
        return listener.catalogue[path]
    except UnknownSignal:
        return None


def _function(spec: SignalSpec, value: Value) -> Function | None:
    """The function that `value` belongs to, where two share a signal (seat heating and ventilation)."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value:
        for function in spec.functions:
            if function.sign * value > 0:
                return function
    return spec.functions[0] if spec.functions else None


def _function_clause(listener: Listener, function: Function, value: Value, zones: set[Seat], tense: Tense) -> str:
    form, spoken = _form(listener, function, value)
    name, be = _name(listener, function, zones)
    zone = _where(listener, function, zones)
    is_several = len(zones) > 1 and function.verbs in _COUNTED
    is_others = zones == set(function.zones) - {listener.seat}
    several = 'named.others' if is_others else '' if zone else 'named.every'
    what = listener.wording(several, name=name) if is_several and several else _what(listener, name, zone)
    keys = [f'{tense}.{family}.{form}' for family in (function.id, function.verbs, 'default')]
    if tense == 'done' and function.verbs == 'adjust' and form == 'to':
        spoken = listener.wording(f'extreme.{_extreme(function, value)}', value=spoken)
    return listener.wording.first(keys, what=what, be=be, value=spoken)


def _where(listener: Listener, function: Function, zones: set[Seat]) -> str:
    """In which zones, in words; of what usually is set for one seat alone, it is said when it is all."""
    if zones != set(function.zones):
        return listener.zone(frozenset(zones))
    is_meant = len(zones) > 1 and function.zone_default == 'speaker' and function.verbs not in _COUNTED
    return listener.wording('zone.all') if is_meant else ''


def _extreme(function: Function, value: Value) -> str:
    """Whether a number is the highest or lowest that people can have: they may have asked for more."""
    lowest, highest = (function.minimum, function.maximum)[:: function.sign]
    return 'highest' if value == highest else 'lowest' if value == lowest else 'neither'


def _what(listener: Listener, name: str, zone: str) -> str:
    return listener.wording('named.zoned' if zone else 'named.plain', name=name, zone=zone)


def _name(listener: Listener, function: Function, zones: set[Seat]) -> tuple[str, str]:
    """The spoken name, in the plural where several things that can be counted are meant, and its verb."""
    name = function.names[listener.language][0]
    if listener.language == 'en' and len(zones) > 1 and function.verbs in _COUNTED and verb(name) == 'is':
        name += 's'
    return name, verb(name)


def _form(listener: Listener, function: Function, value: Value) -> tuple[str, str]:
    """on, off or to, and the value in words."""
    is_switched = function.type in ('boolean', 'string') or f'done.{function.verbs}.on' in listener.wording
    if value == function.on and is_switched and function.on is not None:
        return 'on', ''
    if value == function.off and function.off is not None:
        return 'off', ''
    if isinstance(value, str):
        names = function.allowed.get(value)
        return 'to', names[listener.language][0] if names and names[listener.language] else value
    if isinstance(value, bool):
        return ('on' if value else 'off'), ''
    if function.levels and isinstance(value, int | float):
        return 'to', listener.wording('unit.level', n=max(1, function.level_of(value)))
    if isinstance(value, int | float):
        return 'to', measured(listener, value * function.sign, function.unit)
    return 'to', str(value)


def names_of(listener: Listener, paths: Iterable[str]) -> str:
    """What `paths` are called, as a list in words."""
    names = []
    for path in paths:
        spec = _spec(listener, path)
        if spec is not None and spec.names.get(listener.language):
            names.append(_what(listener, spec.names[listener.language][0], ''))
    return listener.listed(list(dict.fromkeys(names)))


def function_name(listener: Listener, function_id: str) -> str:
    """What a function is called; empty when the car has no such function."""
    function = listener.catalogue.functions.get(function_id)
    return _what(listener, function.names[listener.language][0], '') if function else ''
