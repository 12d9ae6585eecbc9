from dataclasses import replace
from typing import Any

import pytest
from recordings import NOTE, note, record

from ipa_agents.cabin.echo import Echo, Filters, joined
from ipa_agents.recording.records import Channel

RULE = '=' * 80
SIGNALS = Channel(
    '/car/signals',
    'ipa_agents/msg/SignalArray',
    f'string source\nstring command_id\nSignal[] signals\n{RULE}\nMSG: ipa_agents/Signal\n'
    'string path\nuint8 kind\nfloat64 number\nbool boolean\nstring text\nstring[] list\n',
)
DIAGNOSTICS = Channel(
    '/diagnostics',
    'diagnostic_msgs/msg/DiagnosticArray',
    f'DiagnosticStatus[] status\n{RULE}\nMSG: diagnostic_msgs/DiagnosticStatus\n'
    'byte level\nstring name\nstring message\n',
)
SAY = Channel(
    '/car/say',
    'ipa_agents/msg/Say',
    'string turn_id\nstring text\nstring seat\nbool continues\nbool is_last\nbool expects_answer\n',
)
TURN = Channel('/car/turn', 'tests/msg/Turn', 'string turn_id\nstring node\nstring text\n')


def report(source: str = 'hvac', command_id: str = '', **values: float) -> Any:
    signals = [{'path': f'Vehicle.{name}', 'kind': 1, 'number': float(value)} for name, value in values.items()]
    return record(SIGNALS, 0, source=source, command_id=command_id, signals=signals)


def told(filters: Filters, *records: Any) -> list[str]:
    echo = Echo(filters)
    return [shown.text for shown in map(echo.hear, records) if shown]


def test_signals_are_shown_when_they_change() -> None:
    assert told(Filters(), report(A=1, B=1), report(A=1, B=2), report(A=1, B=2)) == ['hvac: A=1 B=1', 'hvac: B=2']
    assert told(Filters(has_all=True), report(A=1), report(A=1)) == ['hvac: A=1'] * 2


def test_a_command_is_shown_though_it_wishes_the_same_again() -> None:
    command = report('guard', 'c1', A=1)
    assert told(Filters(), command, command) == ['guard: A=1'] * 2


def test_signals_can_be_chosen_by_their_path() -> None:
    assert told(Filters(paths=('Vehicle.B*',)), report(A=1, Bx=2, By=3), report(A=2), note(0, 'x')) == [
        'hvac: Bx=2 By=3'
    ]


def test_a_source_can_be_chosen() -> None:
    assert told(Filters(sources=('body', 'car')), report('hvac', A=1), report('body', A=2)) == ['body: A=2']
    guard = record(TURN, 0, turn_id='t', node='guard', text='decided')
    assert len(told(Filters(sources=('guard',)), guard, record(TURN, 0, turn_id='t', node='assistant', text=''))) == 1


def test_a_turn_can_be_chosen_by_the_beginning_of_its_id() -> None:
    first, second = (record(TURN, 0, turn_id=name, node='a', text=name) for name in ('3f2a77', '99aa'))
    shown = Echo(Filters(turn='3f2a')).hear(first)
    assert shown is not None
    assert shown.turn_id == '3f2a77'
    assert told(Filters(turn='3f2a'), second, note(0, 'of no turn')) == []


def test_lines_can_be_chosen_by_their_text() -> None:
    assert told(Filters(text='HELLO'), note(0, 'well, hello'), note(1, 'bye')) == ['text=well, hello numbers=[0]']


def test_conditions_are_shown_when_they_change() -> None:
    well, ill = (
        record(DIAGNOSTICS, 0, status=[{'level': level, 'name': 'guard', 'message': text}])
        for level, text in ((0, 'runs'), (2, 'hvac is away'))
    )
    assert told(Filters(), well, well, ill, ill) == ['OK guard: runs', 'ERROR guard: hvac is away']
    assert len(told(Filters(has_all=True), well, well)) == 2


@pytest.mark.parametrize('data', [b'', b'\0\1\0\0\xff\xff\xff\xff'])
def test_a_damaged_message_is_said_to_be_one(data: bytes) -> None:
    shown = Echo(Filters()).hear(replace(note(0, ''), data=data))
    assert shown is not None
    assert shown.message is None
    assert NOTE.topic in shown.text


def test_parts_of_a_sentence_are_joined_within_their_turn() -> None:
    def part(text: str, **fields: Any) -> Any:
        known = {'turn_id': 't', 'seat': '', 'continues': True, 'is_last': False, 'expects_answer': False}
        shown = Echo(Filters()).hear(record(SAY, 0, text=text, **(known | fields)))
        assert shown is not None
        return shown

    begun, rest = part('A heat', continues=False), part(' pump.', is_last=True)
    assert (begun.text, rest.text) == ('“A heat”', '…“ pump.” ■')
    assert joined(begun, rest).text == '“A heat pump.” ■'
    assert rest.message.text == ' pump.'
    assert joined(begun, part('Then', continues=False)) is None
    assert joined(begun, part(' pump.', turn_id='other')) is None
