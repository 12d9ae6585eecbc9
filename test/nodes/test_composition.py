import pytest
from desk import NAMESPACE
from rclpy.node import Node

from ipa_agents.nodes.composition import Composition, ros_arguments


@pytest.mark.parametrize('text', ['2003', 'true', 'a: b # c', '音乐 "x" \\ 🎵', "it's", ''])
def test_a_text_stays_a_text_whatever_it_looks_like(text: str) -> None:
    with Composition(ros_arguments(NAMESPACE, 'error', {'music_folder': text})) as car:
        node = car.add(lambda: Node('reader'))
        assert node.declare_parameter('music_folder', 'default').value == text


def test_numbers_and_yes_or_no_keep_their_kind() -> None:
    with Composition(ros_arguments(NAMESPACE, 'error', {'volume': 44.0, 'seed': 3, 'autostart': False})) as car:
        node = car.add(lambda: Node('reader'))
        values = [node.declare_parameter(name, value).value for name, value in (('volume', 1.0), ('seed', 1))]
        assert [*values, node.declare_parameter('autostart', True).value] == [44.0, 3, False]
