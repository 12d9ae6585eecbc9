import time
from dataclasses import replace

import pytest
from builtin_interfaces.msg import Time
from desk import Desk
from recordings import NOON, sent
from std_msgs.msg import Header, String

from ipa_agents import msg
from ipa_agents.errors import RecordingError
from ipa_agents.nodes import qos
from ipa_agents.nodes.replayer import Replayer, ReplayPlan, living
from ipa_agents.recording.records import Channel, Quality, Record

SECOND = NOON // 10**9
PLAN = ReplayPlan('/car', '/replay')


def said(text: str) -> Record:
    return sent('/car/say', msg.Say(header=Header(stamp=Time(sec=SECOND, nanosec=5)), text=text))


def command(device: str) -> Record:
    return sent(f'/car/{device}/command', msg.SignalArray(source='guard'))


def test_messages_come_in_the_other_namespace_as_they_were(desk: Desk) -> None:
    heard = desk.listen('/replay/say', msg.Say, qos.EVENTS)
    record = said('你好')
    replayer = Replayer(desk.node, PLAN, [record.channel])
    desk.wait(lambda: desk.node.count_subscribers('/replay/say') and desk.node.count_publishers('/replay/say'))
    desk.wait(lambda: replayer.play(record) and heard, 'a message')
    assert (heard[0].text, heard[0].header.stamp) == ('你好', Time(sec=SECOND, nanosec=5))


def test_who_comes_later_still_gets_a_state(desk: Desk) -> None:
    state = sent('/car/media/state', msg.MediaState(status='PLAYING'), quality=Quality(is_latched=True))
    Replayer(desk.node, PLAN, [state.channel]).play(state)
    heard = desk.listen('/replay/media/state', msg.MediaState, qos.STATE)
    desk.wait(lambda: heard, 'the state')
    assert heard[0].status == 'PLAYING'


def test_stamps_can_be_moved_to_now(desk: Desk) -> None:
    heard = desk.listen('/replay/say', msg.Say, qos.EVENTS)
    record = replace(said('now'), time=NOON + 10**9)  # recorded a second after it was stamped
    replayer = Replayer(desk.node, replace(PLAN, is_restamped=True), [record.channel])
    before = time.time()
    desk.wait(lambda: replayer.play(record) and heard, 'a message')
    assert before - 1.1 < heard[0].header.stamp.sec + heard[0].header.stamp.nanosec * 1e-9 < time.time() - 0.9


def test_messages_without_a_stamp_are_left_as_they_are(desk: Desk) -> None:
    heard = desk.listen('/replay/text', String, 10)
    record = sent('/car/text', String(data='a text'))
    replayer = Replayer(desk.node, replace(PLAN, is_restamped=True), [record.channel])
    desk.wait(lambda: replayer.play(record) and heard, 'a message')
    assert heard[0].data == 'a text'
    unstamped = sent('/car/say', msg.Say(text='never stamped'))
    said_there = desk.listen('/replay/say', msg.Say, qos.EVENTS)
    replayer = Replayer(desk.node, replace(PLAN, is_restamped=True), [unstamped.channel])
    desk.wait(lambda: replayer.play(unstamped) and said_there, 'a message')
    assert said_there[0].header.stamp == Time()


def test_commands_are_played_only_when_asked_for(desk: Desk) -> None:
    records = [command('hvac'), command('simulator'), said('a')]
    channels = [record.channel for record in records]
    replayer = Replayer(desk.node, PLAN, channels)
    assert replayer.topics == ('/car/say',)
    assert not replayer.play(records[0])
    assert len(Replayer(desk.node, replace(PLAN, with_commands=True), channels).topics) == 3


@pytest.mark.parametrize(
    ('is_live', 'with_commands', 'plays'), [(False, False, True), (True, False, False), (True, True, True)]
)
def test_a_car_that_runs_does_not_hear_what_it_would_act_upon(is_live: bool, with_commands: bool, plays: bool) -> None:
    plan = replace(PLAN, is_live=is_live, with_commands=with_commands)
    assert plan.plays('/car/utterance') is plays
    assert plan.plays('/car/proposal') is plays
    assert plan.plays('/car/signals')


def test_topics_can_be_chosen() -> None:
    plan = replace(PLAN, patterns=('say', '/diagnostics'))
    assert [plan.plays(topic) for topic in ('/car/say', '/diagnostics', '/car/signals')] == [True, True, False]


def test_a_type_of_another_version_is_refused_with_its_topic(desk: Desk) -> None:
    channel = said('a').channel
    older = replace(channel, definition=channel.definition.replace('uint16 sequence', 'uint32 sequence'))
    with pytest.raises(RecordingError, match=r'/car/say was recorded with another version of ipa_agents/msg/Say'):
        Replayer(desk.node, PLAN, [older])


def test_a_type_that_is_not_installed_is_refused(desk: Desk) -> None:
    with pytest.raises(RecordingError, match='the message type away_msgs/msg/Gone is not installed'):
        Replayer(desk.node, PLAN, [Channel('/car/gone', 'away_msgs/msg/Gone', 'int8 a')])


def test_a_node_that_publishes_is_a_car_and_one_that_listens_is_none(desk: Desk) -> None:
    import rclpy

    other = rclpy.create_node('viewer', namespace='/watched', context=desk.node.context)
    desk.wait(lambda: ('viewer', '/watched') in desk.node.get_node_names_and_namespaces(), 'the other node')
    assert living(desk.node, '/watched') == ()
    other.create_publisher(String, 'state', 10)
    desk.wait(lambda: living(desk.node, '/watched') == ('viewer',), 'the other to be taken for a car')
