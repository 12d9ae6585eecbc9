"""Signals in words: what they are now, become, or could become."""

from collections.abc import Iterable, Mapping
from typing import Literal

from ipa_agents.assistant.listener import Listener
from ipa_agents.errors import UnknownSignal
from ipa_agents.vehicle.catalogue import SignalSpec
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.signals import Value

__all__ = ['Tense', 'describe', 'measured', 'names_of']

# Of these families there is one thing in each zone: windows, doors, seats that fold.
_COUNTED = ('open', 'lid', 'lock', 'fold')
Tense = Literal['done', 'state', 'doing', 'offer']


def describe(listener: Listener, values: Mapping[str, Value], tense: Tense) -> list[str]:
    """One clause for each function and value, its zones joined; signals that are only read come after."""
    grouped: dict[tuple[str, str], tuple[Function, Value, set[Seat]]] = {}
    sensed: dict[str, Value] = {}
    for path, value in values.items():
        spec = _spec(listener, path)
        if spec is None:
            continue
        function = _function(spec, value)
        if function is None:
            sensed[spec.path] = value
            continue
        zones = grouped.setdefault((function.id, repr(value)), (function, value, set()))[2]
        zones |= {spec.zone} if spec.zone else set()
    clauses = [_function_clause(listener, *group, tense) for group in grouped.values()]
    return clauses + _sensed_clauses(listener, sensed)


def measured(listener: Listener, value: Value, unit: str) -> str:
    """A value with its unit, as it is spoken: rounded sensibly, in the metric system."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _text(listener, value)
    unit, number = _handy(unit, float(value))
    return listener.wording.first((f'unit.{unit}', 'unit.none'), n=_rounded(number))


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
    zone = '' if zones == set(function.zones) else listener.zone(frozenset(zones))
    is_every = len(zones) > 1 and not zone and function.verbs in _COUNTED
    what = listener.wording('named.every', name=name) if is_every else _what(listener, name, zone)
    keys = [f'{tense}.{family}.{form}' for family in (function.verbs, 'default')]
    return listener.wording.first(keys, what=what, be=be, value=spoken)


def _what(listener: Listener, name: str, zone: str) -> str:
    return listener.wording('named.zoned' if zone else 'named.plain', name=name, zone=zone)


def _name(listener: Listener, function: Function, zones: set[Seat]) -> tuple[str, str]:
    """The spoken name, in the plural where several things that can be counted are meant, and its verb."""
    name = function.names[listener.language][0]
    if listener.language == 'en' and len(zones) > 1 and function.verbs in _COUNTED and _verb(name) == 'is':
        name += 's'
    return name, _verb(name)


def _verb(name: str) -> str:
    return 'are' if name.endswith('s') and not name.endswith(('ss', 'us', 'is')) else 'is'


def _form(listener: Listener, function: Function, value: Value) -> tuple[str, str]:
    """on, off or to, and the value in words."""
    switched = function.type in ('boolean', 'string') or function.verbs in _COUNTED
    if value == function.on and switched and function.on is not None:
        return 'on', ''
    if value == function.off and function.off is not None:
        return 'off', ''
    if isinstance(value, str):
        names = function.allowed.get(value)
        return 'to', names[listener.language][0] if names and names[listener.language] else value
    if isinstance(value, bool):
        return ('on' if value else 'off'), ''
    if function.levels and isinstance(value, int | float):
        reach = max(abs(function.minimum or 0), abs(function.maximum or 0))
        return 'to', listener.wording('unit.level', n=max(1, round(abs(value) / reach * function.levels)))
    if isinstance(value, int | float):
        return 'to', measured(listener, value * function.sign, function.unit)
    return 'to', _text(listener, value)


def _sensed_clauses(listener: Listener, values: Mapping[str, Value]) -> list[str]:
    """Signals that are only read; many of one kind that agree become one clause."""
    clauses = []
    for leaf, group in _by_leaf(values).items():
        if leaf == 'DTCList':
            clauses += [_codes(listener, value) for value in group.values()]
        elif len(group) > 1 and f'all.{leaf}.on' in listener.wording:
            clauses += _together(listener, leaf, group)
        elif len(set(group.values())) == 1 < len(group) and _shared_name(listener, group):
            clauses.append(_each(listener, group))
        else:
            clauses += [_sensed_clause(listener, path, leaf, value) for path, value in group.items()]
    return clauses


def _by_leaf(values: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    leaves: dict[str, dict[str, Value]] = {}
    for path, value in values.items():
        leaves.setdefault(path.rsplit('.', 1)[-1], {})[path] = value
    return leaves


def _together(listener: Listener, leaf: str, group: Mapping[str, Value]) -> list[str]:
    if len(set(group.values())) == 1:
        names = listener.joined([_sensor_name(listener, path) for path in group])
        return [listener.wording(f'all.{leaf}.{"on" if any(group.values()) else "off"}', names=names)]
    standing_out = {path: value for path, value in group.items() if value == (leaf == 'IsOpen')}
    return [_sensed_clause(listener, path, leaf, value) for path, value in standing_out.items()]


def _shared_name(listener: Listener, paths: Iterable[str]) -> str:
    """A name that all of `paths` have: what the four tyre pressures are called together."""
    first, *others = [listener.catalogue[path].names.get(listener.language, ()) for path in paths]
    return next((name for name in first if all(name in names for names in others)), '')


def _each(listener: Listener, group: Mapping[str, Value]) -> str:
    path, value = next(iter(group.items()))
    spoken = measured(listener, value, listener.catalogue[path].unit)
    return listener.wording('each', what=_what(listener, _shared_name(listener, group), ''), value=spoken)


def _sensed_clause(listener: Listener, path: str, leaf: str, value: Value) -> str:
    spec = listener.catalogue[path]
    name = _sensor_name(listener, path)
    slots = {'what': _what(listener, name, ''), 'be': _verb(name)}
    if isinstance(value, bool):
        form = 'on' if value else 'off'
        return listener.wording.first((f'sensed.{leaf}.{form}', f'sensed.default.{form}'), **slots)
    if value == ():
        return listener.wording('empty_list', **slots)
    return listener.wording('state.default.to', value=measured(listener, value, spec.unit), **slots)


def _codes(listener: Listener, value: Value) -> str:
    if not value:
        return listener.wording('codes.none')
    return listener.wording('codes.some', codes=_text(listener, value))


def _sensor_name(listener: Listener, path: str) -> str:
    names = listener.catalogue[path].names.get(listener.language, ())
    return names[0] if names else path.rsplit('.', 1)[-1]


def _text(listener: Listener, value: Value) -> str:
    if isinstance(value, tuple):
        return listener.joined(value)
    return str(value).replace('_', ' ').lower() if isinstance(value, str) else str(value)


def _handy(unit: str, number: float) -> tuple[str, float]:
    """The unit that people use for a number of this size."""
    if unit == 'm' and abs(number) >= 1000:
        return 'km', number / 1000
    if unit == 'kPa':
        return 'bar', number / 100
    if unit == 'Wh' and abs(number) >= 1000:
        return 'kWh', number / 1000
    if unit == 's' and abs(number) >= 120:
        return 'min', number / 60
    return unit, number


def _rounded(number: float) -> str:
    digits = 0 if abs(number) >= 100 else 1
    return f'{round(number, digits):g}'


def names_of(listener: Listener, paths: Iterable[str]) -> str:
    """What `paths` are called, as a list in words."""
    names = []
    for path in paths:
        spec = _spec(listener, path)
        if spec is not None and spec.names.get(listener.language):
            names.append(_what(listener, spec.names[listener.language][0], ''))
    return listener.joined(list(dict.fromkeys(names)))
