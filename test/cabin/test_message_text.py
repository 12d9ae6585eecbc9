from typing import Any

import pytest

from ipa_agents.cabin.message_text import message_text


def told(**fields: Any) -> Any:
    """A message as it is decoded: its fields are slots."""
    message = type('Message', (), {'__slots__': list(fields)})()
    for name, value in fields.items():
        setattr(message, name, value)
    return message


def signal(path: str, **value: Any) -> Any:
    kinds = {'number': 1, 'boolean': 2, 'text': 3, 'list': 4}
    kind = next((kinds[name] for name in value), 0)
    return told(path=path, kind=kind, **({'number': 0.0, 'boolean': False, 'text': '', 'list': []} | value))


@pytest.mark.parametrize(
    ('kind', 'fields', 'text'),
    [
        (
            'Utterance',
            {'seat': 'row1_driver', 'text': '打开空调', 'is_final': True, 'source': 'text'},
            'row1_driver “打开空调” (text)',
        ),
        (
            'Say',
            {'seat': 'row1_driver', 'text': 'Open it?', 'is_last': True, 'expects_answer': True},
            'row1_driver “Open it?” ? ■',
        ),
        (
            'Say',
            {'seat': '', 'text': ' it?', 'is_last': False, 'expects_answer': False, 'continues': True},
            '…“ it?”',
        ),
        (
            'Proposal',
            {'agent': 'a', 'tool': 'set_signals', 'arguments': '{"signals": {"Vehicle.A": 1}}', 'challenge_id': ''},
            'a set_signals A=1',
        ),
        (
            'Proposal',
            {'agent': 'a', 'tool': 'confirm', 'arguments': 'no json', 'challenge_id': '0123456789'},
            'a confirm no json ✓012345',
        ),
        (
            'Outcome',
            {'status': 3, 'rule': 'seat-rights', 'reason': 'Only the driver.', 'signals': [], 'elapsed_ms': 2.4},
            'DENIED (seat-rights) Only the driver. 2 ms',
        ),
        (
            'Outcome',
            {'status': 99, 'rule': '', 'reason': '', 'signals': [], 'elapsed_ms': 0.0},
            '99 0 ms',
        ),
        (
            'SignalArray',
            {
                'source': 'hvac',
                'signals': [
                    signal('Vehicle.A', number=21.5),
                    signal('Vehicle.B', boolean=True),
                    signal('Vehicle.C', list=['x', 'y']),
                    signal('Vehicle.D'),
                ],
            },
            'hvac: A=21.5 B=true C=[x, y] D=–',
        ),
        (
            'TurnEvent',
            {
                'turn_id': 't',
                'node': 'guard',
                'stage': 'guard',
                'detail': '{"decision": "ask", "rules": ["cb-004"]}',
                'elapsed_ms': 4.25,
                'header': told(stamp=told(sec=0, nanosec=0)),
            },
            'guard guard 4.2 ms ask cb-004',
        ),
        ('CommandRejection', {'device': 'media', 'reason': 'no disc'}, 'media: no disc'),
        (
            'MediaCommand',
            {'header': told(), 'command_id': 'c', 'action': 'PLAY', 'query': 'jazz', 'kind': 'genre', 'artist': ''},
            'PLAY query=jazz kind=genre',
        ),
    ],
)
def test_a_line_tells_what_matters(kind: str, fields: dict[str, Any], text: str) -> None:
    assert message_text(f'ipa_agents/msg/{kind}', told(**fields)) == text


def test_media_and_navigation_are_told_with_times() -> None:
    playing = {'status': 'PLAYING', 'title': 'Blue', 'station': '', 'artist': 'Odile', 'volume': 20.0, 'is_muted': True}
    text = message_text('ipa_agents/msg/MediaState', told(position=65.0, duration=200.0, **playing))
    assert text == 'PLAYING Blue – Odile 1:05/3:20 20 % (muted)'
    route = told(destination=told(name='Home'))
    guided = told(status='GUIDING', route=route, distance_remaining=1500.0, time_remaining=90.0)
    assert message_text('ipa_agents/msg/NavigationState', guided) == 'GUIDING Home 1.50 km 1:30'


def test_conditions_of_nodes_have_their_level() -> None:
    status = [told(level=0, name='guard', message='running'), told(level=2, name='hvac', message='away')]
    assert (
        message_text('diagnostic_msgs/msg/DiagnosticArray', told(status=status))
        == 'OK guard: running, ERROR hvac: away'
    )


def test_a_type_that_is_not_known_shows_its_fields() -> None:
    inner = told(x=1.23456789, empty='', items=list(range(20)))
    text = message_text('tests/msg/New', told(header=told(), inner=inner, flag=False, raw=b''))
    assert text.startswith('inner={x=1.23457 items=[0, 1, 2,')
    assert text.endswith('11, … 20]} flag=false')


def test_messages_in_messages_end_somewhere() -> None:
    nested = told(leaf=1)
    for _ in range(50):
        nested = told(inner=nested)
    assert message_text('tests/msg/Deep', nested).count('inner') == 4


def test_long_texts_are_cut() -> None:
    text = message_text('ipa_agents/msg/CommandRejection', told(device='hvac', reason='x' * 1000))
    assert len(text) < 200
    assert text.endswith('…')
