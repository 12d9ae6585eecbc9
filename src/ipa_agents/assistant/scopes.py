"""Finds what people asked for: by what they named, by how the reflex reads it, and by what it leans on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ipa_agents.assistant.scope import Asked, Scope, action_of, paths_of
from ipa_agents.assistant.wake import squash
from ipa_agents.brains.interface import Act, Call, Context, Dialogue, Interpretation, Sentence, Step
from ipa_agents.brains.qwen.prompt.harmless import harmless
from ipa_agents.brains.qwen.prompt.slice import Slicer
from ipa_agents.brains.reflex.normalise import plain
from ipa_agents.brains.reflex.questions import is_question
from ipa_agents.brains.reflex.words import alternatives
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language, language_of
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['Scopes']

_SILENCE = Dialogue()
_ANSWERS = ('yes', 'choose')
Wish = tuple[re.Pattern[str], str, frozenset[str]]


class Scopes:
    """Finds the scope of sentences; holds what it needs for that."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._slicer = _slicer(catalogue)
        self._wishes = _load(config_folder() / 'scope.yaml')

    def of(
        self,
        sentence: Sentence,
        context: Context,
        before: Sequence[str],
        reading: Interpretation,
        strangers: Iterable[str] = (),
    ) -> Scope:
        """The scope of `sentence`; `before` is what people said earlier that it answers, `reading` the reflex's.

        `strangers` are the texts of strangers that the model is shown from the beginning.
        """
        dialogue, focus = context.dialogue, self._functions_of(context.dialogue.focus)
        whole = None if before else _whole(reading)
        heard = dialogue if self._leans(dialogue, reading, whole) else replace(dialogue, focus=(), asked=())
        named = self._asked(
            [(text, sentence.language) for text in (sentence.text, *before)], heard, focus if whole else frozenset()
        )
        unnamed = self._functions_of(_outright(reading)) - named.functions if whole else frozenset()
        spoken_of = frozenset(map(action_of, (*heard.focus, *(whole or ()))))
        return Scope(
            catalogue=self._catalogue,
            asked=Asked(
                named.functions | (unnamed if _is_fresh(dialogue) else unnamed - focus), named.actions | spoken_of
            ),
            outright=_outright(reading),
            settled=unnamed - focus | self._settled(reading, sentence.language),
            words=squash(''.join((sentence.text, *before))),
            contested=self._asked([(text, language_of(text)) for text in map(harmless, strangers)]),
            signals=context.signals,
            whole=whole,
            is_question=_only_looks(whole) and _is_question(sentence),
        )

    def _leans(self, dialogue: Dialogue, reading: Interpretation, whole: tuple[Call, ...] | None) -> bool:
        """Whether the sentence may mean what was spoken of before: not where the reflex reads something else in it."""
        if whole is not None or not _is_fresh(dialogue):
            return False
        read, focus = self._functions_of(_outright(reading)), self._functions_of(dialogue.focus)
        return not (reading.is_guess and focus.isdisjoint(read))

    def _asked(
        self,
        texts: Sequence[tuple[str, Language]],
        dialogue: Dialogue = _SILENCE,
        without: frozenset[str] = frozenset(),
    ) -> Asked:
        """What `texts` ask for, each in its language; a mere likeness of names is none to functions of `without`."""
        slices = [self._slicer.find(text, language, dialogue) for text, language in texts]
        functions = (
            ids for found in slices for ids in (found.named, found.spoken_of, found.wished, found.alike - without)
        )
        said = [plain(text, language).lower() for text, language in texts]
        actions = (
            (tool, action)
            for pattern, tool, meant in self._wishes
            for action in meant
            if any(pattern.search(text) for text in said)
        )
        return Asked(frozenset().union(*functions), frozenset(actions))

    def _functions_of(self, calls: Iterable[Call]) -> frozenset[str]:
        return frozenset(
            function.id for call in calls for path in paths_of(call) for function in self._catalogue[path].functions
        )

    def _settled(self, reading: Interpretation, language: Language) -> frozenset[str]:
        """The functions that a sure reading sets as it was told to: by words about nothing else, not by a mere name."""
        if not reading.is_sure:
            return frozenset()
        functions = self._catalogue.functions
        settled: set[str] = set()
        for step in _acts(reading):
            named = self._slicer.find(step.text, language).named
            paths = step.call.arguments.get('signals', {}) if step.call else {}
            own = {function.id for path in paths for function in self._catalogue[path].functions}
            names = {squash(name) for function in named for name in functions[function].names[language]}
            if _things(named) <= _things(own) and squash(step.text) not in names:
                settled |= named & own
        return frozenset(settled)


def _things(functions: Iterable[str]) -> set[str]:
    """The parts of the car that functions belong to: a window may be meant to be opened or to be locked."""
    return {function.partition('.')[0] for function in functions}


def _acts(reading: Interpretation) -> tuple[Step, ...]:
    return tuple(step for step in reading.steps if step.act is Act.ACT and step.call is not None)


def _outright(reading: Interpretation) -> tuple[Call, ...]:
    """The calls that the reflex reads in a sentence as something to do."""
    return tuple(step.call for step in _acts(reading) if step.call is not None)


def _whole(reading: Interpretation) -> tuple[Call, ...] | None:
    """All calls of a sentence that is surely understood to its end; None of one that is not, or answers a question."""
    if not (reading.is_sure and reading.is_whole) or any(step.move in _ANSWERS for step in reading.steps):
        return None
    return tuple(step.call for step in reading.steps if step.call is not None)


def _only_looks(calls: tuple[Call, ...] | None) -> bool:
    return bool(calls) and all(call.tool == 'read_signals' for call in calls or ())


def _is_question(sentence: Sentence) -> bool:
    return is_question(plain(sentence.text, sentence.language).lower(), sentence.language)


def _is_fresh(dialogue: Dialogue) -> bool:
    """Whether the last turn did or told something of the car: only then does the next sentence lean on it."""
    return dialogue.last is not None and dialogue.last.call is not None


@cache
def _slicer(catalogue: Catalogue) -> Slicer:
    return Slicer(catalogue)


@cache
def _load(file: Path) -> tuple[Wish, ...]:
    tools: Mapping[str, Iterable[Mapping[str, Any]]] = load_yaml(file, 'scope').data
    return tuple(
        (_pattern(entry['en'], entry['zh']), tool, frozenset(entry['actions']))
        for tool, entries in tools.items()
        for entry in entries
    )


def _pattern(english: Iterable[str], chinese: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf'\b(?:{alternatives(english)})\b|{alternatives(chinese)}')
