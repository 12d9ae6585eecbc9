"""Hands without a car: what a model wants done is taken down, and what it asks is answered from the context."""

from dataclasses import dataclass, field
from typing import Any

from ipa_agents.brains.interface import Call, Context, Used
from ipa_agents.vehicle.exchange import ACTING_TOOLS

__all__ = ['DryHands']

_SAID_BY_ASSISTANT = ('ask_user', 'remember', 'forget')


@dataclass
class DryHands:
    """Everything that acts is done at once; of the world only the signals of `context` are known."""

    context: Context
    said: list[str] = field(default_factory=list)

    async def use(self, agent: str, call: Call) -> Used:
        """As if the car had done it."""
        if call.tool in ACTING_TOOLS:
            return Used({'status': 'DONE'}, is_settled=True)
        if call.tool in _SAID_BY_ASSISTANT:
            return Used({'status': 'TOLD'}, is_settled=True)
        is_told = bool(call.arguments.get('tell'))
        if call.tool != 'read_signals':
            return Used({'error': 'nothing is known of it without a car'}, is_settled=is_told)
        signals = self.context.signals
        paths = call.arguments.get('paths', ())
        known = {path: signals[path] for path in paths if path in signals}
        unknown = [path for path in paths if path not in signals]
        return Used({'signals': known, 'unknown': unknown}, is_settled=is_told)

    async def say(self, text: str, *, continues: bool = False) -> None:
        """Take it down."""
        self.said.append(text)

    def pulse(self) -> None:
        """Nobody waits for such a turn."""

    def trace(self, stage: str, **detail: Any) -> None:
        """Nobody looks at the stages of such a turn."""
