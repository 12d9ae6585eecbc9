import pytest

from ipa_agents.bridges.topic_part import is_topic_part


@pytest.mark.parametrize('good', ['hero', '_', 'mic_1'])
def test_what_can_be_a_part_of_a_topic(good: str) -> None:
    assert is_topic_part(good)


@pytest.mark.parametrize('wrong', ['', '1st', 'my-car', 'a/b', 'two words', 'ü'])
def test_what_can_be_none(wrong: str) -> None:
    assert not is_topic_part(wrong)
