"""Transcripts of whisper_ros, in the real type, from another process."""

import pytest
from desk import Desk
from diagnostic_msgs.msg import DiagnosticArray
from interfaces import with_interfaces
from last_words import last_words
from relay import World

from ipa_agents import msg
from ipa_agents.nodes import qos

pytestmark = pytest.mark.timeout(900)  # the first test of all builds the interfaces


def test_a_microphone_speaks_from_its_seat(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(desk, monkeypatch, 'now/whisper_msgs')
    heard = desk.listen('utterance', msg.Utterance, qos.UTTERANCES)
    desk.run('bridges.whisper.node', 'seat:=row1_passenger')

    def write(text: str) -> None:
        kind = 'whisper_msgs/msg/Transcription'
        world.publish('/whisper/transcription', kind, text=text, audio_time=1.5, transcription_time=0.5)

    def is_heard() -> object:
        write('[BLANK_AUDIO]')
        write(' Open the window. ')
        return len(heard) > 1

    desk.wait(is_heard, 'two sentences')
    assert {said.text for said in heard} == {'Open the window.'}
    assert {(said.seat, said.source, said.is_final, said.confidence) for said in heard} == {
        ('row1_passenger', 'microphone', True, 1.0)
    }
    assert heard[0].utterance_id != heard[1].utterance_id


def test_a_microphone_without_a_seat_is_not_heard(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    World(desk, monkeypatch, 'now/whisper_msgs')
    said = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    desk.run('bridges.whisper.node')
    desk.wait(
        lambda: any('the microphone has no seat' in status.message for array in said for status in array.status),
        'the reason',
    )
    assert desk.node.count_subscribers('/whisper/transcription') == 0


@pytest.mark.parametrize(
    ('wrong', 'said'),
    [
        ('topic:="/whisper out"', "topic '/whisper out' can be no topic: "),
        ('locale:=de', "locale 'de' is none of en, zh"),
        ('seat:=boot', "seat 'boot' is none of row1_driver, "),
    ],
)
def test_a_wrong_parameter_ends_it_in_one_line(monkeypatch: pytest.MonkeyPatch, wrong: str, said: str) -> None:
    for name, value in with_interfaces('now/whisper_msgs').items():
        monkeypatch.setenv(name, value)
    assert f'whisper_bridge: {said}' in last_words('bridges.whisper.node', wrong)
