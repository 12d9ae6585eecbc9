"""Our grammars, and whether what a model wrote is as they want it."""

from answers import Answer, faults

from ipa_agents.brains.qwen.prompt.grammar import arguments_schema
from ipa_agents.brains.qwen.prompt.slice import Slice
from ipa_agents.brains.qwen.prompt.toolbox import load_toolbox

__all__ = ['TOOLBOX', 'TOOLS', 'broken']

TOOLBOX = load_toolbox()
TOOLS = tuple({'type': 'function', 'function': {'name': name, 'parameters': {'type': 'object'}}} for name in TOOLBOX)
"""Without their texts, which random weights do not heed and many tokens are needed for."""


def broken(answer: Answer, found: Slice) -> list[str]:
    """What is not as the grammar wants it: calls or words, never both, and calls with arguments of the slice."""
    complaints = []
    if bool(answer.words) == bool(answer.calls):
        complaints.append(f'{len(answer.calls)} calls and the words {answer.words!r}')
    if '<' in answer.words or answer.finish not in ('stop', 'tool_calls'):
        complaints.append(f'{answer.words!r}, {answer.finish}')
    for call in answer.calls:
        schema = arguments_schema(TOOLBOX[call.name], found)
        complaints += ['a tool without arguments'] if schema is None else faults(schema, call.arguments)
    return complaints
