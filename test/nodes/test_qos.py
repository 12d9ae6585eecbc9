import pytest
from desk import Desk
from rclpy.qos import QoSProfile

from ipa_agents import msg
from ipa_agents.nodes import qos


@pytest.mark.parametrize(
    ('profile', 'sent', 'known'),
    [(qos.SIGNALS, 3, [0, 1, 2]), (qos.SIGNALS, 60, list(range(10, 60))), (qos.STATE, 3, [2])],
)
def test_who_comes_late_knows_what_was_last_said(desk: Desk, profile: QoSProfile, sent: int, known: list[int]) -> None:
    publisher = desk.node.create_publisher(msg.SignalArray, 'news', profile)
    for number in range(sent):
        publisher.publish(msg.SignalArray(source=str(number)))
    heard = desk.listen('news', msg.SignalArray, profile)
    desk.wait(lambda: len(heard) == len(known), 'what was last said')
    assert [int(message.source) for message in heard] == known
