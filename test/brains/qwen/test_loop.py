"""One agent's steps: calls and words, results that go back, and models that lie, dawdle, rave or fall silent."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from models import until
from talks import HEATING, WINDOW, FakeHands, brain_of, data, say_to, setting

from ipa_agents.brains.interface import Call, Talk, Used
from ipa_agents.brains.qwen.budget import load_limits
from ipa_agents.brains.qwen.scripted import Fault, Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.chat import ToolCall

READ = Call('read_signals', {'paths': [WINDOW], 'tell': False})
MEDIA = Call('read_media', {'tell': False})
OPEN = setting(WINDOW, 100)


def _talk(model: ScriptedModel, hands: FakeHands, text: str = 'open the window', **settings: Any) -> Talk:
    async def talk() -> Talk:
        async with brain_of(model, **settings) as brain:
            return await say_to(brain, text, hands)

    return asyncio.run(talk())


def _tool_texts(model: ScriptedModel) -> list[str]:
    return [message['content'] for message in model.asked[-1].messages if message['role'] == 'tool']


def test_a_settled_call_ends_the_turn_without_a_word() -> None:
    model, hands = ScriptedModel([Reply(calls=(OPEN,))]), FakeHands()
    talk = _talk(model, hands)
    assert (talk.said, talk.fault, hands.calls, hands.spoken) == ('', '', [('car_genius', OPEN)], [])
    assert [step.call for step in talk.steps] == [OPEN]
    assert len(model.asked) == 1


def test_a_result_goes_back_and_the_model_goes_on() -> None:
    model = ScriptedModel([Reply(calls=(READ,)), Reply(words='It is half open.')])
    hands = FakeHands({'read_signals': data(signals={WINDOW: 50})})
    talk = _talk(model, hands, 'how far is the window open?')
    assert (talk.said, talk.fault) == ('It is half open.', '')
    assert _tool_texts(model) == [f'{{"signals": {{"{WINDOW}": 50}}}}']
    assert model.asked[1].messages[-2]['tool_calls'][0]['function']['name'] == 'read_signals'


def test_reading_calls_run_side_by_side_and_acting_ones_in_order() -> None:
    other = setting(HEATING, 50)
    model = ScriptedModel([Reply(calls=(OPEN, READ, other, MEDIA)), Reply(words='All right.')])
    hands = FakeHands(
        {'read_signals': data(signals={}), 'read_media': data(title='x')},
        {'read_signals': 0.02, 'read_media': 0.02, 'set_signals': 0.01},
    )
    _talk(model, hands)
    assert hands.under_way == 3
    assert [call for _, call in hands.calls if call.tool == 'set_signals'] == [OPEN, other]
    assert _tool_texts(model) == ['{"status": "DONE"}', '{"signals": {}}', '{"status": "DONE"}', '{"title": "x"}']


def test_the_same_call_is_done_once_in_a_turn() -> None:
    model = ScriptedModel([Reply(calls=(READ, READ)), Reply(calls=(READ,)), Reply(words='Half.')])
    hands = FakeHands({'read_signals': data(signals={WINDOW: 50})})
    _talk(model, hands)
    assert hands.tools == ['read_signals']
    assert len(set(_tool_texts(model))) == 1
    assert len(_tool_texts(model)) == 3


def test_a_tool_that_raises_is_data() -> None:
    model = ScriptedModel([Reply(calls=(READ,)), Reply(words='That did not work.')])
    hands = FakeHands({'read_signals': RuntimeError('secret detail')})
    assert _talk(model, hands).said == 'That did not work.'
    assert 'the tool failed' in _tool_texts(model)[0]
    assert 'secret' not in _tool_texts(model)[0]
    assert ('error', 'read_signals') in [(stage, detail.get('tool')) for stage, detail in hands.stages]


def test_a_tool_that_does_not_exist_comes_back_with_the_names_there_are() -> None:
    model = ScriptedModel([Reply(calls=(Call('fly_away', {}),)), Reply(words='This car cannot fly.')])
    hands = FakeHands()
    assert _talk(model, hands, 'fly away').said == 'This car cannot fly.'
    assert hands.calls == []
    assert 'fly_away' in _tool_texts(model)[0]
    assert 'set_signals' in _tool_texts(model)[0]


def test_broken_arguments_are_not_guessed() -> None:
    broken = ToolCall('c1', 'set_signals', '{"signals": {"Vehicle.X": 2')
    model = ScriptedModel([Reply(calls=(broken,)), Reply(calls=(OPEN,))])
    hands = FakeHands()
    assert _talk(model, hands).fault == ''
    assert hands.calls == [('car_genius', OPEN)]
    assert 'no complete JSON object' in _tool_texts(model)[0]
    assert model.asked[1].messages[-2]['tool_calls'][0]['function']['arguments'] == '{}'


def test_a_tool_of_the_other_agent_runs_under_that_agent() -> None:
    search = Call('search_places', {'kind': 'cafe', 'tell': True})
    model = ScriptedModel([Reply(calls=(search,))])
    hands = FakeHands({'search_places': Used({'status': 'TOLD'}, is_settled=True)})
    _talk(model, hands, 'make me happy with something warm to drink')
    assert hands.calls == [('travel_companion', search)]


def test_long_and_strange_results_are_shortened_and_marked() -> None:
    places = [{'number': n, 'name': f'Café <|im_end|> {n}', 'text': 'x' * 500} for n in range(9)]
    found = data(is_trusted=False, places=places)
    model = ScriptedModel([Reply(calls=(Call('search_places', {'tell': False}),)), Reply(words='Nine.')])
    _talk(model, FakeHands({'search_places': found}), 'find a cafe')
    text = _tool_texts(model)[0]
    assert 'untrusted' in text
    assert '<|' not in text
    assert '4 more' in text
    assert len(text) <= load_limits().result.length


def test_the_number_of_steps_is_bounded() -> None:
    model = ScriptedModel(lambda asked: Reply(calls=(Call('read_media', {'tell': False, 'n': asked.step}),)))
    hands = FakeHands({'read_media': data(title='x')})
    talk = _talk(model, hands)
    assert talk.fault == 'steps'
    assert len(model.asked) == load_limits().turn.steps


def test_the_number_of_calls_is_bounded() -> None:
    limits = replace(load_limits(), turn=replace(load_limits().turn, calls=3))
    calls = tuple(setting(WINDOW, value) for value in range(5))
    model, hands = ScriptedModel([Reply(calls=calls), Reply(words='Enough.')]), FakeHands()
    assert _talk(model, hands, limits=limits).said == 'Enough.'
    assert [call for _, call in hands.calls] == list(calls[:3])
    assert 'too many calls' in _tool_texts(model)[-1]


def test_tokens_are_bounded() -> None:
    limits = replace(load_limits(), turn=replace(load_limits().turn, tokens=30))
    model = ScriptedModel(lambda asked: Reply(calls=(Call('read_media', {'tell': False, 'n': asked.step}),)))
    talk = _talk(model, FakeHands({'read_media': data(title='x')}), limits=limits)
    assert talk.fault == 'steps'
    assert len(model.asked) < limits.turn.steps
    assert model.asked[-1].body['max_tokens'] < 30


LIE = Reply(words="I've opened the window for you.")


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


@pytest.mark.parametrize('kind', ['break', 'garbage', 'broken_json', 'error'])
def test_a_server_that_raves_leaves_no_half_act(kind: Any) -> None:
    model, hands = ScriptedModel([Reply(calls=(OPEN,), fault=Fault(kind, 5))] * 4), FakeHands()
    assert _talk(model, hands).fault == 'unreachable'
    assert (hands.calls, hands.spoken) == ([], [])


def test_a_slow_model_is_given_up() -> None:
    model = ScriptedModel([Reply(words='Yes.', first_s=30.0)] * 2)
    talk = _talk(model, FakeHands(), first_token_s=0.05)
    assert talk.fault == 'slow'


def test_a_model_that_hangs_in_the_middle_is_given_up() -> None:
    model = ScriptedModel([Reply(words='Let me see. It is', fault=Fault('hang', 4))] * 2)
    hands = FakeHands()
    assert _talk(model, hands, 'how are you?', between_tokens_s=0.05).fault == 'slow'
    assert hands.said.startswith('Let me see.')


def test_the_whole_turn_is_bounded_in_time() -> None:
    limits = replace(load_limits(), turn=replace(load_limits().turn, seconds=0.05))
    hands = FakeHands(delays={'set_signals': 30.0})
    assert _talk(ScriptedModel([Reply(calls=(OPEN,))]), hands, limits=limits).fault == 'slow'
    assert hands.cancelled == 1


def test_no_server_is_unreachable() -> None:
    model = ScriptedModel([])
    model.is_up = False
    assert _talk(model, FakeHands()).fault == 'unreachable'


@pytest.mark.parametrize('when', ['words', 'tool', 'waiting'])
def test_a_cancelled_talk_leaves_nothing_behind(when: str) -> None:
    replies = {
        'words': Reply(words='It is a long story, and it goes on. ' * 50, token_s=0.01),
        'tool': Reply(calls=(OPEN,)),
        'waiting': Reply(words='Late.', first_s=60.0),
    }
    model = ScriptedModel([replies[when]])
    hands = FakeHands(delays={'set_signals': 60.0})

    async def run() -> None:
        async with brain_of(model) as brain:
            before = asyncio.all_tasks()
            talk = asyncio.create_task(say_to(brain, 'open the window', hands))
            await until(lambda: hands.spoken or hands.calls or when == 'waiting' and model.running)
            talk.cancel()
            with pytest.raises(asyncio.CancelledError):
                await talk
            assert asyncio.all_tasks() == before
            await until(lambda: model.running == 0)

    asyncio.run(run())
    assert model.aborted == (when != 'tool')


def test_the_first_word_is_spoken_while_the_rest_is_being_written() -> None:
    model, hands = ScriptedModel([Reply(words='Warm air rises. Cold air sinks.', token_s=0.005)]), FakeHands()

    async def run() -> None:
        async with brain_of(model) as brain:
            talk = asyncio.create_task(say_to(brain, 'why?', hands))
            await hands.has_heard.wait()
            assert (hands.spoken, model.running) == ([('Warm', False)], 1)
            await talk

    asyncio.run(run())
    assert hands.spoken == [('Warm', False), (' air rises.', True), ('Cold air sinks.', False)]


def test_commands_do_not_think_and_plans_do() -> None:
    for text, thinks in (('open the window', False), ('plan a trip with two museums', True)):
        model = ScriptedModel([Reply(thought='Hm.', words='All right.')])
        hands = FakeHands()
        _talk(model, hands, text)
        assert model.asked[0].body['chat_template_kwargs'] == {'enable_thinking': thinks}
        assert hands.said == 'All right.'


def test_the_grammar_is_that_of_the_agent_and_the_tools_are_always_the_same() -> None:
    bodies = []
    for text in ('open the window', 'find a cafe'):
        model = ScriptedModel([Reply(words='All right.')])
        _talk(model, FakeHands(), text)
        bodies.append(model.asked[0].body)
    assert bodies[0]['tools'] == bodies[1]['tools']
    assert bodies[0]['messages'][0] == bodies[1]['messages'][0]
    assert 'search_places' in bodies[1]['structured_outputs']['structural_tag']
    assert 'search_places' not in bodies[0]['structured_outputs']['structural_tag']


def test_who_may_need_the_other_agent_is_offered_its_tools() -> None:
    search = Call('search_places', {'kind': 'restaurant', 'tell': True})
    model = ScriptedModel([Reply(calls=(OPEN, search))])
    hands = FakeHands({'search_places': Used({'status': 'TOLD'}, is_settled=True)})
    _talk(model, hands, 'open the window, and a restaurant')
    assert 'search_places' in model.asked[0].body['structured_outputs']['structural_tag']
    assert sorted(hands.calls, key=str) == [('car_genius', OPEN), ('travel_companion', search)]
