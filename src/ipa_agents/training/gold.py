"""Checks that what is called right can be right: for the guard, for the tools, and for the grammar of the request."""

import json
from collections.abc import Collection, Sequence

import jsonschema

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.prompt.grammar import in_order
from ipa_agents.brains.qwen.prompt.slice import Slice
from ipa_agents.brains.qwen.prompt.toolbox import load_toolbox
from ipa_agents.errors import ProposalError, SignalError
from ipa_agents.guard.limits import load_limits
from ipa_agents.guard.tools import load_tools
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import Proposal

__all__ = ['Gold']

_GUARDED = ('set_signals', 'control_media')
"""Tools whose arguments a model writes as the guard takes them; places are found before the guard is asked."""


class Gold:
    """Says what is wrong with calls."""

    def __init__(self, catalogue: Catalogue) -> None:
        limits = load_limits()
        self._guard = load_tools(catalogue, limits.arguments_length)
        self._validators = {
            name: jsonschema.Draft202012Validator(tool.arguments) for name, tool in load_toolbox().items()
        }

    def fault(self, calls: Sequence[Call], found: Slice, tools: Collection[str]) -> str:
        """Why a model that has `tools` and is shown `found` could not or must not make `calls`; empty when it may."""
        for call in calls:
            if call.tool not in tools:
                return f'{call.tool} is not offered'
            if not self._validators[call.tool].is_valid(call.arguments):
                return f'no arguments of {call.tool}'
            if fault := self._unseen(call, found) or self._refused(call):
                return fault
        return ''

    def in_order(self, call: Call, found: Slice) -> Call:
        """`call` with its paths as the grammar orders them."""
        return Call(call.tool, in_order(call.arguments, found)) if call.tool == 'set_signals' else call

    def _unseen(self, call: Call, found: Slice) -> str:
        if call.tool == 'set_signals':
            return '' if call.arguments['signals'].keys() <= found.paths().keys() else 'not in the slice'
        if call.tool == 'read_signals':
            return '' if set(call.arguments['paths']).issubset(found.readable()) else 'not in the slice'
        return ''

    def _refused(self, call: Call) -> str:
        if call.tool not in _GUARDED:
            return ''
        arguments = json.dumps(call.arguments)
        try:
            self._guard.read(Proposal('1', '1', '1', '', 'row1_driver', call.tool, arguments, 0.0))
        except (ProposalError, SignalError) as error:
            return f'the guard refuses: {error}'
        return ''
