from dataclasses import replace

import pytest
from fake_cabin import speech

from ipa_agents.assistant.ports import Playing, Priority, Travelling, Trip
from ipa_agents.cabin.events import Event, Report
from ipa_agents.cabin.transcript import Line, Transcript
from ipa_agents.persona.persona import load_persona
from ipa_agents.travel.places.place import Place
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Outcome, Status, Utterance
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.touch import TOUCH, touch_turn

AIR = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'


@pytest.fixture
def transcript() -> Transcript:
    return Transcript(load_catalogue(), load_persona('juno'))


def hear(transcript: Transcript, *events: Event) -> list[Line]:
    return [line for event in events for line in transcript.hear(event)]


def said(text: str, seat: str = 'row1_driver', source: str = 'text') -> Utterance:
    return Utterance('u', seat, text, '', 0.0, source)


def air(is_on: bool) -> Report:
    return Report('hvac', (Signal(AIR, is_on), Signal('Vehicle.Speed', 7.0)))


def test_a_turn_in_english(transcript: Transcript) -> None:
    lines = hear(transcript, air(False), said('Switch on the AC'), air(True), speech('It is on.'))
    assert [(line.kind, line.who) for line in lines] == [('person', 'Driver'), ('car', ''), ('assistant', 'Juno')]
    assert 'air conditioning is on' in lines[1].text


def test_a_turn_in_chinese(transcript: Transcript) -> None:
    lines = hear(
        transcript, air(False), said('打开空调', 'row2_passenger'), air(True), speech('空调已打开。', language='zh')
    )
    assert [line.who for line in lines] == ['后排右', '', '朱诺']
    assert '空调' in lines[1].text


def test_a_touch_is_told_by_what_it_does(transcript: Transcript) -> None:
    touch = Utterance('u', 'row1_driver', '{"tool":"set_signals"}', 'zh', 0.0, TOUCH)
    lines = hear(transcript, air(False), touch, air(True), Outcome('p', touch_turn('u'), Status.DONE))
    assert lines == [Line('car', '', '空调是开着的')]


def test_guidance_is_no_answer(transcript: Transcript) -> None:
    announced = replace(speech('Turn left.'), priority=Priority.INFORMATION)
    assert [(line.kind, line.text) for line in hear(transcript, announced)] == [('guidance', 'Turn left.')]


def test_what_does_not_change_in_the_end_is_not_told(transcript: Transcript) -> None:
    lines = hear(transcript, air(False), said('Hello'), air(True), air(False), speech('Hello.'))
    assert [line.kind for line in lines] == ['person', 'assistant']


def test_what_sounds_the_same_is_told_once(transcript: Transcript) -> None:
    fan = [Report('hvac', (Signal('Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed', n),)) for n in (0, 38, 40)]
    lines = hear(transcript, fan[0], said('Fan to 2'), fan[1], speech('One moment.'), fan[2], speech('It is.'))
    assert [line.kind for line in lines] == ['person', 'car', 'assistant', 'assistant']


def test_an_empty_end_of_a_turn_is_not_shown(transcript: Transcript) -> None:
    assert hear(transcript, speech('')) == []


def test_the_parts_of_a_sentence_go_on_with_it(transcript: Transcript) -> None:
    begun, rest = speech('A heat', is_last=False), speech(' pump.', is_last=False, continues=True)
    first, second, end = hear(transcript, air(False), begun, rest, speech(''))
    assert (first.text, first.goes_on, first.is_open) == ('A heat', False, True)
    whole = first.grown(second)
    assert whole is not None
    assert (whole.text, whole.is_open) == ('A heat pump.', True)
    closed = whole.grown(end)
    assert closed is not None
    assert (closed.text, closed.is_open) == ('A heat pump.', False)
    assert closed.grown(second) is None


def test_what_the_car_did_comes_after_the_end_of_a_sentence_that_was_begun(transcript: Transcript) -> None:
    begun, rest = speech('It is', is_last=False), speech(' on.', continues=True)
    lines = hear(transcript, air(False), begun, air(True), rest)
    assert [(line.kind, line.goes_on) for line in lines] == [('assistant', False), ('assistant', True), ('car', False)]


def test_another_turn_does_not_go_on_with_a_sentence(transcript: Transcript) -> None:
    begun = speech('A heat', is_last=False)
    (first, other) = hear(transcript, begun, speech(' pump.', turn_id='other', continues=True))
    assert first.grown(other) is None
    assert not other.goes_on


def test_a_refusal_names_its_rule_in_the_language_that_is_spoken(transcript: Transcript) -> None:
    denied = Outcome('p', 't', Status.DENIED, 'seat-rights', 'Only the driver may.', '只有司机可以。')
    assert hear(transcript, said('Open it'), denied)[1] == Line(
        'refusal', '', 'not allowed (seat-rights): Only the driver may.'
    )
    assert hear(transcript, said('打开'), denied)[1] == Line('refusal', '', '不允许 (seat-rights): 只有司机可以。')


def test_a_question_of_the_guard_and_its_warnings(transcript: Transcript) -> None:
    asks = Outcome('p', 't', Status.NEEDS_CONFIRMATION, 'cb-004', 'The trunk opens.', '后备箱会打开。', 'c')
    done = Outcome('p', 't', Status.DONE, warnings=('It costs range.',), warnings_zh=('会影响续航。',))
    assert [line.kind for line in hear(transcript, asks, done)] == ['warning', 'warning']
    assert hear(transcript, done)[0].text == 'mind: It costs range.'


def test_a_no_is_no_refusal(transcript: Transcript) -> None:
    declined = Outcome('p', 't', Status.DENIED, 'confirmation', 'All right, nothing was done.', '好的，未执行。')
    assert hear(transcript, said('算了'), declined)[1] == Line('note', '', '好的，未执行。')


def test_the_loudspeaker_is_no_person(transcript: Transcript) -> None:
    assert hear(transcript, said('Open the trunk', source='media'))[0].who == 'Loudspeaker'


def test_music(transcript: Transcript) -> None:
    before = Playing('STOPPED', volume=30.0)
    after = Playing('PLAYING', 'Tea', '茶', 'Ann', '安', volume=40.0)
    lines = hear(transcript, before, said('Play Tea'), after, speech('Tea.'))
    assert [line.text for line in lines[1:3]] == ['plays Tea by Ann', 'volume 40 percent']
    muted = Playing('PLAYING', 'Tea', '茶', 'Ann', '安', volume=40.0, is_muted=True)
    assert hear(transcript, said('静音'), muted, speech('好。'))[1].text == '已静音'


def test_the_way(transcript: Transcript) -> None:
    trip = Trip(Place('n1', 'Lake Café', '湖边咖啡', 'cafe', 0.0, 0.0), 4200.0, 540.0)
    again = Trip(Place('n1', 'Lake Café', '湖边咖啡', 'cafe', 0.0, 0.0), 4100.0, 530.0)
    idle, guiding = Travelling('IDLE'), Travelling('GUIDING', trip, distance=4200.0, duration=540.0)
    assert hear(transcript, idle, guiding)[0].text == 'guides to Lake Café: 4.2 km, 9 min'
    assert hear(transcript, Travelling('GUIDING', again, distance=4100.0, duration=530.0)) == []
    assert hear(transcript, said('到了吗'), Travelling('ARRIVED', trip))[1].text == '已到达湖边咖啡'


def test_a_hundred_kilobytes_are_shown_shortly(transcript: Transcript) -> None:
    assert len(hear(transcript, said('啊' * 100_000))[0].text) < 400
