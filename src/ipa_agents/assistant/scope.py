"""Did people ask for this? Told from their own words alone, never from what a model read."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.assistant.wake import squash
from ipa_agents.brains.interface import Call
from ipa_agents.errors import UnknownSignal
from ipa_agents.language import Language
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.signals import SignalView

__all__ = ['Asked', 'Scope', 'action_of', 'paths_of']

_TEXTS = ('query', 'artist', 'note')


@dataclass(frozen=True, slots=True)
class Asked:
    """What words ask for: the ids of functions, and actions of the other tools as (tool, action)."""

    functions: frozenset[str] = frozenset()
    actions: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Scope:
    """What people asked for in one turn.

    `asked` is all that they named, hinted at or were speaking of; `outright` the calls that the reflex reads in the
    sentence, and `settled` the functions for which it is sure of that; `words` all that they said, squashed.
    `contested` is what words of strangers ask for that the model is shown anyhow: there, only what people said outright
    counts. `signals` are those of the car when it was said. `whole` are the calls of a sentence of which the reflex is
    sure from its beginning to its end, None where it is not; `is_question` where these only look at the car.
    """

    catalogue: Catalogue
    asked: Asked
    outright: tuple[Call, ...]
    settled: frozenset[str]
    words: str
    contested: Asked
    signals: SignalView
    whole: tuple[Call, ...] | None
    is_question: bool

    def refusal(self, call: Call, *, is_tainted: bool = False) -> str:
        """Why `call` is not what people asked for; empty when it is.

        `is_tainted`: the model has read words of strangers in this turn. Then only what was said outright counts.
        """
        if (is_tainted or self._is_contested(call)) and not self._is_outright(call):
            return 'not said outright by the user, and strangers had a say'
        if self.is_question:
            return 'the user only asked about it'
        if call.tool == 'set_signals':
            return self._signals_refusal(call.arguments.get('signals', {}))
        action = action_of(call)
        return '' if action in self.asked.actions else f'not asked for by the user: {" ".join(action)}'.strip()

    def misses(self, call: Call) -> str:
        """Why `call`, which tells something, does not tell what people surely asked; empty where it may."""
        if not self.whole:
            return ''
        wanted = paths_of(call)
        if any(other.tool == call.tool and not (wanted and wanted.isdisjoint(paths_of(other))) for other in self.whole):
            return ''
        return f'the user asked for something else: {" ".join(other.tool for other in self.whole)}'

    @property
    def is_plain(self) -> bool:
        """Whether all that is wanted has surely been said, so that there is nothing to ask about."""
        return bool(self.whole)

    def times(self, call: Call) -> int:
        """How often people asked for `call`; as often as it is wanted, where only a model can tell."""
        return self.outright.count(call) or sys.maxsize

    def _signals_refusal(self, wanted: Mapping[str, Any]) -> str:
        unasked = [path for path in wanted if not self._functions(path) & self.asked.functions]
        if unasked:
            return f'not asked for by the user: {", ".join(unasked)}'
        settled = frozenset().union(*map(self._functions, wanted)) & self.settled
        said = {path: value for path, value in self._said() if self._functions(path) & settled}
        here = {path: value for path, value in wanted.items() if self._functions(path) & settled}
        if all(path in said and self._is_on_the_way(path, value, said[path]) for path, value in here.items()):
            return ''
        return f'otherwise than the user said, which is {json.dumps(said, ensure_ascii=False)}'

    def _is_on_the_way(self, path: str, value: Any, said: Any) -> bool:
        """Whether `value` is what was said, or less of it: how far "a little" is, a model may know better."""
        now = self.signals.get(path)
        if any(isinstance(one, bool) or not isinstance(one, int | float) for one in (now, value, said)):
            return bool(value == said)
        return now < value <= said or said <= value < now or value == said  # type: ignore[no-any-return]

    def _is_contested(self, call: Call) -> bool:
        if call.tool != 'set_signals':
            return action_of(call) in self.contested.actions
        return any(self._functions(path) & self.contested.functions for path in call.arguments.get('signals', {}))

    def _functions(self, path: str) -> frozenset[str]:
        try:
            return frozenset(function.id for function in self.catalogue[path].functions)
        except UnknownSignal:
            return frozenset()

    def _said(self) -> Iterator[tuple[str, Any]]:
        """Signals and their values as people said them outright."""
        for call in self.outright:
            if call.tool == 'set_signals':
                yield from call.arguments.get('signals', {}).items()

    def _is_outright(self, call: Call) -> bool:
        if call.tool == 'set_signals':
            said = set(self._said())
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


def action_of(call: Call) -> tuple[str, str]:
    """The tool of a call, and what it does with it."""
    return call.tool, str(call.arguments.get('action', ''))


def paths_of(call: Call) -> frozenset[str]:
    """The signals that a call sets or reads."""
    return frozenset((*call.arguments.get('signals', ()), *call.arguments.get('paths', ())))
