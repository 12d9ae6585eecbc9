"""What is wrong with a call of a model, in words that it can act upon."""

from collections.abc import Mapping
from typing import Any

import jsonschema

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.prompt.toolbox import load_toolbox
from ipa_agents.errors import SignalError
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['fault_of', 'problem']

_LONGEST = 200


def problem(error: str, hint: str) -> dict[str, str]:
    """An error as data: what is wrong, and what would be right."""
    return {'error': error[:_LONGEST], 'hint': hint[:_LONGEST]}


def fault_of(call: Call, catalogue: Catalogue) -> dict[str, str] | None:
    """What is wrong with `call`: its tool, an argument, a path, a value or a kind of place; None when nothing is."""
    toolbox = load_toolbox()
    tool = toolbox.get(call.tool)
    if tool is None:
        return problem(f'there is no tool {call.tool}', f'there are: {", ".join(toolbox)}')
    wrong = jsonschema.exceptions.best_match(
        jsonschema.Draft202012Validator(tool.arguments).iter_errors(dict(call.arguments))
    )
    if wrong is not None:
        where = '.'.join(map(str, wrong.absolute_path))
        return problem(f'{where or "arguments"}: {wrong.message}', f'{call.tool} takes: {_takes(tool.arguments)}')
    return _signal_fault(call, catalogue) or _place_fault(call)


def _takes(schema: Mapping[str, Any]) -> str:
    required = schema.get('required', ())
    return ', '.join(name if name in required else f'{name} (optional)' for name in schema['properties']) or 'nothing'


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
