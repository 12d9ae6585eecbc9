"""Recording, replay, echo and trace as people use them: processes, pipes, signals, a full disk."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

if TYPE_CHECKING:
    from desk import Desk

COMMAND = [sys.executable, '-m', 'ipa_agents.cli.main']
SMALL = 6000  # bytes: less than is recorded in a test


@pytest.fixture(scope='module')
def drive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two turns of a car in /ipa, the second by a guard that says no."""
    from recordings import recorded, sent
    from std_msgs.msg import Header

    from ipa_agents import msg

    def event(turn: str, second: float, node: str, stage: str, **detail: Any) -> Any:
        ms = (second % 10) * 1000
        header = Header(stamp=stamp(second))
        told = json.dumps(detail, ensure_ascii=False)
        return sent(
            '/ipa/trace',
            msg.TurnEvent(header=header, turn_id=turn, node=node, stage=stage, detail=told, elapsed_ms=ms),
            second,
        )

    return recorded(
        tmp_path_factory.mktemp('drive') / 'drive.mcap',
        sent('/ipa/utterance', msg.Utterance(seat='row1_driver', text='打开空调', is_final=True)),
        event('aa11', 0.0, 'assistant', 'heard', text='打开空调', seat='row1_driver'),
        sent(
            '/ipa/hvac/command',
            msg.SignalArray(source='guard', command_id='c', signals=[msg.Signal(path='Vehicle.A', kind=1)]),
            0.01,
        ),
        sent('/ipa/say', msg.Say(text='空调已打开。', is_last=True), 0.1),
        event('aa11', 0.1, 'assistant', 'said', text='空调已打开。', is_last=True),
        event('bb22', 10.0, 'assistant', 'heard', text='Open the trunk', seat='row1_driver'),
        event('bb22', 10.02, 'assistant', 'proposed', proposal_id='p', tool='set_signals', arguments={}),
        event('bb22', 10.03, 'guard', 'guard', proposal='p', decision='denied', rules=['driving-state']),
        event('bb22', 10.04, 'assistant', 'outcome', proposal_id='p', status='DENIED'),
        event('bb22', 10.5, 'assistant', 'said', text='Only while parked.', is_last=True),
        namespace='/ipa',
    )


def stamp(second: float) -> Any:
    from builtin_interfaces.msg import Time
    from recordings import NOON

    return Time(sec=NOON // 10**9 + int(second), nanosec=round(second % 1 * 1e9))


def ipa(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True, timeout=110)


def started(*words: object, limit: int = 0) -> subprocess.Popen[str]:
    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [*COMMAND, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=small_disk if limit else None,
    )


def test_what_is_recorded_is_told_and_ends_with_ctrl_c(desk: 'Desk', tmp_path: Path) -> None:
    from ipa_agents import msg
    from ipa_agents.nodes import qos
    from ipa_agents.recording.reader import Reader

    file = tmp_path / 'a.mcap'
    recording = started('record', '-o', file)
    publisher = desk.publisher('outcome', msg.Outcome, qos.EVENTS)
    publisher.publish(msg.Outcome(rule='cb-004'))
    desk.wait(lambda: file.stat().st_size > 1500, 'a message on the disk')
    recording.send_signal(signal.SIGINT)
    _, told = recording.communicate(timeout=60)
    assert recording.returncode == 0, told
    assert f'Recording /ipa into {file}. It contains what people say' in told
    assert '包含车内人员说的话' in told
    assert '/ipa/outcome' in {record.channel.topic for record in Reader(file)}
    assert ipa('record', '-o', file).stderr == f'ipa: {file} is there already; recordings are not overwritten\n'


def test_a_full_disk_ends_the_recording_and_leaves_a_readable_file(desk: 'Desk', tmp_path: Path) -> None:
    from ipa_agents import msg
    from ipa_agents.nodes import qos
    from ipa_agents.recording.reader import Reader

    file = tmp_path / 'a.mcap'
    recording = started('record', '-o', file, limit=SMALL)
    publisher = desk.publisher('outcome', msg.Outcome, qos.EVENTS)
    publisher.publish(msg.Outcome(rule='kept'))
    desk.wait(lambda: file.stat().st_size > 1500, 'a message on the disk')

    def ends() -> bool:
        publisher.publish(msg.Outcome(reason=os.urandom(SMALL).hex()))
        return recording.poll() is not None

    desk.wait(ends, 'the recording to end')
    _, told = recording.communicate()
    assert recording.returncode == 1
    assert f'ipa: {file}: File too large; the recording is whole up to' in told
    reader = Reader(file)
    assert '/ipa/outcome' in {record.channel.topic for record in reader}
    assert ipa('echo', 'outcome', '--file', file, '--grep', 'kept').stdout.count('\n') == 1


def test_a_replay_stays_away_from_cars_and_devices(desk: 'Desk', drive: Path) -> None:
    from ipa_agents import msg
    from ipa_agents.nodes import qos

    heard = desk.listen('/replay/utterance', msg.Utterance, qos.UTTERANCES)
    said = desk.listen('/replay/say', msg.Say, qos.EVENTS)
    commands = desk.listen('/replay/hvac/command', msg.SignalArray, qos.COMMANDS)
    events = desk.listen('/replay/trace', msg.TurnEvent, qos.TRACE)
    playing = started('replay', drive, '--speed', '20', '--loop')
    desk.wait(lambda: heard and said and len(events) >= 7, 'all of the drive')
    playing.send_signal(signal.SIGINT)
    _, told = playing.communicate(timeout=60)
    assert playing.returncode == 130
    assert {message.text for message in (*heard, *said)} == {'打开空调', '空调已打开。'}
    assert commands == []
    assert 'Not played, since they make a car act (--commands plays them): hvac/command' in told

    desk.node.create_publisher(msg.Say, 'say', qos.EVENTS)
    refused = ipa('replay', drive, '--into', '/ipa')
    assert refused.returncode == 2
    # Nodes of an earlier test that were killed may be remembered for a while.
    assert re.match(r'ipa: a car runs in /ipa \(desk[,)]', refused.stderr)


def test_a_drive_can_be_looked_at_without_ros(drive: Path) -> None:
    echoed = ipa('echo', '--file', drive)
    assert echoed.returncode == 0, echoed.stderr
    assert [line.split()[1] for line in echoed.stdout.splitlines()][:5] == [
        'utterance',
        'trace',
        'hvac/command',
        'say',
        'trace',
    ]
    traced = ipa('trace', '--file', drive, '--slower-than', 200)
    assert '“Open the trunk”  500 ms' in traced.stdout
    assert '→ DENIED (driving-state)' in traced.stdout
    assert '打开空调' not in traced.stdout
    last = json.loads(ipa('trace', '--file', drive, '--turns', 1, '--json').stdout)
    assert last['turn_id'] == 'aa11'


def test_a_cut_drive_is_shown_up_to_the_cut(drive: Path, tmp_path: Path) -> None:
    cut = tmp_path / 'cut.mcap'
    cut.write_bytes(drive.read_bytes()[: drive.stat().st_size // 2])
    echoed = ipa('echo', '--file', cut)
    assert echoed.returncode == 0
    assert '打开空调' in echoed.stdout
    assert 'The recording ends early' in echoed.stderr
    assert '录制文件不完整' in echoed.stderr


@pytest.mark.parametrize('command', ['echo --file', 'trace --file', 'replay'])
def test_what_is_no_recording_is_one_clear_line(command: str, tmp_path: Path) -> None:
    file = tmp_path / 'song.mcap'
    file.write_bytes(b'ID3' + bytes(1000))
    ran = ipa(*command.split(), file)
    assert (ran.returncode, ran.stderr) == (2, f'ipa: {file} is no MCAP file\n')


def test_echo_follows_a_car_and_knows_its_topics(desk: 'Desk') -> None:
    from ipa_agents import msg
    from ipa_agents.nodes import qos

    asked = started('echo', 'outcome', '--count', '1', '--json')
    publisher = desk.publisher('outcome', msg.Outcome, qos.EVENTS)
    publisher.publish(msg.Outcome(rule='cb-004', reason_zh='不行'))
    shown, problems = asked.communicate(timeout=60)
    assert asked.returncode == 0, problems
    assert json.loads(shown)['message']['reason_zh'] == '不行'

    unknown = ipa('echo', 'outcomes')
    assert unknown.returncode == 2
    assert 'ipa: no topic outcomes in /ipa; there are: ' in unknown.stderr
    assert 'outcome' in unknown.stderr.split('there are: ')[1]


def test_echo_waits_for_a_car_as_long_as_only_people_are_there(desk: 'Desk') -> None:
    from ipa_agents import msg
    from ipa_agents.nodes import qos

    desk.node.create_publisher(msg.Utterance, '/nowhere/utterance', qos.UTTERANCES)
    waiting = started('echo', 'signals', '--namespace', '/nowhere')
    assert waiting.stderr is not None
    assert waiting.stderr.readline().startswith('Nothing is there yet in /nowhere')
    waiting.send_signal(signal.SIGINT)
    _, problems = waiting.communicate(timeout=60)
    assert waiting.returncode == 130, problems
