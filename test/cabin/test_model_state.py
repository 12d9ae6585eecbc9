import pytest

from ipa_agents.cabin.events import Condition
from ipa_agents.cabin.model_state import ModelState, is_about_model, model_state


def told(name: str = '/ipa/assistant: model', **values: str) -> Condition:
    return Condition(name, 'ok', '', values, 'ipa_agents')


def test_the_state_of_the_model_is_that_of_one_task_of_the_assistant() -> None:
    assert is_about_model(told())
    assert is_about_model(told('/assistant: model'))
    assert not is_about_model(told('/ipa/assistant: status'))
    assert not is_about_model(told('/ipa/guard: model'))


def test_what_the_task_says_is_read() -> None:
    told_all = told(state='failover', model='qwen', endpoint='edge', reason='car is away', other='x')
    assert model_state(told_all) == ModelState('failover', 'qwen', 'edge', 'car is away')
    assert model_state(told(state='away')) == ModelState('away')
    assert model_state(told(state='doubtful', endpoint='car')) == ModelState('doubtful', endpoint='car')
    assert model_state(told(state='unchecked')) == ModelState('unchecked')


@pytest.mark.parametrize('values', [{}, {'state': ''}, {'state': 'wonderful'}])
def test_without_a_state_that_is_known_there_is_none(values: dict[str, str]) -> None:
    assert model_state(told(**values)) is None
