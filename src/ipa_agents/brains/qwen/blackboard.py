"""What the agents have done and found in one turn, for each other and for the turn's end."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.prompt.harmless import harmless
from ipa_agents.brains.qwen.speech.claims import Backing

__all__ = ['Blackboard', 'Use']

_LINE = 160
FunctionsOf = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Use:
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
    uses: list[Use] = field(default_factory=list)

    def note(self, agent: str, call: Call, used: Used) -> None:
        """Take down what came of a call; where hands give what came of it before, nothing new was done."""
        if not any(use.call == call and use.used is used for use in self.uses):
            self.uses.append(Use(agent, call, used))

    def beside(self, agent: str) -> Sequence[str]:
        """What the other agents have done, a line each."""
        return [_line(use) for use in self.uses if use.agent != agent]

    def backing(self) -> Backing:
        """What a claim of the model may stand on."""
        done = [use for use in self.uses if use.is_done]
        seen = [use for use in self.uses if use.call.tool == 'read_signals' and 'error' not in use.used.data]
        return Backing(
            frozenset(self._functions(path for use in done for path in _wished(use.call))),
            frozenset(self._functions(path for use in seen for path in use.call.arguments.get('paths', ()))),
            bool(done),
        )

    def texts(self) -> str:
        """All that was found, as one text: names in it may be said in any language."""
        return ' '.join(json.dumps(use.used.data, ensure_ascii=False, default=str) for use in self.uses)

    def _functions(self, paths: Iterable[str]) -> Iterable[str]:
        return (function for path in paths for function in self.functions_of(path))


def _wished(call: Call) -> Iterable[str]:
    signals = call.arguments.get('signals')
    return signals if isinstance(signals, Mapping) else ()


def _line(use: Use) -> str:
    data = use.used.data
    result = next((data[key] for key in ('status', 'error', 'told') if key in data), data)
    arguments = json.dumps(use.call.arguments, ensure_ascii=False, default=str)
    text = harmless(f'{use.call.tool} {arguments}: {result}')
    return text if len(text) <= _LINE else f'{text[: _LINE - 1]}…'
