"""Whether a call that a model wants can be made at all; what is wrong with it comes back to the model as data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import jsonschema

from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.prompt.toolbox import ToolSpec, load_toolbox
from ipa_agents.brains.qwen.speech.leftover import WantedCall
from ipa_agents.errors import SignalError
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['Order', 'fault_of', 'ordered', 'problem']

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Order:
    """A call that can be tried, and the agent under which it is."""

    agent: str
    call: Call


def ordered(
    call: WantedCall, agent: AgentSpec, agents: Sequence[AgentSpec], toolbox: Mapping[str, ToolSpec]
) -> Order | Used:
    """What `agent` wants as an order, for another of `agents` where only that has the tool; else what is wrong.

    An error names what there is. What the arguments say is for `fault_of`.
    """
    owner = next((able for able in (agent, *agents) if call.tool in able.tools and call.tool in toolbox), None)
    if owner is None:
        names = [name for name in toolbox if any(name in able.tools for able in agents)]
        return Used(_no_tool(call.tool, names), is_settled=False)
    if call.arguments is None:
        return Used(problem('the arguments are no complete JSON object', _takes(toolbox[call.tool])), is_settled=False)
    return Order(owner.id, Call(call.tool, call.arguments))


def problem(error: str, hint: str) -> dict[str, str]:
    """An error as data: what is wrong, and what would be right."""
    return {'error': error[:_LONGEST], 'hint': hint[:_LONGEST]}


def fault_of(call: Call, catalogue: Catalogue) -> dict[str, str] | None:
    """What is wrong with `call`: its tool, an argument, a path, a value or a kind of place; None when nothing is."""
    tool = load_toolbox().get(call.tool)
    if tool is None:
        return _no_tool(call.tool, load_toolbox())
    wrong = jsonschema.exceptions.best_match(_validator(call.tool).iter_errors(dict(call.arguments)))
    if wrong is not None:
        where = '.'.join(map(str, wrong.absolute_path))
        return problem(f'{where or "arguments"}: {wrong.message}', _takes(tool))
    return _signal_fault(call, catalogue) or _place_fault(call)


@cache
def _validator(tool: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(load_toolbox()[tool].arguments)


def _no_tool(name: str, names: Iterable[str]) -> dict[str, str]:
    return problem(f'there is no tool {name!r}', f'the tools are {", ".join(names)}')


def _takes(tool: ToolSpec) -> str:
    required, names = tool.arguments.get('required', ()), tool.arguments['properties']
    listed = ', '.join(name if name in required else f'{name} (optional)' for name in names)
    return f'{tool.name} takes: {listed or "nothing"}'


def _signal_fault(call: Call, catalogue: Catalogue) -> dict[str, str] | None:
    use_listed = 'use only what stands under "Signals"'
    try:
        for path in call.arguments.get('paths', ()):
            catalogue[path]
        for path, value in call.arguments.get('signals', {}).items():
            if not catalogue[path].is_actuator:
                return problem(f'{path} can only be read', use_listed)
            catalogue.check(path, value)
    except SignalError as error:
        return problem(str(error), use_listed)
    return None


def _place_fault(call: Call) -> dict[str, str] | None:
    kinds = load_kinds()
    for wanted in (call.arguments, call.arguments.get('place') or {}):
        kind, is_place = str(wanted.get('kind') or ''), call.tool != 'control_media'
        if is_place and kind and kinds.kind(kind) is None:
            return problem(f'there is no kind of place {kind}', 'search by its name instead')
    return None
