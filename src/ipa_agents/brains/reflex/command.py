"""One command to the car: the known words of a clause, put together to functions, zones and values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ipa_agents.brains.interface import Call
from ipa_agents.brains.reflex.lexicon import Number, Tag
from ipa_agents.brains.reflex.values import Request, target
from ipa_agents.brains.reflex.verbs import Operation, Verbs
from ipa_agents.brains.reflex.zones import seats_for
from ipa_agents.language import Language
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.signals import SignalView, Value

__all__ = ['Command', 'Resolved', 'gather', 'relative', 'resolve']


_CLEAR = {'en': 4, 'zh': 2}


@dataclass(frozen=True, slots=True)
class Command:
    """What the words of a clause hold; `functions` are the candidates, with whether the plural was said.

    `vague`: its values are names of too many things to count where no function is named."""

    text: str
    functions: tuple[tuple[Function, bool], ...] = ()
    verbs: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    number: Number | None = None
    relative: bool | None = None
    amount: str = ''
    values: tuple[tuple[Function, str], ...] = ()
    vague: bool = False
    negated: bool = False
    pronoun: bool = False
    unknown: int = 0

    @property
    def has_value(self) -> bool:
        """Whether it says to which value, and not only what."""
        return bool(self.verbs or self.number or self.amount or self.values)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A function and the values that a command gives it. `values` maps paths; None: the value is not said.

    `missing_zone`: the function is not there where it was wanted.
    """

    function: Function
    values: Mapping[str, Value | None]
    request: Request
    missing_zone: bool = False

    @property
    def call(self) -> Call:
        """The proposal; while a value is None it is incomplete."""
        return Call('set_signals', {'signals': dict(self.values)})

    @property
    def is_complete(self) -> bool:
        """Whether every value is known."""
        return bool(self.values) and None not in self.values.values()


def gather(text: str, tags: tuple[Tag, ...], language: Language) -> Command:
    """Put the tags of one clause together."""
    unknown = _unknown(text, tags)
    tags = _without_contrast(tags)
    functions = _functions(tags, language)
    number = next((tag for tag in tags if 'number' in tag.readings), None)
    valued = [tag for tag in tags if 'value' in tag.readings]
    values = tuple(value for tag in valued for value in tag.readings['value'])
    return Command(
        text=text,
        functions=functions,
        verbs=tuple(tag.readings['verb'] for tag in tags if 'verb' in tag.readings and not _names(tag, functions)),
        zones=tuple(tag.readings['zone'] for tag in tags if 'zone' in tag.readings),
        number=number.readings['number'] if number else None,
        relative=relative(tags, number) if number else None,
        amount=_amount(tags),
        values=values,
        vague=all(len(tag.text) < _CLEAR[language] or len(tag.readings['value']) > 1 for tag in valued),
        negated=any('negation' in tag.readings for tag in tags),
        pronoun=any('pronoun' in tag.readings for tag in tags),
        unknown=unknown,
    )


def resolve(
    command: Command, catalogue: Catalogue, verbs: Verbs, language: Language, speaker: Seat, signals: SignalView
) -> Resolved | None:
    """The function that `command` means and its new values; None when it names none or says nothing to do."""
    open_: Resolved | None = None
    for function, plural in _candidates(command, catalogue, verbs, language):
        request = _request(command, function, verbs, language)
        if request is None:
            continue
        seats = seats_for(function, command.zones, speaker, plural)
        if not seats:
            return Resolved(function, {}, request, missing_zone=True)
        paths = [function.path_of(seat) for seat in seats]
        found = Resolved(function, {path: target(function, request, signals.get(path)) for path in paths}, request)
        if found.is_complete:
            return found
        open_ = open_ or found
    return open_


def _candidates(
    command: Command, catalogue: Catalogue, verbs: Verbs, language: Language
) -> Iterator[tuple[Function, bool]]:
    """The functions that may be meant, the likeliest first."""
    named = dict(command.functions)
    owners = [function for function, _ in command.values]
    for function, plural in command.functions:
        yield from ((owner, plural) for owner in owners if _is_kin(function, owner))
        if command.number is None and verbs.operation(function.verbs, language, command.verbs) != 'off':
            yield from ((owner, plural) for owner in owners if _is_near(function, owner))
        yield _stand_in(function, command, catalogue, verbs, language) or function, plural
    if not named and command.number is not None and (command.verbs or command.zones):
        meant = catalogue.functions.get(verbs.units.get(command.number.unit or 'degrees', ''))
        if meant is not None and (command.number.unit or command.zones and _is_in_range(meant, command.number)):
            yield meant, False
    if not command.vague:
        yield from ((owner, False) for owner in owners if owner not in named)


def _is_in_range(function: Function, number: Number) -> bool:
    return (function.minimum or 0) <= number.value <= (function.maximum or 0)


def _is_kin(function: Function, other: Function) -> bool:
    """ "ambient light" and its colour: light.ambient and light.ambient_color."""
    return other.id == function.id or other.id.startswith(f'{function.id}_')


def _is_near(function: Function, other: Function) -> bool:
    """Of one part of the car: the lights, the climate."""
    return other is not function and other.id.partition('.')[0] == function.id.partition('.')[0]


def _stand_in(
    function: Function, command: Command, catalogue: Catalogue, verbs: Verbs, language: Language
) -> Function | None:
    """The function that takes what `function` cannot: of config/verbs.yaml, or a light's brightness."""
    if function.type != 'boolean':
        return None
    operation = verbs.operation('adjust', language, command.verbs)
    key = ''
    if command.number is not None:
        key = command.number.unit or ('degrees' if command.number.value > 10 else 'level')
    elif operation not in ('on', 'off', 'set', None):
        key = operation
    elif command.amount in ('most', 'least', 'half') and operation != 'off':
        key = command.amount
    if not key:
        return None
    if function.id in verbs.stand_ins:
        return catalogue.functions.get(verbs.stand_ins[function.id].get(key, ''))
    kin = (other for other in catalogue.functions.values() if other is not function and _is_kin(function, other))
    return next((other for other in kin if other.minimum is not None), None)


def _request(command: Command, function: Function, verbs: Verbs, language: Language) -> Request | None:
    operation: Operation | None = verbs.operation(function.verbs, language, command.verbs)
    value = next((value for owner, value in command.values if owner.id == function.id), '')
    if operation is None and not (command.number or command.amount or value):
        return None
    request = Request(operation, command.number, command.relative, command.amount, value)
    if function.type == 'boolean' and operation in ('raise', 'lower') and not command.number:
        return replace(request, operation='on' if operation == 'raise' else 'off')
    if function.type == 'boolean' and operation == 'set' and not command.number:
        return replace(request, operation='on' if command.amount == 'most' else None)
    return request


def _functions(tags: tuple[Tag, ...], language: Language) -> tuple[tuple[Function, bool], ...]:
    """English compounds end in what is meant ("rear window heating"): of adjacent names the last one counts."""
    named = [tag for tag in tags if 'function' in tag.readings]
    if not named:
        return ()
    chosen = named[0]
    if language == 'en':
        for tag in named[1:]:
            between = [other for other in tags if chosen.end <= other.start and other.end <= tag.start]
            if tag.start - chosen.end <= 1 and not between:
                chosen = tag
    return tuple(chosen.readings['function'])


def _names(tag: Tag, functions: tuple[tuple[Function, bool], ...]) -> bool:
    return bool(functions) and tag.readings.get('function') == functions


def relative(tags: tuple[Tag, ...], number: Tag) -> bool | None:
    """Whether the word before `number` makes it a difference ("by") or a value ("to"); None where it does neither."""
    before = [tag for tag in tags if tag.end <= number.start]
    if not before:
        return None
    last = before[-1]
    if 'by' in last.readings:
        return True
    if 'to' in last.readings or last.text[-1] in '到至为成':
        return False
    return None


def _amount(tags: tuple[Tag, ...]) -> str:
    amounts = [tag.readings['amount'] for tag in tags if 'amount' in tag.readings and 'function' not in tag.readings]
    strong = [amount for amount in amounts if amount != 'a_bit']
    return str((strong or amounts or [''])[0])


def _without_contrast(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """The tags before a "not" that only says what else could have been meant: "to my face, not to my feet"."""
    for index, tag in enumerate(tags):
        wished = any('value' in other.readings for other in tags[:index])
        if 'negation' in tag.readings and wished and any('value' in other.readings for other in tags[index:]):
            return tags[:index]
    return tags


def _unknown(text: str, tags: tuple[Tag, ...]) -> int:
    """How many letters no known word explains."""
    known = bytearray(len(text))
    for tag in tags:
        known[tag.start : tag.end] = b'\1' * (tag.end - tag.start)
    return sum(not seen and char.isalnum() for seen, char in zip(known, text, strict=True))
