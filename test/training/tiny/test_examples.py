import json
from pathlib import Path

import pytest

from ipa_agents.errors import ConfigError
from ipa_agents.training.tiny.examples import read_examples

GOOD = {
    'messages': [{'role': 'user', 'content': 'open the window'}],
    'answer': {'tool_calls': [{'name': 'set_signals', 'arguments': {'signals': {'Vehicle.A': 1}}}]},
    'kind': 'car',
    'lang': 'en',
    'split': 'train',
}


def written(folder: Path, *lines: str) -> Path:
    file = folder / 'data.jsonl'
    file.write_text('\n'.join(lines), encoding='utf-8')
    return file


def test_a_split_is_read_alone_and_other_keys_are_passed_over(tmp_path: Path) -> None:
    file = written(tmp_path, json.dumps(GOOD | {'more': 1}), json.dumps(GOOD | {'split': 'held', 'kind': 'b'}))
    assert [example.kind for example in read_examples(file, 'train')] == ['car']
    assert [example.kind for example in read_examples(file, 'held')] == ['b']


def test_an_answer_becomes_the_next_message_of_the_chat(tmp_path: Path) -> None:
    words = GOOD | {'answer': {'content': 'Hello.'}}
    calls, said = read_examples(written(tmp_path, json.dumps(GOOD), json.dumps(words)), 'train')
    assert said.answer == {'role': 'assistant', 'content': 'Hello.'}
    assert calls.answer['tool_calls'] == [{'type': 'function', 'function': GOOD['answer']['tool_calls'][0]}]


@pytest.mark.parametrize(
    ('line', 'reason'),
    [
        ('{"messages": [', 'Expecting value'),
        ('[]', 'list indices'),
        (json.dumps({'split': 'train'}), "'messages' is missing"),
        (json.dumps(GOOD | {'split': 'test'}), "split is 'test', not one of train, held"),
        (json.dumps(GOOD | {'messages': [{'role': 'robot', 'content': ''}]}), "'robot' is no role of a message"),
        (json.dumps(GOOD | {'messages': []}), 'no user says anything'),
        (json.dumps(GOOD | {'answer': {}}), 'an answer has either content or tool_calls'),
        (json.dumps(GOOD | {'answer': {'tool_calls': [{'name': 'a'}]}}), "'arguments' is missing"),
    ],
)
def test_a_wrong_line_is_told_with_its_number_and_the_reason(tmp_path: Path, line: str, reason: str) -> None:
    file = written(tmp_path, json.dumps(GOOD), line)
    with pytest.raises(ConfigError) as raised:
        list(read_examples(file, 'train'))
    assert (raised.value.file, raised.value.line) == (str(file), 2)
    assert reason in raised.value.reason


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r'nothing\.jsonl'):
        list(read_examples(tmp_path / 'nothing.jsonl', 'train'))
    (tmp_path / 'binary').write_bytes(b'\xff\xfe\x00')
    with pytest.raises(ConfigError, match='binary'):
        list(read_examples(tmp_path / 'binary', 'train'))
