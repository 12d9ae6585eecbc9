from pathlib import Path

import pytest

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.qwen.prompt.toolbox import functions_of, load_toolbox
from ipa_agents.errors import ConfigError


def test_every_tool_of_an_agent_is_there() -> None:
    tools = {tool for agent in load_agents() for tool in agent.tools}
    assert tools <= set(load_toolbox())


def test_the_functions_of_a_request_are_the_same_each_time() -> None:
    assert functions_of(load_toolbox()) == functions_of(load_toolbox())
    assert [entry['function']['name'] for entry in functions_of(load_toolbox())] == sorted(load_toolbox())


def test_a_schema_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / 'honk.yaml').write_text('kind: act\ntext: Honk.\narguments:\n  type: loudly\n')
    with pytest.raises(ConfigError, match=r'honk\.yaml:3: .*loudly'):
        load_toolbox(tmp_path)
