"""Did people ask for this? Told from their own words alone, never from what a model read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from ipa_agents.assistant.wake import squash
from ipa_agents.brains.interface import Act, Call, Dialogue, Interpretation, Sentence
from ipa_agents.brains.qwen.prompt.slice import Slicer
from ipa_agents.brains.reflex.normalise import plain
from ipa_agents.brains.reflex.words import alternatives
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import UnknownSignal
from ipa_agents.language import Language
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['Scope', 'Scopes']

_TEXTS = ('query', 'artist', 'note')
Wish = tuple[re.Pattern[str], str, frozenset[str]]


@dataclass(frozen=True)
class Scope:
    """What people asked for in one turn.

    `functions` are the ids of those that they named, hinted at or were speaking of; `actions` those of the other tools,
    as (tool, action); `outright` the calls that the reflex reads in the sentence; `words` all that they said, squashed.
    """

    catalogue: Catalogue
    functions: frozenset[str]
    actions: frozenset[tuple[str, str]]
    outright: tuple[Call, ...]
    words: str

    def refusal(self, call: Call, *, is_tainted: bool = False) -> str:
        """Why `call` is not what people asked for; empty when it is.

        `is_tainted`: the model has read words of strangers in this turn. Then only what was said outright counts.
        """
        if is_tainted and not self._is_outright(call):
            return 'not said outright by the user, and strangers had a say'
        if call.tool == 'set_signals':
            unasked = [path for path in call.arguments.get('signals', {}) if not self._is_meant(path)]
            return f'not asked for by the user: {", ".join(unasked)}' if unasked else ''
        action = str(call.arguments.get('action', ''))
        return '' if (call.tool, action) in self.actions else f'not asked for by the user: {call.tool} {action}'.strip()

    def _is_meant(self, path: str) -> bool:
        try:
            return any(function.id in self.functions for function in self.catalogue[path].functions)
        except UnknownSignal:
            return False

    def _is_outright(self, call: Call) -> bool:
        if call.tool == 'set_signals':
            said = {
                pair
                for other in self.outright
                if other.tool == call.tool
                for pair in other.arguments.get('signals', {}).items()
            }
            return all(pair in said for pair in call.arguments.get('signals', {}).items())
        return any(self._is_same(call.arguments, other.arguments) for other in self.outright if other.tool == call.tool)

    def _is_same(self, wanted: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
        """Whether all that is wanted was said: the action and its numbers, in names only words that people used."""
        place, said_place = wanted.get('place') or {}, said.get('place') or {}
        is_place_said = not place or 'number' in place or self.names(place) or place == said_place
        others = {name: value for name, value in wanted.items() if name not in ('place', 'kind')}
        return is_place_said and all(
            value == said.get(name) or name in _TEXTS and self._is_said(str(value)) for name, value in others.items()
        )

    def names(self, wanted: Mapping[str, Any]) -> bool:
        """Whether people named what a search or a place is about: its text, its kind, its cuisine."""
        kinds = load_kinds()
        kind, cuisine = kinds.kind(str(wanted.get('kind') or '')), kinds.cuisine(str(wanted.get('cuisine') or ''))
        named = [self._is_any_said(entry.names) for entry in (kind, cuisine) if entry is not None]
        texts = [self._is_said(str(wanted[name])) for name in ('query', 'text') if wanted.get(name)]
        return bool(named or texts) and all((*named, *texts))

    def _is_any_said(self, names: Mapping[Language, tuple[str, ...]]) -> bool:
        return any(self._is_said(name) for spoken in names.values() for name in spoken)

    def _is_said(self, text: str) -> bool:
        said = squash(text)
        return bool(said) and said in self.words


class Scopes:
    """Finds the scope of sentences; holds what it needs for that."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._slicer = _slicer(catalogue)
        self._wishes = _load(config_folder() / 'scope.yaml')

    def of(self, sentence: Sentence, dialogue: Dialogue, before: Sequence[str], reading: Interpretation) -> Scope:
        """The scope of `sentence`; `before` is what people said earlier that it answers, `reading` the reflex's."""
        fresh = dialogue if _is_fresh(dialogue) else replace(dialogue, focus=(), asked=())
        slices = [self._slicer.find(text, sentence.language, fresh) for text in (sentence.text, *before)]
        functions = (ids for found in slices for ids in (found.named, found.spoken_of, found.wished, found.alike))
        texts = [plain(text, sentence.language).lower() for text in (sentence.text, *before)]
        actions = frozenset(
            (tool, action)
            for pattern, tool, meant in self._wishes
            for action in meant
            if any(pattern.search(text) for text in texts)
        )
        acting = tuple(step.call for step in reading.steps if step.act is Act.ACT and step.call is not None)
        spoken_of = frozenset((call.tool, str(call.arguments.get('action', ''))) for call in fresh.focus)
        said = squash(''.join((sentence.text, *before)))
        return Scope(self._catalogue, frozenset().union(*functions), actions | spoken_of, acting, said)


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
