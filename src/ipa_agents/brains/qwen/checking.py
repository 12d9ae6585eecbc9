"""Whether a call that a model wants can be made at all; what is wrong with it comes back to the model as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.prompt.toolbox import ToolSpec
from ipa_agents.brains.qwen.speech.leftover import Wish

__all__ = ['Order', 'ordered']


@dataclass(frozen=True, slots=True)
class Order:
    """A call that can be tried, and the agent under which it is."""

    agent: str
    call: Call


def ordered(wish: Wish, agent: AgentSpec, agents: Sequence[AgentSpec], toolbox: Mapping[str, ToolSpec]) -> Order | Used:
    """What `agent` wishes as an order, for another of `agents` where only that has the tool; else what is wrong.

    An error names what there is. The arguments themselves are looked at by the hands.
    """
    owner = next((able for able in (agent, *agents) if wish.tool in able.tools and wish.tool in toolbox), None)
    if owner is None:
        names = [name for name in toolbox if any(name in able.tools for able in agents)]
        return _error(f'there is no tool {wish.tool!r}', f'the tools are {", ".join(names)}')
    if wish.arguments is None:
        names = toolbox[wish.tool].arguments['properties']
        return _error('the arguments are no complete JSON object', f'{wish.tool} takes: {", ".join(names)}')
    return Order(owner.id, Call(wish.tool, wish.arguments))


def _error(error: str, hint: str) -> Used:
    return Used({'error': error, 'hint': hint}, is_settled=False)
