"""The catalogue: every signal of the car, and every function that people can name."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.errors import InvalidValue, UnknownSignal
from ipa_agents.language import LANGUAGES
from ipa_agents.vehicle.function import Function, Names, SignalType
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.signals import Value

__all__ = ['Catalogue', 'SignalSpec', 'load_catalogue']


@dataclass(frozen=True, slots=True)
class SignalSpec:
    """What one signal may be. `functions` are those that write it, in the order of the catalogue."""

    path: str
    owner: str
    type: SignalType
    unit: str = ''
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[str, ...] = ()
    default: Value | None = None
    names: Names = field(default_factory=dict)
    functions: tuple[Function, ...] = ()
    zone: Seat | None = None

    @property
    def is_actuator(self) -> bool:
        """Whether a function writes this signal; all others are only read."""
        return bool(self.functions)


class Catalogue:
    """All functions and signals; `aliases` maps VSS v5 paths to those of v6."""

    def __init__(
        self, functions: Mapping[str, Function], signals: Mapping[str, SignalSpec], aliases: Mapping[str, str]
    ) -> None:
        self.functions = functions
        self.signals = signals
        self.aliases = aliases

    def __getitem__(self, path: str) -> SignalSpec:
        """The signal at `path` (VSS v6, or a v5 alias of it); raises UnknownSignal."""
        spec = self.signals.get(self.aliases.get(path, path))
        if spec is None:
            raise UnknownSignal(path)
        return spec

    def defaults(self, owner: str | None = None) -> dict[str, Value]:
        """The value that each signal (of `owner`) has when the car wakes; those without one are left out."""
        return {
            spec.path: spec.default
            for spec in self.signals.values()
            if spec.default is not None and owner in (None, spec.owner)
        }

    def check(self, path: str, value: object) -> Value:
        """`value` as the signal's own type, or InvalidValue (type, not finite, range, not allowed), UnknownSignal."""
        spec = self[path]
        if spec.type == 'boolean':
            if not isinstance(value, bool):
                raise InvalidValue(path, value, 'must be true or false')
            return value
        if spec.type == 'string':
            if not isinstance(value, str):
                raise InvalidValue(path, value, 'must be text')
            if spec.allowed and value not in spec.allowed:
                raise InvalidValue(path, value, f'must be one of {", ".join(spec.allowed)}')
            return value
        if spec.type == 'list':
            if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
                raise InvalidValue(path, value, 'must be a list of texts')
            return tuple(value)
        return _number(spec, value)


def _number(spec: SignalSpec, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidValue(spec.path, value, 'must be a number')
    if not math.isfinite(value):
        raise InvalidValue(spec.path, value, 'must be finite')
    if spec.minimum is not None and value < spec.minimum or spec.maximum is not None and value > spec.maximum:
        raise InvalidValue(spec.path, value, f'must be within {spec.minimum:g} and {spec.maximum:g} {spec.unit}'.strip())
    if spec.type == 'float':
        return float(value)
    if value != int(value):
        raise InvalidValue(spec.path, value, 'must be a whole number')
    return int(value)


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read every file of `folder` (default: config/catalogue); raises ConfigError with file, line and reason."""
    folder = folder or config_folder() / 'catalogue'
    functions: dict[str, Function] = {}
    signals: dict[str, SignalSpec] = {}
    aliases: dict[str, str] = {}
    for file in sorted(folder.glob('*.yaml')):
        document = load_yaml(file, 'catalogue')
        for function, place in _functions(document):
            if function.id in functions:
                raise document.error(f'the function {function.id} stands twice', *place)
            functions[function.id] = function
            for path, zone in function.paths().items():
                signals[path] = _joined(signals.get(path), _spec(function, path, zone), document, place)
        for index, entry in enumerate(document.data.get('signals', ())):
            if entry['path'] in signals:
                raise document.error(f'the signal {entry["path"]} stands twice', 'signals', index)
            signals[entry['path']] = _sensor(entry)
        for old, new in document.data.get('aliases', {}).items():
            aliases[old] = new
            if old == new:
                raise document.error('an alias of itself', 'aliases', old)
    for old, new in aliases.items():
        if new not in signals:
            raise UnknownSignal(f'{new} (alias of {old})')
    return Catalogue(functions, signals, aliases)


def _functions(document: Document) -> Iterator[tuple[Function, tuple[str | int, ...]]]:
    for index, entry in enumerate(document.data.get('functions', ())):
        place = ('functions', index)
        function = _function(entry)
        _check(function, document, place)
        yield function, place


def _function(entry: dict[str, Any]) -> Function:
    values = dict(entry)
    values['names'] = _names(values['names'])
    values['allowed'] = {value: _names(names) for value, names in values.get('allowed', {}).items()}
    values['zones'] = tuple(values.get('zones', ()))
    if 'minimum' in values:
        values.setdefault('default', values['minimum'])
    if values['type'] == 'boolean':
        values = {'default': False, 'on': True, 'off': False} | values
    return Function(**values)


def _check(function: Function, document: Document, place: tuple[str | int, ...]) -> None:
    zoned = '{row}' in function.path or '{side}' in function.path
    if zoned != bool(function.zones):
        raise document.error(f'{function.id}: zones and the placeholders of the path must go together', *place)
    if len(function.paths()) < len(function.zones):
        raise document.error(f'{function.id}: two zones share one path', *place)
    if function.type == 'string' and not function.allowed:
        raise document.error(f'{function.id}: a string needs the values that are allowed', *place)
    if function.type in ('integer', 'float'):
        if function.minimum is None or function.maximum is None or function.minimum >= function.maximum:
            raise document.error(f'{function.id}: a number needs minimum < maximum', *place)
    spec = _spec(function, function.path, None)
    catalogue = Catalogue({}, {function.path: spec}, {})
    for key in ('default', 'on', 'off'):
        value = getattr(function, key)
        if value is not None:
            try:
                catalogue.check(function.path, value)
            except InvalidValue as error:
                raise document.error(f'{function.id}: {key} {error.reason}', *place, key) from error


def _spec(function: Function, path: str, zone: Seat | None) -> SignalSpec:
    return SignalSpec(
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
    )


def _joined(known: SignalSpec | None, new: SignalSpec, document: Document, place: tuple[str | int, ...]) -> SignalSpec:
    """Two functions may write one signal (seat heating and ventilation): the wider range holds."""
    if known is None:
        return new
    if (known.type, known.owner, known.zone) != (new.type, new.owner, new.zone):
        raise document.error(f'{new.path} stands twice with another type, owner or zone', *place)
    return SignalSpec(
        path=new.path,
        owner=new.owner,
        type=new.type,
        unit=new.unit,
        minimum=min((m for m in (known.minimum, new.minimum) if m is not None), default=None),
        maximum=max((m for m in (known.maximum, new.maximum) if m is not None), default=None),
        allowed=tuple(dict.fromkeys(known.allowed + new.allowed)),
        default=known.default,
        names=known.names,
        functions=known.functions + new.functions,
        zone=new.zone,
    )


def _sensor(entry: dict[str, Any]) -> SignalSpec:
    return SignalSpec(
        path=entry['path'],
        owner=entry['owner'],
        type=entry['type'],
        unit=entry.get('unit', ''),
        minimum=entry.get('minimum'),
        maximum=entry.get('maximum'),
        allowed=tuple(entry.get('allowed', ())),
        default=entry.get('default'),
        names=_names(entry.get('names', {})),
    )


def _names(names: Mapping[str, list[str]]) -> Names:
    return {language: tuple(names.get(language, ())) for language in LANGUAGES}
