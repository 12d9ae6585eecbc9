"""Which signals of a databroker are signals of the catalogue, and how the values of each become those of the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ipa_agents.bridges.kuksa.library import types
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import InvalidValue
from ipa_agents.vehicle.catalogue import Catalogue, SignalSpec
from ipa_agents.vehicle.seats import SEATS, vss_row, vss_side
from ipa_agents.vehicle.signals import Value

__all__ = ['Conversion', 'Link', 'Matched', 'Rules', 'load_rules', 'matched']

_FIELDS = {
    'STRING': 'string',
    'BOOLEAN': 'bool',
    **{f'INT{bits}': 'int32' for bits in (8, 16, 32)},
    **{f'UINT{bits}': 'uint32' for bits in (8, 16, 32)},
    'INT64': 'int64',
    'UINT64': 'uint64',
    'FLOAT': 'float',
    'DOUBLE': 'double',
    'STRING_ARRAY': 'string_array',
}
"""The field of a Value for each type of the catalogue's kind; arrays of numbers are no signals here."""
_WHOLE = frozenset({'int32', 'uint32', 'int64', 'uint64'})
_NUMBERS = _WHOLE | {'float', 'double'}
_KINDS: Mapping[str, frozenset[str]] = {
    'boolean': frozenset({'bool'}),
    'integer': _NUMBERS,
    'float': _NUMBERS,
    'string': frozenset({'string'}),
    'list': frozenset({'string_array'}),
}
_FLOAT_DIGITS = 7
"""A float of 32 bits is no more exact; 21.1 must come back as 21.1."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """ours = theirs * scale + offset."""

    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Renamed:
    """A signal that has another path in the broker; `values` are pairs of theirs and ours where those differ, too."""

    path: str
    values: tuple[tuple[Value, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """config/bridges/kuksa.yaml: `units` by theirs and ours, `renamed` by their path, `fresh` in s by our path.

    `fresh` holds while the car drives. `refusals` are the words, by language, for each status of gRPC with which an
    actuation may fail.
    """

    units: Mapping[tuple[str, str], Conversion]
    renamed: Mapping[str, Renamed]
    fresh: Mapping[str, float]
    refusals: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Link:
    """A signal of the catalogue (`spec`) that the broker knows as `broker_path`, with its number there."""

    spec: SignalSpec
    broker_path: str
    id: int
    field: str
    is_actuator: bool
    conversion: Conversion = Conversion()
    values: tuple[tuple[Value, Value], ...] = ()

    def ours(self, value: types.Value) -> Value | None:
        """A value of the broker as one of the catalogue; None where it has none. Raises InvalidValue."""
        told = value.WhichOneof('typed_value')
        if told is None:
            return None
        theirs = getattr(value, told)
        if told not in _KINDS[self.spec.type] and not self.values:
            raise InvalidValue(self.spec.path, theirs, f'comes as {told}')
        if self.values:
            return _translated(theirs, self.values, self.spec.path)
        if told == 'string_array':
            return tuple(theirs.values)
        if told not in _NUMBERS:
            return theirs  # type: ignore[no-any-return]
        if told == 'float':
            theirs = float(f'{theirs:.{_FLOAT_DIGITS}g}')
        number = theirs * self.conversion.scale + self.conversion.offset
        return number if self.spec.type == 'float' else _whole(number)

    def theirs(self, value: Value) -> types.Value:
        """A value of the catalogue as the broker takes it; raises InvalidValue for one that it has no word for."""
        if self.values:
            value = _translated(value, tuple((ours, theirs) for theirs, ours in self.values), self.spec.path)
        if self.field == 'string_array':
            return types.Value(string_array=types.StringArray(values=value))
        if self.field in _NUMBERS and isinstance(value, int | float):
            number = (value - self.conversion.offset) / self.conversion.scale
            value = round(number) if self.field in _WHOLE else number
        try:
            return types.Value(**{self.field: value})
        except (TypeError, ValueError) as error:
            raise InvalidValue(self.spec.path, value, f'does not go into {self.field}') from error


@dataclass(frozen=True, slots=True)
class Matched:
    """The signals that both know, and why others of the same name cannot be taken."""

    links: tuple[Link, ...]
    refused: Mapping[str, str] = field(default_factory=dict)


@cache
def load_rules(file: Path | None = None) -> Rules:
    """Read `file` (default: config/bridges/kuksa.yaml); raises ConfigError."""
    data = load_yaml(file or config_folder() / 'bridges' / 'kuksa.yaml', 'kuksa').data
    return Rules(
        units={
            (unit['theirs'], unit['ours']): Conversion(unit['scale'], unit.get('offset', 0.0)) for unit in data['units']
        },
        renamed={
            theirs: Renamed(ours, tuple((pair['theirs'], pair['ours']) for pair in entry.get('values', ())))
            for entry in data['renamed']
            for theirs, ours in _for_seats(entry['theirs'], entry['ours']).items()
        },
        fresh=data['fresh'],
        refusals=data['refusals'],
    )


def matched(catalogue: Catalogue, rules: Rules, listed: Iterable[types.Metadata], owners: Iterable[str]) -> Matched:
    """Of the signals that the broker lists those of `owners` that the catalogue has, by their paths of VSS 5 or 6."""
    wanted = frozenset(owners)
    links: dict[str, Link] = {}
    refused = {}
    for metadata in sorted(listed, key=lambda metadata: metadata.path in rules.renamed):
        renamed = rules.renamed.get(metadata.path, Renamed(catalogue.aliases.get(metadata.path, metadata.path)))
        spec = catalogue.signals.get(renamed.path)
        if spec is None or spec.owner not in wanted or spec.path in links:
            continue
        link = _link(spec, metadata, rules, renamed)
        if isinstance(link, Link):
            links[spec.path] = link
        else:
            refused[metadata.path] = link
    return Matched(tuple(links.values()), refused)


def _link(spec: SignalSpec, metadata: types.Metadata, rules: Rules, renamed: Renamed) -> Link | str:
    """The link, or why there is none."""
    name = types.DataType.Name(metadata.data_type).removeprefix('DATA_TYPE_')
    told = _FIELDS.get(name)
    kinds = frozenset({'bool', 'string'}) if renamed.values else _KINDS[spec.type]
    if told not in kinds:
        return f'is {name.lower()}, not {spec.type}'
    is_actuator = spec.is_actuator and metadata.entry_type == types.EntryType.ENTRY_TYPE_ACTUATOR
    if is_actuator and spec.type == 'float' and told in _WHOLE:
        return f'is {name.lower()}, too coarse for {spec.type}'
    theirs, ours = metadata.unit.casefold(), spec.unit.casefold()
    # A broker need not know units; then they are those of VSS.
    conversion = Conversion() if theirs in ('', ours) else rules.units.get((theirs, ours))
    if conversion is None:
        return f'is in {metadata.unit}, not in {spec.unit or "no unit"}'
    return Link(spec, metadata.path, metadata.id, told, is_actuator, conversion, renamed.values)


def _translated(value: Value, pairs: tuple[tuple[Value, Value], ...], path: str) -> Value:
    for old, new in pairs:
        if old == value:
            return new
    raise InvalidValue(path, value, 'has no such value on the other side')


def _whole(number: float) -> Value:
    """Rounded where that can be; the catalogue says what is wrong with the others."""
    try:
        return round(number)
    except (ValueError, OverflowError):
        return number


def _for_seats(theirs: str, ours: str) -> dict[str, str]:
    seats = [{'row': vss_row(seat), 'side': vss_side(seat)} for seat in SEATS]
    return {theirs.format(**seat): ours.format(**seat) for seat in seats}
