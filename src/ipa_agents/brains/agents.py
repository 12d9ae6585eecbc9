"""The agents as they are declared, and which of them a step belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipa_agents.brains.interface import Domain, Step
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language

__all__ = ['AgentSpec', 'agent_for', 'load_agents']


@dataclass(frozen=True)
class AgentSpec:
    """An agent: what it is called, what it is for, the domains it answers for, its tools and its part of a prompt."""

    id: str
    names: Mapping[Language, str]
    purpose: Mapping[Language, str]
    domains: tuple[Domain, ...]
    tools: tuple[str, ...]
    prompt: str


def load_agents(folder: Path | None = None) -> tuple[AgentSpec, ...]:
    """Every agent of `folder` (default: config/agents); raises ConfigError, also when two claim one domain."""
    agents: list[AgentSpec] = []
    for file in sorted((folder or config_folder() / 'agents').glob('*.yaml')):
        document = load_yaml(file, 'agent')
        data = document.data
        spec = AgentSpec(
            id=file.stem,
            names=data['names'],
            purpose=data['purpose'],
            domains=tuple(Domain(domain) for domain in data['domains']),
            tools=tuple(data['tools']),
            prompt=data['prompt'],
        )
        for other in agents:
            shared = set(other.domains) & set(spec.domains)
            if shared:
                raise document.error(f'the domain {min(shared)} is already that of {other.id}', 'domains')
        agents.append(spec)
    return tuple(agents)


def agent_for(step: Step, agents: Sequence[AgentSpec]) -> AgentSpec:
    """The agent of the step's domain, if it has the tool; else one that has it; else the first."""
    own = [agent for agent in agents if step.domain in agent.domains]
    able = [agent for agent in (*own, *agents) if step.call is None or step.call.tool in agent.tools]
    return next(iter((*able, *own, *agents)))
