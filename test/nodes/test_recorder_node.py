import signal
import subprocess
from pathlib import Path

from desk import Desk
from rclpy.publisher import Publisher
from std_msgs.msg import String

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import header
from ipa_agents.recording.decoding import decode
from ipa_agents.recording.definitions import installed_definition
from ipa_agents.recording.reader import Reader, Summary, summary
from ipa_agents.recording.records import Record


def say(desk: Desk, publisher: Publisher, text: str) -> None:
    publisher.publish(msg.Say(header=header(desk.node.get_clock()), text=text))


def recorder(desk: Desk, file: Path, *parameters: str) -> subprocess.Popen[str]:
    return desk.run('recorder_node', f'file:={file}', *parameters)


def recorded_topics(file: Path) -> set[str]:
    return {channel.topic for channel in summary(Reader(file)).messages} if file.exists() else set()


def finished(process: subprocess.Popen[str], file: Path) -> Summary:
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    found = summary(Reader(file))
    assert found.damage == ''
    return found


def test_messages_are_recorded_as_they_are(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / 'a.mcap'
    state = desk.node.create_publisher(msg.MediaState, 'media/state', qos.STATE)
    state.publish(msg.MediaState(status='PLAYING'))  # before anybody records
    away = desk.node.create_publisher(String, '/elsewhere', 10)
    process = recorder(desk, file)
    publisher = desk.publisher('say', msg.Say, qos.EVENTS)
    for number in range(20):
        say(desk, publisher, f'第{number}')
    away.publish(String(data='not of this car'))
    desk.wait(lambda: {'/ipa/say', '/diagnostics'} <= recorded_topics(file), 'messages on the disk')
    finished(process, file)
    reader = Reader(file)
    records: dict[str, list[Record]] = {}
    for record in reader:
        records.setdefault(record.channel.topic, []).append(record)
    assert reader.namespace == '/ipa'
    assert [decode(record).text for record in records['/ipa/say']] == [f'第{number}' for number in range(20)]
    assert [decode(record).status for record in records['/ipa/media/state']] == ['PLAYING']
    assert '/elsewhere' not in records
    assert '/diagnostics' in records
    latched = records['/ipa/media/state'][0].channel
    assert latched.quality.is_latched
    assert latched.definition == installed_definition('ipa_agents/msg/MediaState')
    assert latched.type_hash.startswith('RIHS01_')


def test_speech_can_be_left_out(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / 'a.mcap'
    said = desk.node.create_publisher(msg.Say, 'say', qos.EVENTS)
    process = recorder(desk, file, 'without_speech:=true')
    publisher = desk.publisher('outcome', msg.Outcome, qos.EVENTS)
    say(desk, said, 'secret')
    publisher.publish(msg.Outcome(rule='cb-004'))
    desk.wait(lambda: '/ipa/outcome' in recorded_topics(file), 'the message on the disk')
    found = finished(process, file)
    assert '/ipa/say' not in {channel.topic for channel in found.messages}
    assert b'secret' not in file.read_bytes()


def test_a_recorder_that_is_killed_leaves_what_it_heard(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / 'a.mcap'
    process = recorder(desk, file)
    publisher = desk.publisher('say', msg.Say, qos.EVENTS)
    say(desk, publisher, 'kept')
    desk.wait(lambda: '/ipa/say' in recorded_topics(file), 'the message on the disk')
    process.kill()
    process.wait()
    assert '/ipa/say' in recorded_topics(file)
    assert 'is cut' in summary(Reader(file)).damage


def test_a_file_that_is_there_already_is_kept(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / 'a.mcap'
    file.write_text('mine')
    assert recorder(desk, file).wait(60) == 2
    assert file.read_text() == 'mine'
