"""The beginning of every prompt. It never changes while a car drives, so that a server keeps it in its prefix cache."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ipa_agents.brains.agents import AgentSpec
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.persona.persona import Persona

__all__ = ['beginning']


def beginning(persona: Persona, agents: Sequence[AgentSpec], file: Path | None = None) -> str:
    """The system message: who speaks, the rules of `file` (default: config/qwen/rules.yaml), and the agents."""
    names = ' or '.join(dict.fromkeys(persona.names.values()))
    parts = [
        f'You are {names}, the assistant of a car. Your manner: {persona.voice.manner["en"]}.',
        *_rules(file or config_folder() / 'qwen' / 'rules.yaml'),
        f'You work as {len(agents)} agents. The last message says which of them you are now:',
        *(f'## {agent.names["en"]} ({agent.names["zh"]})\n{agent.prompt.strip()}' for agent in agents),
    ]
    return '\n\n'.join(parts)


@cache
def _rules(file: Path) -> tuple[str, ...]:
    data = load_yaml(file, 'rules').data
    return tuple(f'# {title}\n' + '\n'.join(f'- {rule}' for rule in rules) for title, rules in data.items())
