"""Values, differences and sizes of a step in words, with what they ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from ipa_agents.brains.reflex.lexicon import Number
from ipa_agents.brains.reflex.values import Request
from ipa_agents.brains.reflex.verbs import Operation
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language
from ipa_agents.training.number_words import digits, in_words
from ipa_agents.vehicle.function import Function

__all__ = ['Amount', 'Amounts', 'load_amounts']

_SHARES = ('half', 'quarter', 'three_quarters')
_WORDS = 0.6
"""How often a number is said in words; recognisers of speech write both."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How much, as it is said, and the request that it makes together with an operation."""

    text: str
    request: Request


class Amounts:
    """Says how much, by the words of config/training/amounts.yaml."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    def value(self, function: Function, language: Language, rng: Random) -> Amount:
        """A value that `function` may have, for "set it to ..."; what it is called where it is a text."""
        if function.allowed:
            value = rng.choice([value for value in function.allowed if value != function.off])
            return Amount(_often_first(function.allowed[value][language], rng), Request('set', value=value))
        if function.unit == 'percent' and not function.levels and rng.random() < 0.15:
            share = rng.choice(_SHARES)
            return Amount(rng.choice(self._words['shares'][share][language]), Request('set', amount=share))
        unit, number = _number(function, rng)
        text, reads = self._said('units', unit, number, language, rng)
        return Amount(text, Request('set', Number(number, reads), relative=False))

    def difference(self, function: Function, operation: Operation, language: Language, rng: Random) -> Amount:
        """A difference, for "by ..."."""
        unit, number = _difference(function, rng)
        text, reads = self._said('differences', unit, number, language, rng)
        text = text.removesuffix('s') if language == 'en' and number == 1 else text
        return Amount(text, Request(operation, Number(number, reads), relative=True))

    def size(self, operation: Operation, language: Language, rng: Random) -> Amount:
        """How far, for "a bit warmer"; mostly a bit or nothing."""
        size = rng.choices(('', 'a_bit', 'a_lot'), (4, 5, 1))[0]
        return Amount(rng.choice(self._words['sizes'][size][language]), Request(operation, amount=size))

    def little(self, operation: Operation, language: Language, rng: Random) -> Amount:
        """A bit, for "open it a bit"."""
        return Amount(rng.choice(self._words['sizes']['a_bit'][language]), Request(operation, amount='a_bit'))

    def _said(self, form: str, unit: str, number: float, language: Language, rng: Random) -> tuple[str, str]:
        entry = self._words[form].get(unit) or self._words[form]['percent']
        words = in_words(number, language, counted=unit != 'percent') if rng.random() < _WORDS else digits(number)
        return str(rng.choice(entry[language])).format(n=words, d=digits(number)), entry['reads']


@cache
def load_amounts() -> Amounts:
    """The amounts of config/training/amounts.yaml; raises ConfigError."""
    return Amounts(load_yaml(config_folder() / 'training' / 'amounts.yaml', 'training_amounts').data)


def _often_first(names: Sequence[str], rng: Random) -> str:
    return names[0] if rng.random() < 0.5 else rng.choice(names)


def _number(function: Function, rng: Random) -> tuple[str, float]:
    """A value as people count it, and its unit."""
    if function.levels and rng.random() < 0.8:
        return ('level', 'plain')[rng.random() < 0.25], rng.randint(1, function.levels)
    low, high = _scale(function)
    if function.unit == 'percent':
        wide = max(function.step, 5.0 if rng.random() < 0.3 else 10.0)
        number = wide * rng.randint(max(1, round(low / wide)), round(high / wide))
        return ('percent', 'plain')[rng.random() < 0.25 and not function.levels], min(number, high)
    wide = function.step if function.unit == 'celsius' and rng.random() < 0.3 else max(1.0, _wide(high - low))
    number = low + wide * rng.randint(0, int((high - low) / wide))
    return function.unit or 'level', number


def _difference(function: Function, rng: Random) -> tuple[str, float]:
    if function.levels:
        return 'level', rng.randint(1, max(1, function.levels - 1))
    if function.unit == 'celsius':
        return 'celsius', rng.choice((1, 1, 2, 2, 3, 4, 1.5, 0.5) if function.step < 1 else (1, 2, 3, 4))
    steps = max(function.step, {'degrees': 5.0, 'km/h': 10.0, 'mm': 10.0}.get(function.unit, 10.0))
    return function.unit or 'level', steps * rng.randint(1, 3)


def _scale(function: Function) -> tuple[float, float]:
    ends = sorted((function.sign * (function.minimum or 0.0), function.sign * (function.maximum or 0.0)))
    return (ends[0] if function.unit == 'celsius' else max(0.0, ends[0])), ends[1]


def _wide(span: float) -> float:
    return 10.0 if span >= 100 else 5.0 if span >= 50 else 1.0
