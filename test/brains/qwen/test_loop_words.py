"""What a model says: lies, markup, refusals, calls left in words, and what never ends."""

from dataclasses import replace

import pytest
from talks import WINDOW, FakeHands, setting
from talks import talk as _talk

from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.budget import load_limits
from ipa_agents.brains.qwen.scripted import Fault, Reply, ScriptedModel

READ = Call('read_signals', {'paths': [WINDOW], 'tell': False})
MEDIA = Call('read_media', {'tell': False})
OPEN = setting(WINDOW, 100)
LIE = Reply(words="I've opened the window for you.")


def _tool_texts(model: ScriptedModel) -> list[str]:
    return [message['content'] for message in model.asked[-1].messages if message['role'] == 'tool']


def test_a_lie_is_not_spoken_and_the_model_is_told() -> None:
    model, hands = ScriptedModel([LIE, Reply(calls=(OPEN,))]), FakeHands()
    talk = _talk(model, hands)
    assert (talk.fault, hands.spoken, hands.calls) == ('', [], [('car_genius', OPEN)])
    assert 'no call' in model.asked[1].messages[-1]['content']


def test_a_model_that_keeps_lying_has_no_say() -> None:
    for words in (
        "I've opened the window for you.",
        'Done.',
        'Sure. Opening the window now.',
        '好的，已经为您打开车窗。',
    ):
        model, hands = ScriptedModel([Reply(words=words), Reply(words=words)]), FakeHands()
        talk = _talk(model, hands, '打开车窗' if words > '一' else 'open the window')
        assert talk.fault == 'nonsense'
        assert 'open' not in hands.said.lower()
        assert '打开' not in hands.said


def test_what_was_done_in_this_turn_may_be_said() -> None:
    done = Used({'status': 'DONE'}, is_settled=False)
    model = ScriptedModel([Reply(calls=(OPEN,)), LIE])
    talk = _talk(model, FakeHands({'set_signals': done}))
    assert (talk.said, talk.fault) == ("I've opened the window for you.", '')


def test_what_was_refused_may_not_be_called_done() -> None:
    refused = Used({'status': 'REFUSED', 'error': 'no'}, is_settled=False)
    model = ScriptedModel([Reply(calls=(OPEN,)), LIE, LIE])
    hands = FakeHands({'set_signals': refused})
    assert _talk(model, hands).fault == 'nonsense'
    assert hands.spoken == []


@pytest.mark.parametrize(
    ('words', 'fault'),
    [
        ('It is warm. I have opened the window.', 'nonsense'),
        ('It is warm. 今天的天气非常好，适合出门。', ''),
        ('It is warm. <tool_call> {"name": "x"', ''),
    ],
)
def test_after_a_good_sentence_nothing_is_tried_again(words: str, fault: str) -> None:
    model, hands = ScriptedModel([Reply(words=words)]), FakeHands()
    talk = _talk(model, hands, 'is it warm?')
    assert (talk.fault, hands.said, len(model.asked)) == (fault, 'It is warm.', 1)


def test_words_that_only_look_like_markup_are_spoken() -> None:
    hands = FakeHands()
    _talk(ScriptedModel([Reply(words='Frost comes when it is < 0 degrees outside.')]), hands, 'when does frost come?')
    assert hands.said == 'Frost comes when it is < 0 degrees outside.'


def test_a_claim_before_a_call_is_withheld_and_the_call_is_made() -> None:
    model = ScriptedModel([Reply(words="I'll open the window.", calls=(OPEN,))])
    hands = FakeHands()
    assert _talk(model, hands).fault == ''
    assert (hands.spoken, hands.tools) == ([], ['set_signals'])


@pytest.mark.parametrize(
    ('text', 'first', 'second', 'said'),
    [
        ('how are you?', '', 'Fine.', 'Fine.'),
        ('how are you?', '我很好，谢谢您的关心，今天天气不错。', 'Fine.', 'Fine.'),
        ('你好吗？', 'I am very well today, thank you for asking.', '我很好。', '我很好。'),
        ('how are you?', '<tool_call>\n{"name": "read_media", "argum', 'Fine.', 'Fine.'),
        ('how are you?', '<think>Hm, let me think', 'Fine.', 'Fine.'),
    ],
)
def test_an_answer_that_is_none_gets_one_more_try(text: str, first: str, second: str, said: str) -> None:
    model, hands = ScriptedModel([Reply(words=first), Reply(words=second)]), FakeHands()
    talk = _talk(model, hands, text)
    assert (talk.said, talk.fault, hands.said) == (said, '', said)
    assert _talk(ScriptedModel([Reply(words=first)] * 2), FakeHands(), text).fault == 'nonsense'


@pytest.mark.parametrize(
    ('text', 'words'),
    [
        ('how are you?', 'As an AI language model I have no feelings.'),
        ('how are you?', "I'm sorry, but I can't assist with that request."),
        ('你好吗？', '抱歉，作为一个人工智能助手，我无法协助您。'),
    ],
)
def test_a_refusal_is_nobodys_answer(text: str, words: str) -> None:
    model, hands = ScriptedModel([Reply(words=words)]), FakeHands()
    assert _talk(model, hands, text).fault == 'refused'
    assert (hands.spoken, len(model.asked)) == ([], 1)


def test_that_something_is_not_available_is_an_answer() -> None:
    talk = _talk(ScriptedModel([Reply(words='Phone calls are not available in this car.')]), FakeHands(), 'call my mom')
    assert (talk.fault, talk.steps[0].act, talk.steps[0].domain) == ('', 'refuse', 'phone')


def _asking(question: str, *options: str) -> Reply:
    return Reply(calls=(Call('ask_user', {'question': question, **({'options': list(options)} if options else {})}),))


@pytest.mark.parametrize(
    ('text', 'question'),
    [
        ('open the window', "I've opened the window, is that better?"),
        ('open the window', 'Shall I ' + 'the ' * 20 + '?'),
        ('open the window', '需要我打开哪一扇车窗呢？'),
        ('打开车窗', 'Which window do you mean?'),
        ('open the window', '🎉'),
    ],
)
def test_a_question_must_be_one_that_may_be_put(text: str, question: str) -> None:
    model, hands = ScriptedModel([_asking(question), Reply(calls=(OPEN,))]), FakeHands()
    assert _talk(model, hands, text).fault == ''
    assert hands.tools == ['set_signals']
    assert 'error' in _tool_texts(model)[0]


def test_a_question_is_put_as_it_can_be_spoken() -> None:
    hands = FakeHands({'ask_user': Used({'status': 'ASKED'}, is_settled=True)})
    _talk(ScriptedModel([_asking('**Which** one?', '- Oak Street 🎉', 'Elm Street')]), hands)
    assert hands.calls[0][1].arguments == {'question': 'Which one?', 'options': ['Oak Street', 'Elm Street']}


@pytest.mark.parametrize(
    'text',
    [
        '<tool_call>\n{"name": "read_media", "arguments": {"tell": true}}\n</tool_call>',
        '{"name": "read_media", "arguments": {"tell": true}}',
        'One moment. <tool_call>{"name": "read_media", "arguments": {"tell": true}}',
    ],
)
def test_a_call_that_the_server_left_in_the_words_is_made(text: str) -> None:
    hands = FakeHands({'read_media': Used({'status': 'TOLD'}, is_settled=True)})
    talk = _talk(ScriptedModel([Reply(words=text)]), hands, 'what is playing?')
    assert (talk.fault, hands.tools) == ('', ['read_media'])
    assert '{' not in hands.said


def test_several_calls_in_one_block_are_all_made() -> None:
    calls = (
        '{"name": "read_media", "arguments": {"tell": true}}',
        '{"name": "read_route", "arguments": {"tell": true}}',
    )
    text = '<tool_call>\n' + '\n'.join(calls) + '\n</tool_call>'
    told = Used({'status': 'TOLD'}, is_settled=True)
    hands = FakeHands({'read_media': told, 'read_route': told})
    _talk(ScriptedModel([Reply(words=text)]), hands, 'what is playing?')
    assert sorted(hands.tools) == ['read_media', 'read_route']


@pytest.mark.parametrize(
    ('words', 'fault'), [('Well, that is nice. ', ''), ('la la la la ', 'nonsense'), ('哈', 'nonsense')]
)
def test_endless_output_is_cut_off_at_the_server(words: str, fault: str) -> None:
    model, hands = ScriptedModel([Reply(words=words, fault=Fault('endless', 2))] * 2), FakeHands()
    assert _talk(model, hands, '你好吗？' if words == '哈' else 'how are you?').fault == fault
    assert len(hands.said) <= load_limits().speech.length
    assert hands.said.count(words.strip()) < 30
    assert model.aborted >= 1


def test_a_long_answer_ends_at_its_limit() -> None:
    story = ' '.join(f'This is sentence number {number} of the story.' for number in range(100))
    hands = FakeHands()
    talk = _talk(ScriptedModel([Reply(words=story)]), hands, 'tell me a story')
    assert talk.fault == ''
    assert load_limits().speech.length <= len(hands.said) <= load_limits().speech.length + 60
    assert hands.said.endswith('.')


@pytest.mark.parametrize(
    ('words', 'said'), [('It is dry. It may rain later, or ', 'It is dry.'), ('It is dry and ', 'It is dry and on and')]
)
def test_half_a_sentence_is_not_spoken_after_whole_ones(words: str, said: str) -> None:
    limits = replace(load_limits(), turn=replace(load_limits().turn, tokens=8))
    hands = FakeHands()
    _talk(ScriptedModel([Reply(words=words + 'on and ' * 9)]), hands, 'how is it outside?', limits=limits)
    assert hands.said.startswith(said)
    assert ('rain' in hands.said, hands.said.endswith('.')) == (False, said.endswith('.'))
