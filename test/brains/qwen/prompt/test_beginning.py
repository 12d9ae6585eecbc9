import time

import pytest

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.qwen.prompt.beginning import beginning
from ipa_agents.persona.persona import load_persona


def test_it_is_the_same_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    persona, agents = load_persona('juno'), load_agents()
    first = beginning(persona, agents)
    monkeypatch.setattr(time, 'time', lambda: 0.0)
    assert beginning(persona, agents) == first


def test_it_says_who_speaks_by_which_rules_as_which_agents() -> None:
    text = beginning(load_persona('finch'), load_agents())
    assert text.startswith(f'You are {load_persona("finch").names["en"]}')
    assert '# What is data' in text
    for agent in load_agents():
        assert agent.names['en'] in text
        assert agent.prompt.strip() in text
