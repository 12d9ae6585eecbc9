"""What people say to do with a function: words to operations, by family (config/verbs.yaml)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language

__all__ = ['OPERATIONS', 'Operation', 'Verbs', 'load_verbs']

Operation = Literal['on', 'off', 'raise', 'lower', 'set', 'most', 'least']
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
_PARTICLES = frozenset({'on', 'off', 'up', 'down', 'open', 'shut', 'in', 'out', 'back'})


@dataclass(frozen=True, slots=True)
class Verbs:
    """`families`: family to language to word to operation; `stand_ins` and `units` as in config/verbs.yaml."""

    families: Mapping[str, Mapping[Language, Mapping[str, Operation]]]
    stand_ins: Mapping[str, Mapping[str, str]]
    units: Mapping[str, str]

    def surfaces(self, language: Language) -> frozenset[str]:
        """Every word that is a verb of some family; also the halves of verbs that can be split ("turn ... on")."""
        return frozenset(_with_halves(word for family in self.families.values() for word in family[language]))

    def changing(self, language: Language) -> frozenset[str]:
        """The words that mean more or less of something to some family."""
        families = [family[language] for family in self.families.values()]
        return frozenset(word for family in families for word, meant in family.items() if meant in ('raise', 'lower'))

    def plain(self, operation: Operation, language: Language) -> str:
        """A word that means `operation` to every family in which it means anything but "set"."""
        families = [family[language] for family in self.families.values()]
        words = (word for family in families for word, meant in family.items() if meant == operation)
        return max(words, key=lambda word: sum(family.get(word) == operation for family in families))

    def operation(self, family: str, language: Language, said: tuple[str, ...]) -> Operation | None:
        """What the verbs `said`, in order, mean for a function of `family`; None when nothing."""
        words = self.families[family][language]
        if language == 'en' and len(said) > 1:
            for first, *others in (said[index:] for index in range(len(said) - 1)):
                for other in others:
                    if f'{first} {other}' in words and words[f'{first} {other}'] != 'set':
                        return words[f'{first} {other}']
        found = [words[word] for word in _without_more(said, words) if word in words]
        return next((operation for operation in found if operation != 'set'), found[0] if found else None)


def _without_more(said: tuple[str, ...], words: Mapping[str, Operation]) -> tuple[str, ...]:
    """`said` from where a "more" says only that a direction is gone further into: "more upright"."""
    if said[:1] == ('more',) and words.get(''.join(said[1:2])) in ('raise', 'lower'):
        return said[1:]
    return said


def _with_halves(words: Iterator[str]) -> Iterator[str]:
    for word in words:
        yield word
        first, _, last = word.partition(' ')
        if last in _PARTICLES:
            yield from (first, last)


@cache
def load_verbs() -> Verbs:
    """Read config/verbs.yaml; raises ConfigError."""
    document = load_yaml(config_folder() / 'verbs.yaml', 'verbs')
    families = {name: _family(document, name) for name in document.data['families']}
    return Verbs(families, document.data['stand_ins'], document.data['units'])


def _family(document: Document, name: str) -> dict[Language, dict[str, Operation]]:
    if name not in document.data['families']:
        raise document.error(f'there is no family {name!r} to include', 'families')
    family = document.data['families'][name]
    words: dict[Language, dict[str, Operation]] = {language: {} for language in LANGUAGES}
    for included in family.get('includes', ()):
        for language, known in _family(document, included).items():
            words[language] |= known
    for operation in OPERATIONS:
        for language in LANGUAGES:
            words[language] |= dict.fromkeys(family.get(operation, {}).get(language, ()), operation)
    return words
