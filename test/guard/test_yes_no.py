"""A yes is a yes only when it is nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.guard.yes_no import Answer, load_answers

MATCH = load_answers()
WAKE_PHRASES = [
    phrase
    for file in sorted((config_folder() / 'personas').glob('*.yaml'))
    for phrases in load_yaml(file, 'persona').data['wake'].values()
    for phrase in phrases
]


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
        'Juno',
        'okay Juno',
        '你好朱诺',
        'yes Juno',
        'hey yes',
        'Juno, yes but later',
        'Juno said yes',
        '朱诺好像',
        'Ada, yes',
    ],
)
def test_neither(text):
    assert MATCH(text) is None


@pytest.mark.parametrize('called', [*WAKE_PHRASES, 'um, Juno', '朱诺朱诺'])
def test_the_car_may_be_called_before_an_answer(called):
    assert MATCH(f'{called}, yes') is Answer.YES
    assert MATCH(f'{called}，好的。') is Answer.YES
    assert MATCH(f'{called}，不要') is Answer.NO
    assert MATCH(f'{called}: stop!') is Answer.STOP
    assert MATCH(called) is None


def test_the_car_may_have_other_names():
    match = load_answers(addressed_as=['Ada', '艾达', ''])
    assert [match(text) for text in ('Ada, yes', 'hey ADA, no', '你好艾达，可以', 'Juno, yes')] == [
        Answer.YES,
        Answer.NO,
        Answer.YES,
        Answer.YES,
    ]
    assert match('hey yes') is None
    assert match('Ada') is None


@given(st.text(max_size=3000))
def test_any_text_gives_an_answer_or_none(text):
    assert MATCH(text) in (*Answer, None)
