"""What the agents have done and found in one turn, for each other and for the turn's end."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.prompt.harmless import harmless
from ipa_agents.brains.qwen.speech.claims import Backing

__all__ = ['Blackboard', 'Note']

_LINE = 160
FunctionsOf = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Note:
    """A call that was carried out for an agent, and what came of it."""

    agent: str
    call: Call
    used: Used

    @property
    def is_done(self) -> bool:
        """Whether the car has confirmed it."""
        return self.used.data.get('status') == 'DONE'


@dataclass
class Blackboard:
    """Shared by the agents of one turn; `functions_of` tells which functions a signal belongs to."""

    functions_of: FunctionsOf
    notes: list[Note] = field(default_factory=list)
    _uses: dict[str, asyncio.Future[Used]] = field(default_factory=dict)

    async def once(self, agent: str, call: Call, use: Callable[[], Awaitable[Used]]) -> Used:
        """The result of `call`; of a call that was made before in this turn it is the earlier result."""
        key = json.dumps([call.tool, call.arguments], sort_keys=True, ensure_ascii=False, default=str)
        if key in self._uses:
            return await self._uses[key]
        self._uses[key] = asyncio.ensure_future(use())
        used = await self._uses[key]
        self.notes.append(Note(agent, call, used))
        return used

    def beside(self, agent: str) -> Sequence[str]:
        """What the other agents have done, a line each."""
        return [_line(note) for note in self.notes if note.agent != agent]

    def backing(self) -> Backing:
        """What a claim of the model may stand on."""
        done = [note for note in self.notes if note.is_done]
        seen = [note for note in self.notes if note.call.tool == 'read_signals' and 'error' not in note.used.data]
        return Backing(
            frozenset(self._functions(path for note in done for path in _wished(note.call))),
            frozenset(self._functions(path for note in seen for path in note.call.arguments.get('paths', ()))),
            bool(done),
        )

    def texts(self) -> str:
        """All that was found, as one text: names in it may be said in any language."""
        return ' '.join(json.dumps(note.used.data, ensure_ascii=False, default=str) for note in self.notes)

    def _functions(self, paths: Iterable[str]) -> Iterable[str]:
        return (function for path in paths for function in self.functions_of(path))


def _wished(call: Call) -> Iterable[str]:
    signals = call.arguments.get('signals')
    return signals if isinstance(signals, Mapping) else ()


def _line(note: Note) -> str:
    data = note.used.data
    result = next((data[key] for key in ('status', 'error', 'told') if key in data), data)
    arguments = json.dumps(note.call.arguments, ensure_ascii=False, default=str)
    text = harmless(f'{note.call.tool} {arguments}: {result}')
    return text if len(text) <= _LINE else f'{text[: _LINE - 1]}…'
