"""The entries of one catalogue file as functions and signals, with file, line and reason for each that is wrong."""

import dataclasses
import math
from collections.abc import Iterator, Mapping
from typing import Any

from ipa_agents.config_files import Document, Location
from ipa_agents.errors import InvalidValue
from ipa_agents.language import LANGUAGES
from ipa_agents.vehicle.function import Function, Names
from ipa_agents.vehicle.seats import SEATS, Seat, vss_row, vss_side
from ipa_agents.vehicle.signal_spec import SignalSpec

__all__ = ['aliases_of', 'functions_of', 'sensors_of', 'signals_of', 'spoken']


def functions_of(document: Document) -> Iterator[tuple[Function, Location]]:
    """Every function of the file and where it stands."""
    for index, entry in enumerate(document.data.get('functions', ())):
        place = ('functions', index)
        yield _function(document.data['defaults'] | entry, document, place), place


def sensors_of(document: Document) -> Iterator[tuple[SignalSpec, Location]]:
    """Every signal of the file that is only read, one for each zone, and where it stands."""
    for index, entry in enumerate(document.data.get('signals', ())):
        place = ('signals', index)
        _check_zones(entry['path'], entry.get('zones', ()), document, place)
        for zone in entry.get('zones', (None,)):
            yield _sensor(entry, zone, document, place), place


def aliases_of(document: Document) -> Iterator[tuple[str, dict[str, str], Location]]:
    """Every alias of the file as it is written, what it means for each seat (old path to new), and where it stands."""
    for old, new in document.data.get('aliases', {}).items():
        zones = [{'row': vss_row(seat), 'side': vss_side(seat)} for seat in SEATS]
        yield old, {old.format(**zone): new.format(**zone) for zone in zones}, ('aliases', old)


def signals_of(function: Function) -> Iterator[SignalSpec]:
    """The signals that a function writes, one for each of its zones."""
    for path, zone in function.paths().items():
        yield SignalSpec(
            path=path,
            owner=function.owner,
            type=function.type,
            unit=function.unit,
            minimum=function.minimum,
            maximum=function.maximum,
            allowed=tuple(function.allowed),
            default=function.default,
            names=function.names,
            functions=(function,),
            zone=zone,
            value_names=function.allowed,
            extension=function.extension,
        )


def spoken(name: str) -> str:
    """A name as it is compared with others: without regard to capitals and spaces at the ends."""
    return ' '.join(name.casefold().split())


def _function(entry: Mapping[str, Any], document: Document, place: Location) -> Function:
    values = dict(entry)
    values['names'] = _names(values['names'])
    values['allowed'] = {value: _names(names) for value, names in values.get('allowed', {}).items()}
    values['zones'] = tuple(values.get('zones', ()))
    if values['type'] == 'boolean':
        values = {'default': False, 'on': True, 'off': False} | values
    elif 'default' not in values:
        raise document.error(f'{values["id"]}: needs a default', *place)
    function = Function(**values)
    _check_function(function, document, place)
    spec = next(signals_of(function))
    for key in ('default', 'on', 'off'):
        value = getattr(function, key)
        if value is not None:
            checked = _checked(spec, value, document, (*place, key))
            if not _on_step(function, checked):
                raise document.error(f'{function.id}: {key} must be a multiple of the step', *place, key)
            function = dataclasses.replace(function, **{key: checked})
    return function


def _check_function(function: Function, document: Document, place: Location) -> None:
    _check_zones(function.path, function.zones, document, place)
    if function.rights == 'zone' and not function.zones:
        raise document.error(f'{function.id}: rights by zone need zones', *place)
    if function.type == 'string' and not function.allowed:
        raise document.error(f'{function.id}: a string needs the values that are allowed', *place)
    for language in LANGUAGES:
        _check_value_names(
            function, [n for names in function.allowed.values() for n in names[language]], document, place
        )
    if function.type in ('integer', 'float') and None in (function.minimum, function.maximum):
        raise document.error(f'{function.id}: a number needs a minimum and a maximum', *place)
    _check_range(next(signals_of(function)), document, place)


def _sensor(entry: Mapping[str, Any], zone: Seat | None, document: Document, place: Location) -> SignalSpec:
    allowed = entry.get('allowed', ())
    names = allowed if isinstance(allowed, Mapping) else {}
    spec = SignalSpec(
        path=entry['path'].format(row=vss_row(zone), side=vss_side(zone)) if zone else entry['path'],
        owner=entry['owner'],
        type=entry['type'],
        unit=entry.get('unit', ''),
        minimum=entry.get('minimum'),
        maximum=entry.get('maximum'),
        allowed=tuple(allowed),
        names=_names(entry.get('names', {})),
        zone=zone,
        value_names={value: _names(words) for value, words in names.items()},
        extension=entry.get('extension', False),
    )
    _check_range(spec, document, place)
    if 'default' not in entry:
        return spec
    return dataclasses.replace(spec, default=_checked(spec, entry['default'], document, (*place, 'default')))


def _check_zones(path: str, zones: tuple[Seat, ...], document: Document, place: Location) -> None:
    if ('{row}' in path or '{side}' in path) != bool(zones):
        raise document.error(f'{path}: zones and the placeholders of the path must go together', *place)
    if len({path.format(row=vss_row(zone), side=vss_side(zone)) for zone in zones}) < len(zones):
        raise document.error(f'{path}: two zones share one path', *place)


def _check_range(spec: SignalSpec, document: Document, place: Location) -> None:
    if spec.minimum is not None and spec.maximum is not None and spec.minimum >= spec.maximum:
        raise document.error(f'{spec.path}: the minimum must be less than the maximum', *place, 'minimum')


def _check_value_names(function: Function, names: list[str], document: Document, place: Location) -> None:
    known: set[str] = set()
    for name in map(spoken, names):
        if name in known:
            raise document.error(f'{function.id}: two values are called {name!r}', *place, 'allowed')
        known.add(name)


def _checked(spec: SignalSpec, value: object, document: Document, place: Location) -> Any:
    try:
        return spec.check(value)
    except InvalidValue as error:
        raise document.error(f'{spec.path}: {place[-1]} {error.reason}', *place) from error


def _on_step(function: Function, value: object) -> bool:
    if function.minimum is None or not isinstance(value, int | float):
        return True
    steps = (value - function.minimum) / function.step
    return math.isclose(steps, round(steps), abs_tol=1e-6)


def _names(names: Mapping[str, list[str]]) -> Names:
    return {language: tuple(names.get(language, ())) for language in LANGUAGES}
