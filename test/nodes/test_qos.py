import pytest

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

from desk import Desk  # noqa: E402
from rclpy.qos import QoSProfile  # noqa: E402

from ipa_agents import msg  # noqa: E402
from ipa_agents.nodes import qos  # noqa: E402


@pytest.fixture
def desk():
    desk = Desk()
    try:
        yield desk
    finally:
        desk.close()


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
