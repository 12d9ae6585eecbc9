import json

import pytest

from ipa_agents.training.tiny.answers import Tally, answer_of, is_right, table

CALL = {'name': 'set_signals', 'arguments': {'signals': {'Vehicle.A': 20}}}
OTHER = {'name': 'read_media', 'arguments': {'tell': True}}
AS_FLOAT = {'name': 'set_signals', 'arguments': {'signals': {'Vehicle.A': 20.0}}}
AS_NUMBER = {'name': 'read_media', 'arguments': {'tell': 1}}
NO_ARGUMENTS = {'name': 'read_media', 'arguments': None}


def test_calls_are_read_from_what_was_written() -> None:
    text = (
        '<tool_call>\n{"name": "set_signals", "arguments": {"signals": {"Vehicle.A": 20}}}\n</tool_call>\n'
        '<tool_call>\n{"name": "read_media", "arguments": {"tell": true}}\n</tool_call>'
    )
    assert answer_of(text) == {'tool_calls': [CALL, OTHER]}
    assert answer_of(' Hello. ') == {'content': 'Hello.'}


@pytest.mark.parametrize(
    'call',
    [
        '{"name": ',
        '7',
        '"x"',
        '[]',
        'null',
        '{}',
        '{"name": "read_media"}',
        '{"name": "read_media", "arguments": "all"}',
        '{"function": "read_media", "arguments": {}}',
        '[' * 100_000,
    ],
)
def test_an_odd_call_makes_the_whole_answer_words(call: str) -> None:
    text = f'<tool_call>{json.dumps(OTHER)}</tool_call><tool_call>{call}</tool_call>'
    assert answer_of(text) == {'content': text}
    assert not is_right(answer_of(text), {'tool_calls': [OTHER]})


@pytest.mark.parametrize(
    ('got', 'wanted', 'expected'),
    [
        ({'tool_calls': [CALL]}, {'tool_calls': [{'type': 'function', 'function': CALL}]}, True),
        ({'tool_calls': [CALL, OTHER]}, {'tool_calls': [CALL]}, False),
        ({'tool_calls': [OTHER, CALL]}, {'tool_calls': [CALL, OTHER]}, False),
        ({'tool_calls': [CALL]}, {'content': 'Hello.'}, False),
        ({'content': 'Hello.'}, {'tool_calls': [CALL]}, False),
        ({'content': 'Hello.'}, {'content': 'Hello.'}, True),
        ({'content': 'Hello!'}, {'content': 'Hello.'}, False),
        ({'tool_calls': [AS_FLOAT]}, {'tool_calls': [CALL]}, True),
        ({'tool_calls': [AS_NUMBER]}, {'tool_calls': [OTHER]}, False),
        ({'tool_calls': [NO_ARGUMENTS]}, {'tool_calls': [OTHER]}, False),
    ],
)
def test_an_answer_is_right_when_it_does_or_says_the_same(got, wanted, expected) -> None:
    assert is_right(got, wanted) is expected


def test_the_table_has_a_row_a_kind_and_a_column_a_language() -> None:
    tally = Tally()
    tally.add('car', 'en', True)
    tally.add('car', 'zh', False)
    tally.add('media', 'zh', True)
    tally.add('media', 'en', False, is_unseen=True)
    assert table(tally).splitlines() == [
        '| kind | en | zh | all | asked |',
        '|---|---|---|---|---|',
        '| car | 100.0% | 0.0% | 50.0% | 2 |',
        '| media | – | 100.0% | 100.0% | 1 |',
        '| all | 100.0% | 50.0% | 66.7% | 3 |',
        '| unseen patterns | 0.0% | – | 0.0% | 1 |',
    ]
