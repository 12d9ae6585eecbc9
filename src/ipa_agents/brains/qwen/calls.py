"""Carries out the calls of one answer: acts one after the other, what is read as the acts before it have left it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.interface import Call, Hands, Used
from ipa_agents.brains.qwen.blackboard import Blackboard
from ipa_agents.brains.qwen.checking import Order, fault_of, ordered
from ipa_agents.brains.qwen.prompt.toolbox import ToolSpec
from ipa_agents.brains.qwen.speech.leftover import WantedCall
from ipa_agents.brains.qwen.speech.speakable import speakable
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['Calls']


@dataclass
class Calls:
    """Uses the hands for `agent`, or for another of `agents` that has the tool; `left` bounds how often.

    `wrong_with` tells why a question of the model may not be put; empty when it may.
    """

    agent: AgentSpec
    agents: Sequence[AgentSpec]
    toolbox: Mapping[str, ToolSpec]
    catalogue: Catalogue
    hands: Hands
    board: Blackboard
    wrong_with: Callable[[str], str]
    left: int

    async def carry_out(self, wanted: Sequence[WantedCall]) -> tuple[Used, ...]:
        """What came of each of `wanted`, in their order; what failed is data, too."""
        works: list[asyncio.Task[Used]] = []
        act: asyncio.Task[Used] | None = None
        async with asyncio.TaskGroup() as group:
            for call in wanted:
                works.append(group.create_task(self._carry_out_after(act, call)))
                if not self._is_reading(call):
                    act = works[-1]
        return tuple(work.result() for work in works)

    async def _carry_out_after(self, act: asyncio.Task[Used] | None, call: WantedCall) -> Used:
        if act is not None:
            await asyncio.wait({act})
        return await self._carry_out(call)

    def _is_reading(self, call: WantedCall) -> bool:
        tool = self.toolbox.get(call.tool)
        return tool is not None and tool.kind == 'read'

    async def _carry_out(self, call: WantedCall) -> Used:
        order = ordered(call, self.agent, self.agents, self.toolbox)
        if isinstance(order, Used):
            return order
        is_question = self.toolbox[call.tool].kind == 'ask'
        if is_question:
            order = replace(order, call=_spoken(order.call))
        fault = fault_of(order.call, self.catalogue)
        if fault is not None:
            return Used(fault, is_settled=False)
        if self.left <= 0:
            return Used({'error': 'too many calls in one turn', 'hint': 'answer with what you have'}, is_settled=False)
        self.left -= 1
        if is_question:
            wrong = self.wrong_with(order.call.arguments['question'])
            if wrong:
                return Used({'error': wrong}, is_settled=False)
        used = await self._use(order)
        self.board.note(order.agent, order.call, used)
        return used

    async def _use(self, order: Order) -> Used:
        try:
            return await self.hands.use(order.agent, order.call)
        except Exception as error:  # noqa: BLE001 - whatever a tool raises, the model is told and the turn goes on
            self.hands.trace('error', tool=order.call.tool, error=f'{type(error).__name__}: {error}')
            return Used({'error': 'the tool failed', 'hint': 'tell the user that it did not work'}, is_settled=False)


def _spoken(call: Call) -> Call:
    """The call with its texts as they can be spoken."""

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(one) for one in value]
        return speakable(value) if isinstance(value, str) else value

    return Call(call.tool, {name: plain(value) for name, value in call.arguments.items()})
