"""Sentences about the functions of the car: every function, in every place, with every kind of value."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from ipa_agents.brains.interface import Call, Context, Domain, Sentence
from ipa_agents.brains.reflex.values import Request, target
from ipa_agents.brains.reflex.verbs import Operation
from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.training.amounts import Amount, load_amounts
from ipa_agents.training.opinion import SecondOpinion
from ipa_agents.training.part import Part
from ipa_agents.training.templates import Template, fill, template
from ipa_agents.training.zone_words import Thing, load_zone_words
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.signals import SignalView, Value

__all__ = ['CarSentences', 'Spoken', 'shared_names', 'signals_call']

_PLACES = frozenset({'it', 'where', 'seat'})
_OFTEN = {'set': 3.0, 'on': 2.0, 'off': 1.6, 'raise': 1.6, 'lower': 1.6, 'ajar': 0.8}
_TRIES = 20
_MEANT: Mapping[str, Operation] = {
    'on': 'on',
    'off': 'off',
    'raise': 'raise',
    'lower': 'lower',
    'set': 'set',
    'most': 'most',
    'least': 'least',
    'half': 'set',
    'ajar': 'on',
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part, with the function, the request and the place that it was made of."""

    part: Part
    thing: Thing
    request: Request


@dataclass(frozen=True, slots=True)
class _Ways:
    """How one function is spoken of in one language: by operation, templates and how often."""

    operations: tuple[str, ...]
    often: tuple[float, ...]
    templates: Mapping[str, tuple[Template, ...]]


class CarSentences:
    """Makes parts about functions, by config/training/car.yaml."""

    def __init__(self, catalogue: Catalogue, opinion: SecondOpinion) -> None:
        self._document = load_yaml(config_folder() / 'training' / 'car.yaml', 'training_car')
        self._opinion = opinion
        self._amounts, self._zones = load_amounts(), load_zone_words()
        for function in self._document.data['own']:
            if function not in catalogue.functions:
                raise self._document.error(f'there is no function {function}', 'own', function)
        self.functions = tuple(catalogue.functions.values())
        self._shared = {language: shared_names(catalogue, language) for language in LANGUAGES}
        self._ways = {
            (function.id, language): _ways(function, language, self._document)
            for function in self.functions
            for language in LANGUAGES
        }

    def about(self, function: Function, language: Language, speaker: Seat, signals: SignalView, rng: Random) -> Spoken:
        """A part that wants something of `function` from a car that shows `signals`."""
        ways = self._ways[function.id, language]
        for _ in range(_TRIES):
            operation = rng.choices(ways.operations, ways.often)[0]
            form = rng.choice(ways.templates[operation])
            spoken = self._spoken(function, operation, form, language, speaker, signals, rng)
            if spoken is not None and self._is_clear(spoken, language, speaker, signals):
                return spoken
        raise AssertionError(f'nothing can be said of {function.id}')

    def _is_clear(self, spoken: Spoken, language: Language, speaker: Seat, signals: SignalView) -> bool:
        """A name of several functions, or one that may be of many, must mean this one to the reflex too."""
        thing = spoken.thing
        is_plural = language == 'en' and bool(thing.function.zones) and thing.name.endswith('s')
        if thing.name not in spoken.part.text or not (is_plural or thing.name in self._shared[language]):
            return True
        sentence = Sentence(spoken.part.text, language, speaker)
        return self._opinion.agrees(sentence, Context(signals), spoken.part.calls)

    def _spoken(
        self,
        function: Function,
        operation: str,
        form: Template,
        language: Language,
        speaker: Seat,
        signals: SignalView,
        rng: Random,
    ) -> Spoken | None:
        thing = self._zones.thing(function, language, speaker, rng, bool(_PLACES & form.slots))
        amount = self._amount(function, operation, form, language, rng)
        values = {path: target(function, amount.request, signals.get(path)) for path in thing.paths}
        if not values or None in values.values():
            return None
        slots = {
            'it': thing.text, 'name': thing.name, 'where': thing.where, 'seat': thing.seat,
            'to': amount.text, 'by': amount.text, 'bit': amount.text,
        }  # fmt: skip
        text = fill(form, slots, rng)
        key = f'{form.text}|{function.id}|{amount.text}'
        call = signals_call({path: value for path, value in values.items() if value is not None})
        part = Part(text, Domain.VEHICLE, form.text, key, (call,), is_order=form.is_order)
        return Spoken(part, thing, amount.request)

    def _amount(self, function: Function, name: str, form: Template, language: Language, rng: Random) -> Amount:
        operation = _MEANT[name]
        if name == 'set':
            return self._amounts.value(function, language, rng)
        if name == 'half':
            return Amount('', Request(operation, amount='half'))
        if name == 'ajar':
            return self._amounts.little(operation, language, rng)
        if name in ('raise', 'lower') and 'by' in form.slots:
            return self._amounts.difference(function, operation, language, rng)
        if name in ('raise', 'lower') and 'bit' in form.slots:
            return self._amounts.size(operation, language, rng)
        return Amount('', Request(operation))


def signals_call(values: Mapping[str, Value]) -> Call:
    """The call that sets signals; numbers without a fraction are whole, as a model writes them."""
    whole = {
        path: int(value) if isinstance(value, float) and value == int(value) else value
        for path, value in values.items()
    }
    return Call('set_signals', {'signals': whole})


def shared_names(catalogue: Catalogue, language: Language) -> frozenset[str]:
    """The names that several functions have, told apart by verbs alone."""
    counts = Counter(name for function in catalogue.functions.values() for name in set(function.names[language]))
    return frozenset(name for name, count in counts.items() if count > 1)


def _ways(function: Function, language: Language, document: Document) -> _Ways:
    found: dict[str, tuple[Template, ...]] = {}
    own = document.data['own'].get(function.id, {})
    for operation, forms in _family(function.verbs, document.data['families']):
        if _takes(function, operation):
            found[operation] = (*found.get(operation, ()), *_fitting(function, operation, forms.get(language, ())))
    for operation, forms in own.items():
        found[operation] = (*found.get(operation, ()), *map(template, forms.get(language, ())))
    found = {operation: forms for operation, forms in found.items() if forms}
    if not found:
        raise document.error(f'nothing is said of {function.id} in {language}', 'families')
    return _Ways(tuple(found), tuple(_OFTEN.get(operation, 1.0) for operation in found), found)


def _family(name: str, families: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Sequence[str]]]]:
    for key, forms in families[name].items():
        if key == 'includes':
            for included in forms:
                yield from _family(included, families)
        else:
            yield key, forms


def _fitting(function: Function, operation: str, forms: Sequence[str]) -> Iterator[Template]:
    """A difference is said only of what has a unit."""
    for form in map(template, forms):
        if 'by' not in form.slots or function.unit:
            yield form


@cache
def _takes(function: Function, operation: str) -> bool:
    """Whether the function has such an operation at all."""
    if operation in ('on', 'off'):
        return function.type == 'boolean' or getattr(function, operation) is not None
    if function.type == 'boolean':
        return False
    if function.allowed:
        return operation == 'set'
    return operation != 'half' or function.unit == 'percent'
