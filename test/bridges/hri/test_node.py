"""Voices of ROS4HRI, in the real types, from another process."""

import math
from collections.abc import Callable
from itertools import count

import pytest
from desk import Desk
from diagnostic_msgs.msg import DiagnosticArray
from interfaces import with_interfaces
from last_words import last_words
from relay import World

from ipa_agents import msg
from ipa_agents.nodes import qos

pytestmark = pytest.mark.timeout(900)  # the first test of all builds the interfaces

SPEECH, IDS, EXPRESSION = (f'hri_msgs/msg/{name}' for name in ('LiveSpeech', 'IdsList', 'Expression'))


class Hri:
    """The bridge as a process, a recogniser beside it, and what the car hears."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch, seats: str, package: str = 'now/hri_msgs') -> None:
        self.desk = desk
        self.world = World(desk, monkeypatch, package)
        self.heard = desk.listen('utterance', msg.Utterance, qos.UTTERANCES)
        self.said = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
        desk.run('bridges.hri.node', f'seats:="{seats}"')
        desk.wait(lambda: self.said, 'the bridge')

    def speak(self, voice: str, **fields: object) -> None:
        self.world.publish(f'/humans/voices/{voice}/speech', SPEECH, **fields)

    def track(self, *voices: str) -> None:
        self.world.publish('/humans/voices/tracked', IDS, ids=list(voices))

    def until(self, again: Callable[[], object], condition: Callable[[], object], what: str) -> None:
        """Do it again and again, as a recogniser does, until the condition holds."""

        def is_true() -> object:
            again()
            return condition()

        self.desk.wait(is_true, what)

    def text_is_heard(self, text: str) -> bool:
        return any(said.text == text for said in self.heard)

    def is_said(self, words: str) -> bool:
        return any(words in status.message for array in self.said for status in array.status)


def test_voices_speak_from_their_seats(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hri = Hri(desk, monkeypatch, 'anna=row1_driver,ben=row2_passenger')
    number = count()
    hri.until(
        lambda: hri.speak('anna', incremental=f'hello {next(number)}', confidence=0.0, locale='en_GB'),
        lambda: hri.heard,
        'the first words',
    )
    for _ in range(3):
        hri.speak('anna', incremental='open the')
    hri.speak('anna', final='open the window', incremental='', confidence=0.75, locale='en_GB')
    desk.wait(lambda: hri.text_is_heard('open the window'), 'the sentence')
    part, whole = hri.heard[0], hri.heard[-1]
    assert (part.is_final, whole.is_final) == (False, True)
    assert part.utterance_id == whole.utterance_id
    assert (whole.seat, whole.locale, whole.source, whole.confidence) == ('row1_driver', 'en-GB', 'microphone', 0.75)

    hri.track('anna', 'ben', 'ben', 'carl', 'no/id')
    desk.wait(lambda: hri.is_said('carl: not heard') and hri.is_said('is no id of a voice'), 'the strangers')
    for confidence in (math.nan, 85.0):
        hri.until(
            lambda value=confidence: hri.speak('ben', final=f'maybe {value}', confidence=value, locale='tlh'),
            lambda value=confidence: hri.text_is_heard(f'maybe {value}'),
            f'a confidence of {confidence}',
        )
        assert (hri.heard[-1].confidence, hri.heard[-1].locale, hri.heard[-1].seat) == (0.0, '', 'row2_passenger')
    desk.wait(lambda: hri.is_said('a confidence of 85 of voice ben'), 'the fault')
    hri.speak('carl', final='open the trunk', confidence=1.0)
    hri.speak('anna', final=' ', confidence=1.0)
    hri.speak('anna', final='and ' * 5000, confidence=1.0)
    desk.wait(lambda: len(hri.heard[-1].text) > 2000, 'the endless text')
    assert len(hri.heard[-1].text) < 4001
    assert not hri.text_is_heard('open the trunk')
    assert not hri.text_is_heard('')
    assert len([said for said in hri.heard if said.text == 'open the']) == 1
    ids = [said.utterance_id for said in hri.heard if said.is_final]
    assert len(set(ids)) == len(ids)


def test_voices_come_and_vanish(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hri = Hri(desk, monkeypatch, 'anna=row1_driver,*=row1_passenger')
    number = count()
    hri.until(
        lambda: (hri.track('x7'), hri.speak('x7', incremental=f'hello {next(number)}')),
        lambda: hri.heard,
        'a new voice',
    )
    first = hri.heard[-1]
    assert first.seat == 'row1_passenger'
    hri.track('y2')
    hri.speak('x7', final='hello car', confidence=1.0)
    desk.wait(lambda: hri.text_is_heard('hello car'), 'the last words of who is tracked no more')
    assert hri.heard[-1].utterance_id == first.utterance_id
    hri.until(
        lambda: hri.speak('anna', incremental=f'open the {next(number)}'),
        lambda: hri.heard[-1].seat == 'row1_driver',
        'who has a seat and is never tracked',
    )
    topic = '/humans/voices/x7/speech'
    desk.wait(lambda: desk.node.count_subscribers(topic) == 0, 'the end of the voice')
    hri.speak('anna', final='open the window', confidence=1.0)
    desk.wait(lambda: hri.text_is_heard('open the window'), 'the end of her sentence')
    assert len({said.utterance_id for said in hri.heard if said.seat == 'row1_driver'}) == 1
    hri.until(lambda: hri.track('x7'), lambda: desk.node.count_subscribers(topic) == 1, 'the voice again')


def test_emotions_leave_as_expressions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hri = Hri(desk, monkeypatch, '*=row1_driver')
    face = hri.world.listen('/robot_face/expression', EXPRESSION)
    driver = hri.world.listen('/humans/faces/driver/expression', EXPRESSION)
    outcomes = desk.publisher('outcome', msg.Outcome, qos.EVENTS)
    hri.until(
        lambda: outcomes.publish(msg.Outcome(status=msg.Outcome.DENIED)),
        lambda: [shown['expression'] for shown in face()][-1:] == ['disappointed'],
        'a refusal',
    )
    desk.wait(lambda: face()[-1]['expression'] == 'neutral', 'the face at rest')
    states = desk.publisher('driver/state', msg.DriverState, qos.STATE)
    states.publish(msg.DriverState(valence=math.nan, arousal=0.5))
    felt = msg.DriverState(valence=-0.5, valence_confidence=0.75, arousal=0.5, arousal_confidence=0.5)
    hri.until(lambda: states.publish(felt), driver, 'an emotion')
    shown = driver()[0]
    assert (shown['expression'], shown['valence'], shown['arousal'], shown['confidence']) == ('', -0.5, 0.5, 0.5)


def test_the_older_form_has_a_language(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hri = Hri(desk, monkeypatch, 'anna=row1_driver', package='hri_2_0/hri_msgs')
    hri.until(
        lambda: hri.speak('anna', final='打开车窗', confidence=1.0, language='zh-CN'),
        lambda: hri.text_is_heard('打开车窗'),
        'a sentence',
    )
    assert hri.heard[-1].locale == 'zh-CN'


def test_a_face_that_can_be_no_id_ends_it_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in with_interfaces('now/hri_msgs').items():
        monkeypatch.setenv(name, value)
    assert "face 'the driver' can be no id" in last_words('bridges.hri.node', 'face:="the driver"')
