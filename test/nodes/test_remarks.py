"""What a node says by itself, and in which language."""

from collections.abc import Callable

import pytest
from rclpy.node import Node

from ipa_agents import msg
from ipa_agents.language import Words
from ipa_agents.nodes.remarks import Remarks

HELLO = Words('Hello', '你好')


@pytest.fixture
def heard(node: Node, monkeypatch: pytest.MonkeyPatch) -> list[msg.Say]:
    said: list[msg.Say] = []
    publisher = type('Publisher', (), {'publish': staticmethod(said.append)})
    monkeypatch.setattr(node, 'create_publisher', lambda *_: publisher)
    return said


@pytest.fixture
def hear(node: Node) -> Callable[[str, str, str], None]:
    def speak(turn: str, locale: str, seat: str) -> None:
        (topic,) = (one for one in node.subscriptions if one.topic_name == '/car/say')
        topic.callback(msg.Say(turn_id=turn, locale=locale, seat=seat))

    return speak


def test_it_speaks_as_the_driver_was_spoken_to(
    node: Node, heard: list[msg.Say], hear: Callable[[str, str, str], None]
) -> None:
    remarks = Remarks(node, 'en')
    remarks.say(HELLO)
    hear('7', 'zh-CN', 'row1_driver')
    remarks.say(HELLO)
    hear('8', 'en', 'row2_passenger')
    hear('part-2', 'en', '')
    remarks.say(HELLO)
    assert [said.text for said in heard] == ['Hello', '你好', '你好']
    assert len({said.turn_id for said in heard}) == 3
    assert all(said.is_last and said.priority == msg.Say.WARNING for said in heard)
