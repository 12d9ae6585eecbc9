import pytest
from desk import Desk
from rclpy.qos import QoSProfile, ReliabilityPolicy
from std_msgs.msg import String

from ipa_agents.nodes.raw_topics import RawTopics
from ipa_agents.recording.decoding import decode
from ipa_agents.recording.records import Quality, Record


@pytest.fixture
def heard() -> list[Record]:
    return []


def test_topics_are_heard_when_they_come_up(desk: Desk, heard: list[Record]) -> None:
    topics = RawTopics(desk.node, lambda topic: topic.endswith('wanted'), heard.append)
    unwanted = desk.node.create_publisher(String, 'other', 10)
    publisher = desk.publisher('wanted', String, 10)
    publisher.publish(String(data='你好'))
    unwanted.publish(String(data='no'))
    desk.wait(lambda: heard, 'a message')
    assert [(record.channel.topic, decode(record).data) for record in heard] == [('/ipa/wanted', '你好')]
    assert list(topics.heard) == ['/ipa/wanted']
    assert abs(heard[0].time - heard[0].sent) < 30 * 10**9


def test_a_topic_is_heard_as_its_publishers_offer_it(desk: Desk, heard: list[Record]) -> None:
    RawTopics(desk.node, lambda topic: topic == '/ipa/weak', heard.append)
    weak = QoSProfile(depth=1, reliability=ReliabilityPolicy.BEST_EFFORT)
    publisher = desk.publisher('weak', String, weak)

    def comes() -> bool:
        publisher.publish(String(data='a'))
        return bool(heard)

    desk.wait(comes, 'a message')
    assert heard[0].channel.quality == Quality(is_reliable=False, depth=heard[0].channel.quality.depth)


def test_messages_that_are_missing_are_counted(desk: Desk, heard: list[Record]) -> None:
    topics = RawTopics(desk.node, lambda topic: topic == '/ipa/fast', heard.append, depth=5)
    publisher = desk.publisher('fast', String, 1000)

    def overflows() -> bool:
        for number in range(500):
            publisher.publish(String(data=str(number)))
        return topics.lost > 0

    desk.wait(overflows, 'a queue to overflow')
