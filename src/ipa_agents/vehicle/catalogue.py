"""The catalogue: every signal of the car, and every function that people can name."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ipa_agents.config_files import Document, Location, config_folder, load_yaml
from ipa_agents.errors import ConfigError, UnknownSignal
from ipa_agents.language import LANGUAGES
from ipa_agents.vehicle.catalogue_entries import aliases_of, functions_of, sensors_of, signals_of, spoken
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.signal_spec import SignalSpec
from ipa_agents.vehicle.signals import Value

__all__ = ['Catalogue', 'SignalSpec', 'load_catalogue']


class Catalogue:
    """All functions by id, all signals by path; `aliases` maps VSS v5 paths to those of v6."""

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
        return self[path].check(value)


@cache
def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read every file of `folder` (default: config/catalogue), once a process, whose nodes share what nobody changes.

    Raises ConfigError with file, line and reason.
    """
    folder = folder or config_folder() / 'catalogue'
    documents = [load_yaml(file, 'catalogue') for file in sorted(folder.glob('*.yaml'))]
    if not documents:
        raise ConfigError(str(folder), 0, 'no catalogue file in this folder')
    builder = _Builder()
    for document in documents:
        builder.add_functions(document)
    for document in documents:
        builder.add_sensors(document)
    for document in documents:
        builder.add_aliases(document)
    return Catalogue(builder.functions, builder.signals, builder.aliases)


class _Builder:
    """Collects what the files hold and finds what stands twice."""

    def __init__(self) -> None:
        self.functions: dict[str, Function] = {}
        self.signals: dict[str, SignalSpec] = {}
        self.aliases: dict[str, str] = {}
        self._names: dict[tuple[str, str, str], str] = {}

    def add_functions(self, document: Document) -> None:
        for function, place in functions_of(document):
            if function.id in self.functions:
                raise document.error(f'the function {function.id} stands twice', *place)
            self.functions[function.id] = function
            for language in LANGUAGES:
                for index, name in enumerate(function.names[language]):
                    self._claim(language, name, function, document, (*place, 'names', language, index))
            for spec in signals_of(function):
                known = self.signals.get(spec.path)
                self.signals[spec.path] = spec if known is None else _joined(known, spec, document, place)

    def add_sensors(self, document: Document) -> None:
        for spec, place in sensors_of(document):
            if spec.path in self.signals:
                raise document.error(f'the signal {spec.path} stands twice', *place)
            self.signals[spec.path] = spec

    def add_aliases(self, document: Document) -> None:
        for written, renamed, place in aliases_of(document):
            known = {old: new for old, new in renamed.items() if new in self.signals}
            if not known:
                raise document.error(f'{written} is an alias of no signal', *place)
            for old in known.keys() & self.signals.keys():
                raise document.error(f'{old} is a signal itself', *place)
            self.aliases |= known

    def _claim(self, language: str, name: str, function: Function, document: Document, place: Location) -> None:
        """A name belongs to one function, or to several that other verbs tell apart (to open or to lock a door)."""
        other = self._names.setdefault((language, spoken(name), function.verbs), function.id)
        if other != function.id:
            raise document.error(f'{function.id} and {other} are both called {name!r}', *place)


def _joined(known: SignalSpec, new: SignalSpec, document: Document, place: Location) -> SignalSpec:
    """Two functions may write one signal (seat heating and ventilation): the wider range holds."""
    if (known.type, known.owner, known.zone, known.unit) != (new.type, new.owner, new.zone, new.unit):
        raise document.error(f'{new.path} stands twice with another type, owner, unit or zone', *place)
    if known.default != new.default:
        raise document.error(f'{new.path} stands twice with another default', *place)
    return dataclasses.replace(
        known,
        minimum=None if known.minimum is None or new.minimum is None else min(known.minimum, new.minimum),
        maximum=None if known.maximum is None or new.maximum is None else max(known.maximum, new.maximum),
        allowed=tuple(dict.fromkeys(known.allowed + new.allowed)),
        functions=known.functions + new.functions,
        value_names={**new.value_names, **known.value_names},
    )
