from pathlib import Path

import pytest

from ipa_agents.assistant.agents.tools import TOOLS
from ipa_agents.brains.agents import agent_for, load_agents
from ipa_agents.brains.interface import Act, Call, Domain, Step
from ipa_agents.brains.qwen.prompt.toolbox import load_toolbox
from ipa_agents.errors import ConfigError

AGENTS = load_agents()


def test_every_domain_has_one_agent_and_every_tool_is_there() -> None:
    assert sorted(domain for agent in AGENTS for domain in agent.domains) == sorted(Domain)
    assert {tool for agent in AGENTS for tool in agent.tools} == set(load_toolbox()) <= {*TOOLS, 'ask_user'}


@pytest.mark.parametrize(
    ('domain', 'tool', 'agent'),
    [
        (Domain.VEHICLE, 'set_signals', 'car_genius'),
        (Domain.MEDIA, 'control_media', 'car_genius'),
        (Domain.NAVIGATION, 'navigate', 'travel_companion'),
        (Domain.CHARGING, 'read_signals', 'travel_companion'),
        (Domain.VEHICLE, 'search_places', 'travel_companion'),
    ],
)
def test_a_step_goes_to_the_agent_of_its_domain_that_has_the_tool(domain: Domain, tool: str, agent: str) -> None:
    assert agent_for(Step(domain, Act.ACT, Call(tool, {})), AGENTS).id == agent


def test_two_agents_for_one_domain_are_refused(tmp_path: Path) -> None:
    text = 'names: {en: A, zh: A}\npurpose: {en: a, zh: a}\ndomains: [media]\ntools: [read_media]\nprompt: x\n'
    (tmp_path / 'a.yaml').write_text(text)
    (tmp_path / 'b.yaml').write_text(text)
    with pytest.raises(ConfigError, match=r'b.yaml:3: .*already that of a'):
        load_agents(tmp_path)
