"""The slice of the catalogue that fits a sentence: what a model is shown of some two hundred functions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ipa_agents.brains.interface import Dialogue
from ipa_agents.brains.qwen.prompt.differences import Difference, differences
from ipa_agents.brains.qwen.prompt.wishes import load_wishes
from ipa_agents.brains.reflex.lexicon import Lexicon, Tag
from ipa_agents.brains.reflex.normalise import fold, plain
from ipa_agents.brains.reflex.verbs import load_verbs
from ipa_agents.brains.reflex.words import load_words
from ipa_agents.errors import UnknownSignal
from ipa_agents.language import LANGUAGES, Language, language_of
from ipa_agents.vehicle.catalogue import Catalogue, SignalSpec
from ipa_agents.vehicle.function import Function

__all__ = ['Slice', 'Slicer']

_MOST = 8
_MOST_SENSORS = 6
_MOST_OF_A_NAME = 4
_MOST_ALIKE = 3
_LIKE = 0.6
_SILENCE = Dialogue()


@dataclass(frozen=True, slots=True)
class Slice:
    """`functions` and `sensors` that fit, the surest first.

    `named` are the ids of functions that the words name outright, `spoken_of` those that the conversation is about,
    `wished` those that may serve a vague wish, `alike` those whose names share words with what was said; all others are
    shown only because nothing fits. `differences` are how far values may have to go.
    """

    functions: tuple[Function, ...] = ()
    sensors: tuple[SignalSpec, ...] = ()
    named: frozenset[str] = frozenset()
    spoken_of: frozenset[str] = frozenset()
    wished: frozenset[str] = frozenset()
    alike: frozenset[str] = frozenset()
    differences: tuple[Difference, ...] = ()

    def paths(self) -> dict[str, tuple[Function, ...]]:
        """The signals that the functions write, in the order of the slice, each with its functions of the slice."""
        writers: dict[str, list[Function]] = defaultdict(list)
        for function in self.functions:
            for path in function.paths():
                writers[path].append(function)
        return {path: tuple(functions) for path, functions in writers.items()}

    def readable(self) -> list[str]:
        """The signals that can be looked at: those that the functions write, then the sensors."""
        return [*self.paths(), *(spec.path for spec in self.sensors)]


class Slicer:
    """Finds slices over the names of the catalogue, in both languages."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._wishes = load_wishes(catalogue)
        verbs = load_verbs()
        self._lexicons = {language: Lexicon(language, catalogue, verbs, load_words(language)) for language in LANGUAGES}
        self._changing = {language: verbs.changing(language) for language in LANGUAGES}
        self._likeness = {language: _Likeness(catalogue, language) for language in LANGUAGES}

    def find(self, text: str, language: Language, dialogue: Dialogue = _SILENCE, question: str = '') -> Slice:
        """The slice for `text`, said when the conversation is at `dialogue`; `question` is the one that is open."""
        said = plain(text, language)
        tags = self._lexicons[language].tags(said)
        named, sensors = _named(tags)
        # An open question is what is spoken of; what was done before it is not.
        latest = replace(dialogue, focus=(), asked=()) if question else dialogue
        spoken_of = tuple(dict.fromkeys((*self._asked(question, language), *self._spoken_of(latest))))
        wished = () if named else self._wishes.functions(said, language)
        like = self._likeness[language].functions(said) if len(named) < _MOST else ()
        functions = tuple(dict.fromkeys((*named, *spoken_of, *wished, *like)))[:_MOST]
        if not functions and not sensors:
            functions = self._wishes.common
        return Slice(
            functions,
            sensors,
            named=_ids(named, functions),
            spoken_of=_ids(spoken_of, functions),
            wished=_ids(wished, functions),
            alike=_ids(like, functions),
            differences=differences(tags, self._changing[language]),
        )

    def _asked(self, question: str, language: Language) -> tuple[Function, ...]:
        """What the open question names: "yes" may mean any of it."""
        asked_in = language_of(question, language)
        return _named(self._lexicons[asked_in].tags(plain(question, asked_in)))[0] if question else ()

    def _spoken_of(self, dialogue: Dialogue) -> tuple[Function, ...]:
        calls = [*dialogue.focus, *([dialogue.pending.call] if dialogue.pending and dialogue.pending.call else [])]
        paths = [*(path for call in calls for path in call.arguments.get('signals', ())), *dialogue.asked]
        return tuple(dict.fromkeys(function for path in paths for function in self._writers(path)))[:_MOST]

    def _writers(self, path: str) -> tuple[Function, ...]:
        try:
            return self._catalogue[path].functions
        except UnknownSignal:
            return ()


class _Likeness:
    """Functions whose names share words (English) or pairs of characters (Chinese) with a sentence."""

    def __init__(self, catalogue: Catalogue, language: Language) -> None:
        self._language = language
        self._names: list[tuple[Function, frozenset[str]]] = []
        self._of: dict[str, list[int]] = defaultdict(list)
        for function in catalogue.functions.values():
            for name in function.names[language]:
                parts = frozenset(_parts(name, language))
                for part in parts:
                    self._of[part].append(len(self._names))
                self._names.append((function, parts))

    def functions(self, said: str) -> tuple[Function, ...]:
        """The few that are most alike, the most alike first."""
        shared: dict[int, float] = defaultdict(float)
        for part in dict.fromkeys(_parts(said, self._language)):
            for name in self._of.get(part, ()):
                shared[name] += 1.0
        best: dict[Function, float] = {}
        for number, count in shared.items():
            function, parts = self._names[number]
            likeness = count / len(parts)
            if likeness >= _LIKE:
                best[function] = max(best.get(function, 0.0), likeness)
        return tuple(sorted(best, key=lambda function: -best[function])[:_MOST_ALIKE])


def _parts(text: str, language: Language) -> Iterator[str]:
    if language == 'en':
        yield from (word.removesuffix('s') for word in fold(text).split() if len(word) > 2)
    else:
        yield from (text[start : start + 2] for start in range(len(text) - 1))


def _named(tags: Iterable[Tag]) -> tuple[tuple[Function, ...], tuple[SignalSpec, ...]]:
    functions: dict[Function, None] = {}
    values: dict[Function, None] = {}
    sensors: dict[SignalSpec, None] = {}
    for tag in tags:
        functions |= _few(function for function, _ in tag.readings.get('function', ()))
        values |= _few(function for function, _ in tag.readings.get('value', ()))
        sensors |= _few(tag.readings.get('sensor', ()))
    return tuple(functions | values), tuple(sensors)[:_MOST_SENSORS]


def _few[T](found: Iterable[T]) -> dict[T, None]:
    return dict.fromkeys(list(dict.fromkeys(found))[:_MOST_OF_A_NAME])


def _ids(some: Iterable[Function], kept: Iterable[Function]) -> frozenset[str]:
    return frozenset(function.id for function in some) & frozenset(function.id for function in kept)
