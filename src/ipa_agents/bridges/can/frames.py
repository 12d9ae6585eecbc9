"""What the frames of a bus say of the car, by a DBC file and a file that maps its signals to the catalogue."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipa_agents.bridges.can.library import can, cantools
from ipa_agents.config_files import Document, load_yaml
from ipa_agents.errors import InvalidValue, SignalError
from ipa_agents.vehicle.catalogue import Catalogue, SignalSpec
from ipa_agents.vehicle.signals import Value

__all__ = ['Frames', 'Reading']


@dataclass(frozen=True, slots=True)
class Reading:
    """What one frame of the message `name` says, and why other signals of it are no values."""

    name: str
    values: Mapping[str, Value]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mapped:
    spec: SignalSpec
    scale: float = 1.0
    offset: float = 0.0
    values: tuple[tuple[str | float, Value], ...] = ()

    def value(self, theirs: Any) -> Value:
        """What the signal of the bus means; raises InvalidValue."""
        if self.values:
            for told, ours in self.values:
                if told == theirs:
                    return ours
            raise InvalidValue(self.spec.path, theirs, 'means nothing that is known')
        if not isinstance(theirs, int | float):
            raise InvalidValue(self.spec.path, str(theirs), 'is a name, and no number')
        if self.spec.type == 'boolean':
            return self.spec.check(bool(theirs) if theirs in (0, 1) else theirs)
        number = theirs * self.scale + self.offset
        if not math.isfinite(number):  # a DBC may have floats
            raise InvalidValue(self.spec.path, number, 'must be finite')
        return self.spec.check(round(number) if self.spec.type == 'integer' else float(number))


@dataclass(slots=True)
class _Message:
    decoder: Any
    signals: dict[str, _Mapped] = field(default_factory=dict)


class Frames:
    """Reads the frames of the messages that `file` names, for signals of `owners`."""

    def __init__(self, file: Path, catalogue: Catalogue, owners: Iterable[str]) -> None:
        """Raises ConfigError with file and line for what is not in the DBC, or not in the catalogue."""
        document = load_yaml(file, 'can')
        database = _database(document)
        owned = frozenset(owners)
        self._messages: dict[tuple[int, bool], _Message] = {}
        for index, entry in enumerate(document.data['signals']):
            decoder = _message(database, document, index)
            spec = _spec(catalogue, document, index)
            if spec.owner in owned:
                key = decoder.frame_id, decoder.is_extended_frame
                self._messages.setdefault(key, _Message(decoder)).signals[entry['signal']] = _mapped(
                    spec, document, index
                )

    @property
    def paths(self) -> frozenset[str]:
        """Every signal of the catalogue that the bus may bring."""
        return frozenset(mapped.spec.path for message in self._messages.values() for mapped in message.signals.values())

    @property
    def filters(self) -> list[dict[str, int | bool]]:
        """The frames that are read, as python-can takes it."""
        return [
            {'can_id': number, 'can_mask': 0x1FFFFFFF if is_extended else 0x7FF, 'extended': is_extended}
            for number, is_extended in self._messages
        ]

    def read(self, frame: 'can.Message') -> Reading | None:
        """What a frame says; None for one that nobody asked for. Raises InvalidValue for one that cannot be."""
        message = self._messages.get((frame.arbitration_id, frame.is_extended_id))
        if message is None or frame.is_remote_frame:
            return None
        decoder = message.decoder
        try:
            told = decoder.decode(frame.data)
        except cantools.database.DecodeError as error:
            raise InvalidValue(decoder.name, frame.data.hex(), str(error)) from error
        values, faults = {}, []
        for name, mapped in message.signals.items():
            if name not in told:  # of another frame of a multiplexed message
                continue
            try:
                values[mapped.spec.path] = mapped.value(_within(decoder.get_signal_by_name(name), told[name]))
            except InvalidValue as error:
                faults.append(f'{decoder.name}.{name}: {error}')
        return Reading(decoder.name, values, tuple(faults))


def _within(signal: Any, value: Any) -> Any:
    """The value, or its name in the DBC; raises InvalidValue outside of the range there: it says "not available" so."""
    if not isinstance(value, int | float):
        return str(value)
    if signal.minimum is not None and value < signal.minimum or signal.maximum is not None and value > signal.maximum:
        raise InvalidValue(signal.name, value, f'must be within {signal.minimum:g} and {signal.maximum:g}')
    return value


def _database(document: Document) -> Any:
    file = document.file.parent / document.data['dbc']
    try:
        return cantools.database.load_file(file, strict=True)
    except (OSError, cantools.Error) as error:
        raise document.error(f'{file} cannot be read: {error}', 'dbc') from error


def _message(database: Any, document: Document, index: int) -> Any:
    entry = document.data['signals'][index]
    try:
        message = database.get_message_by_name(entry['message'])
        message.get_signal_by_name(entry['signal'])
    except KeyError as error:
        raise document.error(f'the DBC has no {error.args[0]}', 'signals', index) from error
    return message


def _spec(catalogue: Catalogue, document: Document, index: int) -> SignalSpec:
    path = document.data['signals'][index]['path']
    try:
        return catalogue[path]
    except SignalError as error:
        raise document.error(str(error), 'signals', index, 'path') from error


def _mapped(spec: SignalSpec, document: Document, index: int) -> _Mapped:
    entry = document.data['signals'][index]
    try:
        values = tuple((pair['theirs'], spec.check(pair['ours'])) for pair in entry.get('values', ()))
    except InvalidValue as error:
        raise document.error(str(error), 'signals', index, 'values') from error
    return _Mapped(spec, entry.get('scale', 1.0), entry.get('offset', 0.0), values)
