"""The tools that a proposal may name, and the wish that its arguments come to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import InvalidValue, ProposalError
from ipa_agents.guard.strict_json import parse_object
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import Proposal
from ipa_agents.vehicle.signals import Value

__all__ = ['CONFIRM', 'SET_SIGNALS', 'Action', 'Tools', 'Wish', 'load_tools']

SET_SIGNALS = 'set_signals'
CONFIRM = 'confirm'


@dataclass(frozen=True, slots=True)
class Action:
    """One action of media or navigation; `shows` are the fields that its device's state must have afterwards."""

    device: str
    name: str
    group: str
    takes: float
    shows: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the action changes, as a key beside signal paths."""
        return f'{self.device}:{self.group}'


@dataclass(frozen=True, slots=True)
class Wish:
    """What a proposal wants: signals by VSS v6 path, or one action with its arguments, or (confirm) neither."""

    tool: str
    signals: Mapping[str, Value] = field(default_factory=dict)
    action: Action | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)


class Tools:
    """Reads the arguments of proposals by the schemas of config/guard/tools.yaml."""

    def __init__(self, tools: Mapping[str, Any], catalogue: Catalogue, longest: int) -> None:
        self._tools = tools
        self._catalogue = catalogue
        self._longest = longest
        self._validators = {name: jsonschema.Draft202012Validator(tool['arguments']) for name, tool in tools.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._tools)

    def actions(self, tool: str) -> tuple[str, ...]:
        """The names of the actions that `tool` has."""
        return tuple(self._tools[tool].get('actions', ()))

    def read(self, proposal: Proposal) -> Wish:
        """The wish of `proposal`; raises ProposalError, or SignalError for what the catalogue forbids."""
        if proposal.tool not in self._tools:
            raise ProposalError(f'there is no tool {proposal.tool[:64]!r}')
        if proposal.tool != CONFIRM and (proposal.challenge_id or proposal.answer_utterance_id):
            raise ProposalError('only the tool confirm answers a question')
        arguments = parse_object(proposal.arguments, self._longest)
        fault = jsonschema.exceptions.best_match(self._validators[proposal.tool].iter_errors(arguments))
        if fault is not None:
            raise ProposalError(f'{"/".join(map(str, fault.absolute_path))}: {fault.message[:200]}'.removeprefix(': '))
        if proposal.tool == SET_SIGNALS:
            return Wish(SET_SIGNALS, signals=self._signals(arguments['signals']))
        if proposal.tool == CONFIRM:
            return Wish(CONFIRM)
        return self._action(proposal.tool, arguments)

    def _signals(self, wished: Mapping[str, object]) -> dict[str, Value]:
        signals: dict[str, Value] = {}
        for name, value in wished.items():
            spec = self._catalogue[name]
            if not spec.is_actuator:
                raise InvalidValue(spec.path, value, 'can only be read')
            if spec.path in signals:
                raise ProposalError(f'{spec.path} is wished for twice')
            signals[spec.path] = self._catalogue.check(spec.path, value)
        return signals

    def _action(self, tool: str, arguments: dict[str, Any]) -> Wish:
        given = _without_nulls(arguments)
        name = given.pop('action')
        entry = self._tools[tool]['actions'][name]
        shows = {field: _shown(shown, given) for field, shown in entry.get('shows', {}).items()}
        return Wish(
            tool,
            action=Action(self._tools[tool]['device'], name, entry['group'], entry['takes'], shows),
            arguments=given,
        )


def load_tools(catalogue: Catalogue, longest: int, file: Path | None = None) -> Tools:
    """The tools of `file` (default: config/guard/tools.yaml); raises ConfigError."""
    document = load_yaml(file or config_folder() / 'guard' / 'tools.yaml', 'guard_tools')
    for name, tool in document.data.items():
        try:
            jsonschema.Draft202012Validator.check_schema(tool['arguments'])
        except jsonschema.SchemaError as error:
            raise document.error(error.message, name, 'arguments') from error
        if 'actions' in tool:
            named = tool['arguments'].get('properties', {}).get('action', {}).get('enum', [])
            if sorted(named) != sorted(tool['actions']):
                raise document.error('the actions of the schema are not those under actions', name, 'actions')
    return Tools(document.data, catalogue, longest)


def _shown(shown: Any, arguments: Mapping[str, Any]) -> Any:
    if not isinstance(shown, dict):
        return shown
    value = arguments.get(shown['argument'])
    return shown['means'].get(value) if 'means' in shown else value


def _without_nulls(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _without_nulls(value) if isinstance(value, dict) else value
        for key, value in arguments.items()
        if value is not None
    }
