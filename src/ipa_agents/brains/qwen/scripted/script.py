"""Scripts of the scripted model in YAML."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.scripted.reply import Asked, Fault, Reply
from ipa_agents.brains.qwen.wire.chat import ToolCall
from ipa_agents.config_files import load_yaml

__all__ = ['Script', 'Turn', 'load_script']


@dataclass(frozen=True, slots=True)
class Turn:
    """What to reply where `match` is found in the last message of the user: one reply for each step of the turn."""

    match: re.Pattern[str]
    steps: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """Replies by what was said: the first turn that matches; the model's name as the server tells it."""

    model: str
    turns: tuple[Turn, ...]

    def __call__(self, asked: Asked) -> Reply:
        """The reply to a request; the last step of its turn where the turn has no more."""
        for turn in self.turns:
            if turn.match.search(asked.last_user):
                return turn.steps[min(asked.step, len(turn.steps) - 1)]
        return Reply(status=500, words='the script has no reply to this')


def load_script(file: Path) -> Script:
    """The script in `file`, of the form of config/schemas/scripted_model.yaml; raises ConfigError."""
    document = load_yaml(file, 'scripted_model')
    turns = []
    for index, turn in enumerate(document.data['turns']):
        try:
            match = re.compile(turn['match'], re.MULTILINE)
        except re.error as error:
            raise document.error(f'not a regular expression: {error}', 'turns', index, 'match') from error
        turns.append(Turn(match, tuple(_reply(step) for step in turn['steps'])))
    return Script(document.data.get('model', 'qwen'), tuple(turns))


def _reply(data: dict[str, Any]) -> Reply:
    calls = tuple(_call(call['tool'], call.get('arguments', {})) for call in data.get('calls', ()))
    fault = Fault(**data['fault']) if 'fault' in data else None
    return Reply(**data | {'calls': calls, 'fault': fault})


def _call(tool: str, arguments: Any) -> Call | ToolCall:
    return ToolCall('', tool, arguments) if isinstance(arguments, str) else Call(tool, arguments)
