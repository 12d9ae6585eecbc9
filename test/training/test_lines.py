"""Samples as lines: for the tiny model, for a real Qwen, and for `ipa evaluate`."""

import json
from itertools import islice
from pathlib import Path

import pytest

from ipa_agents.evaluation.suite import read_suite
from ipa_agents.training.dataset import Dataset, Made
from ipa_agents.training.lines import chat_line, line, suite_line


@pytest.fixture(scope='module')
def many(dataset: Dataset) -> list[Made]:
    return list(islice(dataset.samples(2), 300))


def _of(many: list[Made], kind: str) -> Made:
    return next(made for made in many if made.sample.kind == kind)


def test_the_last_message_ends_with_the_sentence(many: list[Made]) -> None:
    for made in many:
        last = line(made.sample, made.found, made.split)['messages'][-1]
        assert last['role'] == 'user'
        assert last['content'].endswith(made.sample.sentence.text)
        assert f'You are {made.sample.agent.names["en"]}.' in last['content']


def test_what_was_done_before_stands_before(many: list[Made]) -> None:
    made = next(made for made in many if made.sample.earlier and made.sample.earlier[0].calls)
    messages = line(made.sample, made.found, made.split)['messages']
    assert messages[0] == {'role': 'user', 'content': made.sample.earlier[0].sentence}
    assert messages[-2] == {'role': 'assistant', 'content': made.sample.earlier[0].answer}


def test_numbers_and_names_of_calls_are_plain_json(many: list[Made]) -> None:
    made = _of(many, 'car')
    answer = line(made.sample, made.found, made.split)['answer']
    assert json.loads(json.dumps(answer)) == answer
    assert [call['name'] for call in answer['tool_calls']] == ['set_signals']


def test_a_chat_has_the_beginning_the_tools_and_the_answer(many: list[Made]) -> None:
    made = _of(many, 'car')
    chat = chat_line(made.sample, made.found, made.split)
    assert chat['messages'][0]['role'] == 'system'
    assert chat['messages'][-1]['role'] == 'assistant'
    (call,) = chat['messages'][-1]['tool_calls']
    assert call['function']['name'] in {tool['function']['name'] for tool in chat['tools']}
    assert chat_line((words := _of(many, 'smalltalk')).sample, words.found, words.split)['messages'][-1] == {
        'role': 'assistant',
        'content': words.sample.words,
    }


def test_a_suite_can_be_read(many: list[Made], dataset: Dataset, tmp_path: Path) -> None:
    file = tmp_path / 'suite.jsonl'
    lines = [suite_line(made.sample, number, dataset.catalogue) for number, made in enumerate(many[:60])]
    file.write_text('\n'.join(json.dumps(one, ensure_ascii=False) for one in lines), encoding='utf-8')
    cases = list(read_suite(file))
    assert [case.question.turns[-1] for case in cases] == [made.sample.sentence.text for made in many[:60]]
    assert {case.act for case in cases} >= {'act', 'inform'}
    made, case = many[0], cases[0]
    assert case.question.media == made.sample.scene.media
    assert case.question.now == made.sample.scene.now


def test_a_follow_up_starts_where_the_car_was_before_the_first_sentence(many: list[Made], dataset: Dataset) -> None:
    made = next(made for made in many if made.sample.dialogue.before)
    shown = dataset.catalogue.defaults() | suite_line(made.sample, 1, dataset.catalogue)['signals']
    for path, value in made.sample.dialogue.before.items():
        assert shown[path] == value
