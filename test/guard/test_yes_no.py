"""A yes is a yes only when it is nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.guard.yes_no import Answer, load_answers

MATCH = load_answers()


@pytest.mark.parametrize(
    'text',
    [
        'yes',
        'Yes!',
        'YES PLEASE',
        'oh yes',
        'yes, yes',
        'sure, go ahead',
        'that’s right',
        '好',
        '好的。',
        '是的，可以',
        '嗯，行',
        '没问题',
        '请确认',
        'ＯＫ',
    ],
)
def test_yes(text):
    assert MATCH(text) is Answer.YES


@pytest.mark.parametrize(
    'text', ['no', 'No, thanks.', "don't", 'please don’t', '不', '不要了', '算了吧', '别', '取消', 'no no no']
)
def test_no(text):
    assert MATCH(text) is Answer.NO


@pytest.mark.parametrize('text', ['stop', 'Stop!', 'please stop', '停', '停下来', '快停'])
def test_stop(text):
    assert MATCH(text) is Answer.STOP


@pytest.mark.parametrize(
    'text',
    [
        '',
        '   ',
        '🙂',
        'please',
        '嗯',
        'yes but later',
        'yes and no',
        'yes no',
        'yesterday',
        'I said yes to my mother',
        'not yes',
        'is that a yes',
        '不好的',
        '好不好',
        '是不是',
        '可以吗',
        '好像',
        'the radio said yes',
        'yes ' * 50,
    ],
)
def test_neither(text):
    assert MATCH(text) is None


@given(st.text(max_size=3000))
def test_any_text_gives_an_answer_or_none(text):
    assert MATCH(text) in (*Answer, None)
