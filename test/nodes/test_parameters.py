import pytest
from rclpy.node import Node

from ipa_agents.errors import SetupError
from ipa_agents.nodes.parameters import declare_topic


def test_the_name_of_a_topic_is_a_parameter(node: Node) -> None:
    assert declare_topic(node, 'topic', 'heard/text', 'of what is heard') == 'heard/text'
    assert node.describe_parameter('topic').read_only


@pytest.mark.parametrize('wrong', ['', '/', 'two words', '/1st', 'a//b', 'a/', 'ü', '{who}/heard', 'x' * 300])
def test_what_can_be_no_topic_is_said_in_one_line(node: Node, wrong: str) -> None:
    with pytest.raises(SetupError, match=r'part: topic .* can be no topic: \w') as said:
        declare_topic(node, 'topic', wrong, 'of what is heard')
    assert '\n' not in str(said.value)
    assert ' at /' not in str(said.value)
