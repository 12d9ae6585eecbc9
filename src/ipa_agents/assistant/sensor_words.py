"""Signals that are only read, in words."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ipa_agents.assistant.listener import Listener, verb
from ipa_agents.assistant.measures import measured
from ipa_agents.vehicle.seats import SEATS, Seat, vss_row, vss_side
from ipa_agents.vehicle.signals import Value

__all__ = ['sensed', 'with_flags']

# Signals whose values mean little to people, and the flag beside them that says whether they are bad.
_FLAGS = {'Pressure': 'IsPressureLow', 'PadWear': 'IsBrakesWorn'}

_SIDES = {f'{vss_row(seat)}.{vss_side(seat)}Side': seat for seat in SEATS}
_SIDE = re.compile(r'\.(Row\d\.(?:Driver|Passenger)Side)\.')


def sensed(listener: Listener, values: Mapping[str, Value]) -> list[str]:
    """One clause for each kind of signal and value; what nobody has a name for is told only if it is a fact of note."""
    clauses: list[str] = []
    for leaf, group in _by_leaf(values).items():
        if leaf == 'DTCList':
            clauses += [_codes(listener, value) for value in group.values()]
        elif f'fact.{leaf}.on' in listener.wording:
            clauses.append(listener.wording(f'fact.{leaf}.{"on" if any(group.values()) else "off"}'))
        elif leaf in _FLAGS and any(_flag(path) in values for path in group):
            clauses += _flagged(listener, leaf, group, [path for path in group if values.get(_flag(path))])
        else:
            named = {path: value for path, value in group.items() if listener.catalogue[path].names.get('en')}
            clauses += _named(listener, leaf, named)
    return [clause for clause in clauses if clause]


def with_flags(paths: Iterable[str]) -> tuple[str, ...]:
    """`paths`, and the flags that say whether the values of some of them are bad."""
    paths = tuple(paths)
    flags = (
        f'{branch}.{_FLAGS[leaf]}' for branch, _, leaf in (path.rpartition('.') for path in paths) if leaf in _FLAGS
    )
    return tuple(dict.fromkeys((*paths, *flags)))


def _by_leaf(values: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """By the last part of the path; left out is what others of them say already."""
    leaves: dict[str, dict[str, Value]] = {}
    for path, value in values.items():
        leaves.setdefault(path.rsplit('.', 1)[-1], {})[path] = value
    for leaf, flag in _FLAGS.items():
        if leaf in leaves:
            leaves.pop(flag, None)
    if 'DTCList' in leaves:
        leaves.pop('DTCCount', None)
    if not any(leaves.get('IsCharging', {'': True}).values()):
        leaves.pop('TimeToComplete', None)
    return leaves


def _flag(path: str) -> str:
    branch, _, leaf = path.rpartition('.')
    return f'{branch}.{_FLAGS.get(leaf, leaf)}'


def _flagged(listener: Listener, leaf: str, group: Mapping[str, Value], bad: Sequence[str]) -> list[str]:
    """What is bad first; of what is not, no more than that."""
    clauses = []
    for path in bad:
        what, be = _plain(listener, path)
        clauses.append(listener.wording(f'bad.{leaf}', what=what, be=be, value=_spoken(listener, path, group[path])))
    if bad:
        return clauses + ([listener.wording('bad.not_others')] if len(bad) < len(group) else [])
    shared = _shared_name(listener, list(group))
    if len(group) == 1 or not shared:
        return [*_named(listener, leaf, group), listener.wording('bad.none')]
    numbers = [value for value in group.values() if isinstance(value, int | float)]
    unit = listener.catalogue[next(iter(group))].unit
    least, most = measured(listener, min(numbers), unit), measured(listener, max(numbers), unit)
    what = listener.wording('named.plain', name=shared)
    if least == most:
        return [listener.wording('each', what=what, value=least), listener.wording('bad.none')]
    return [listener.wording('between', what=what, least=least, most=most), listener.wording('bad.none')]


def _named(listener: Listener, leaf: str, group: Mapping[str, Value]) -> list[str]:
    alike: dict[Value, list[str]] = {}
    for path, value in group.items():
        alike.setdefault(value, []).append(path)
    clauses = []
    for value, paths in alike.items():
        shared, seats = _shared_name(listener, paths), _seats(paths)
        if seats and shared:
            clauses.append(_zoned(listener, leaf, value, paths[0], shared, seats))
        elif shared and len(paths) == len(group) > 1:
            what = listener.wording('named.plain', name=shared)
            clauses.append(listener.wording('each', what=what, value=_spoken(listener, paths[0], value)))
        else:
            clauses += [_clause(listener, leaf, value, path, _plain(listener, path)) for path in paths]
    return clauses


def _zoned(listener: Listener, leaf: str, value: Value, path: str, name: str, seats: frozenset[Seat]) -> str:
    zone = listener.zone(seats)
    if zone:
        what = listener.wording('named.zoned', name=name, zone=zone)
    elif len(seats) > 1:
        name = f'{name}s' if listener.language == 'en' else name
        what = listener.wording('named.every', name=name)
    else:
        what = listener.wording('named.plain', name=name)
    return _clause(listener, leaf, value, path, (what, verb(name)))


def _clause(listener: Listener, leaf: str, value: Value, path: str, subject: tuple[str, str]) -> str:
    slots = {'what': subject[0], 'be': subject[1]}
    if isinstance(value, bool):
        form = 'on' if value else 'off'
        return listener.wording.first((f'sensed.{leaf}.{form}', f'sensed.default.{form}'), **slots)
    if value in ((), ''):
        return listener.wording.first((f'empty.{leaf}', 'empty.default'), **slots)
    return listener.wording('state.default.to', value=_spoken(listener, path, value), **slots)


def _plain(listener: Listener, path: str) -> tuple[str, str]:
    name = listener.catalogue[path].names[listener.language][0]
    return listener.wording('named.plain', name=name), verb(name)


def _spoken(listener: Listener, path: str, value: Value) -> str:
    spec = listener.catalogue[path]
    if isinstance(value, tuple):
        return listener.listed(value)
    if isinstance(value, str):
        usual = value.replace('_', ' ').lower() if spec.allowed else value
        return listener.wording.first((f'word.{value}',)) or usual
    return measured(listener, value, spec.unit)


def _codes(listener: Listener, value: Value) -> str:
    if not isinstance(value, tuple) or not value:
        return listener.wording('codes.none')
    return listener.wording('codes.some', codes=listener.listed(value))


def _shared_name(listener: Listener, paths: Sequence[str]) -> str:
    """A name that all of `paths` have: what the four tyre pressures are called together."""
    first, *others = [listener.catalogue[path].names[listener.language] for path in paths]
    return next((name for name in first if all(name in names for names in others)), '')


def _seats(paths: Sequence[str]) -> frozenset[Seat]:
    """The seats that `paths` belong to; empty unless each has one."""
    found = [_SIDE.search(path) for path in paths]
    return frozenset(_SIDES[match[1]] for match in found if match) if all(found) else frozenset()
