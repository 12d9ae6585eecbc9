"""One agent's steps: calls, results that go back, bounds, and servers that dawdle, rave or fall silent."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from models import until
from talks import HEATING, WINDOW, FakeHands, brain_of, data, say_to, setting
from talks import talk as _talk

from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.budget import load_limits
from ipa_agents.brains.qwen.scripted import Asked, Fault, Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.chat import ToolCall

READ = Call('read_signals', {'paths': [WINDOW], 'tell': False})
MEDIA = Call('read_media', {'tell': False})
OPEN = setting(WINDOW, 100)


def _tool_texts(model: ScriptedModel) -> list[str]:
    return [message['content'] for message in model.asked[-1].messages if message['role'] == 'tool']


def _searching(asked: Asked) -> Reply:
    """Never the same call twice."""
    return Reply(calls=(Call('search_places', {'tell': False, 'text': f'x{asked.step}'}),))


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


def test_reading_calls_run_beside_what_follows_and_acting_ones_in_order() -> None:
    other = setting(HEATING, 50)
    model = ScriptedModel([Reply(calls=(READ, MEDIA, OPEN, other)), Reply(words='All right.')])
    hands = FakeHands(
        {'read_signals': data(signals={}), 'read_media': data(title='x')},
        {'read_signals': 0.02, 'read_media': 0.02, 'set_signals': 0.01},
    )
    _talk(model, hands)
    assert hands.under_way == 3
    assert [call for _, call in hands.calls if call.tool == 'set_signals'] == [OPEN, other]
    assert _tool_texts(model) == ['{"signals": {}}', '{"title": "x"}', '{"status": "DONE"}', '{"status": "DONE"}']


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


@pytest.mark.parametrize(
    ('call', 'error'),
    [
        (Call('read_signals', {'paths': None, 'tell': True}), 'paths: None is not of type'),
        (Call('read_signals', {'paths': [None], 'tell': True}), 'paths.0: None is not of type'),
        (Call('read_signals', {'paths': ['Vehicle.Nowhere'], 'tell': True}), 'unknown signal path'),
        (Call('set_signals', {'signals': None}), 'signals: None is not of type'),
        (Call('set_signals', {'signals': {WINDOW: 'wide'}}), WINDOW),
        (Call('navigate', {'action': 'START', 'place': 'home'}), 'place: '),
        (Call('search_places', {'kind': 'rocket_base', 'tell': True}), 'no kind of place rocket_base'),
        (Call('ask_user', {'question': None}), 'question: None is not of type'),
        (Call('ask_user', {'question': 'Which one?', 'options': 'all'}), 'options: '),
        (Call('control_media', {'volume': 30}), "'action' is a required property"),
    ],
)
def test_a_malformed_call_comes_back_and_is_no_step(call: Call, error: str) -> None:
    model, hands = ScriptedModel([Reply(calls=(call,)), Reply(calls=(OPEN,))]), FakeHands()
    talk = _talk(model, hands)
    assert error in _tool_texts(model)[0]
    assert (talk.fault, hands.calls) == ('', [('car_genius', OPEN)])
    assert [step.call for step in talk.steps] == [OPEN]


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
    model = ScriptedModel(_searching)
    hands = FakeHands({'search_places': data(places=[])})
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
    model = ScriptedModel(_searching)
    talk = _talk(model, FakeHands({'search_places': data(places=[])}), limits=limits)
    assert talk.fault == 'steps'
    assert len(model.asked) < limits.turn.steps
    assert model.asked[-1].body['max_tokens'] < 30


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
    hands = FakeHands(delays={'set_signals': 30.0})
    assert _talk(ScriptedModel([Reply(calls=(OPEN,))]), hands, times=(0.3, 0.1)).fault == 'slow'
    assert hands.cancelled == len(hands.calls)


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
