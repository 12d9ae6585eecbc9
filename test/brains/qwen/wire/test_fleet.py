"""Several endpoints: which is asked, what happens when one fails, and what is told of it."""

import asyncio
from contextlib import aclosing

import pytest
from fleets import Stage, always
from models import events, question, said

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.scripted import Fault, Reply
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Finish, Message, ToolCall, Usage
from ipa_agents.errors import ModelBroken, ModelError, ModelRefused, ModelTimeout, ModelUnreachable

CALL = Call('set_signals', {'signals': {'Vehicle.A': True}})


def test_the_first_that_is_well_answers() -> None:
    async def scene(stage: Stage) -> None:
        assert said(await stage.ask()) == 'car'
        stage.models['car'].is_up = False
        assert said(await stage.ask()) == 'edge'
        assert said(await stage.ask()) == 'edge'
        assert stage.asked == [1, 2]
        assert stage.fleet.fail_overs == 1
        assert [standing.is_usable for standing in stage.fleet.standings] == [False, True]

    Stage(always('car'), always('edge')).play(scene)


def test_an_answer_that_breaks_off_is_continued_and_nothing_said_twice() -> None:
    async def scene(stage: Stage) -> None:
        assert said(await stage.ask()) == 'The car is warm now.'
        asked = stage.models['edge'].asked[0]
        assert asked.messages[-1] == {'role': 'assistant', 'content': 'The car is w'}
        assert asked.body['continue_final_message'] is True
        assert asked.body['add_generation_prompt'] is False
        assert [message['role'] for message in asked.messages] == ['system', 'user', 'assistant']

    Stage([Reply('The car is warm now.', fault=Fault('break', 3))], [Reply('arm now.')]).play(scene)


def test_at_a_word_s_end_the_space_is_said_once() -> None:
    async def scene(stage: Stage) -> None:
        assert said(await stage.ask()) == 'The car.'
        assert stage.models['edge'].asked[0].messages[-1]['content'] == 'The'

    Stage([Reply('The car.', fault=Fault('break', 1))], [Reply(' car.')]).play(scene)


def test_it_goes_on_at_a_third_with_the_words_of_both() -> None:
    async def scene(stage: Stage) -> None:
        assert said(await stage.ask()) == 'One two three'
        assert stage.models['cloud'].asked[0].messages[-1]['content'] == 'One two'
        assert stage.fleet.fail_overs == 2

    broken = [Reply('One xxxx', fault=Fault('break', 1))], [Reply('two yyyy', fault=Fault('break', 1))]
    Stage(*broken, [Reply('three')]).play(scene)


def test_thoughts_alone_are_begun_anew_and_what_was_begun_needs_none() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(is_thinking=True)
        assert stage.models['edge'].asked[0].body['chat_template_kwargs']['enable_thinking'] is True
        assert stage.models['edge'].asked[0].messages[-1]['role'] == 'user'
        assert stage.models['cloud'].asked[0].body['chat_template_kwargs']['enable_thinking'] is False

    broken = Reply(thought='Hmmm', fault=Fault('break', 1)), Reply('Word', fault=Fault('break', 1))
    Stage([broken[0]], [broken[1]], [Reply('s')]).play(scene)


def test_an_answer_that_was_begun_by_the_asker_is_continued_in_one_message() -> None:
    async def scene(stage: Stage) -> None:
        begun = (*question().messages, Message('assistant', 'Well, '))
        await events(stage.fleet.stream(ChatRequest(begun, continues_last=True)))
        assert stage.models['edge'].asked[0].messages[-1]['content'] == 'Well, yes,'

    Stage([Reply('yes, sir', fault=Fault('break', 1))], [Reply(' sir')]).play(scene)


@pytest.mark.parametrize('tokens', [3, 14, 30])
def test_a_call_that_breaks_off_is_made_anew_and_given_out_once(tokens: int) -> None:
    async def scene(stage: Stage) -> None:
        async with aclosing(stage.fleet.stream(question())) as stream:
            arrived = [event async for event in stream]
        assert [type(event) for event in arrived] == [ToolCall, Finish, Usage]
        assert stage.models['edge'].asked[0].body == stage.models['car'].asked[0].body

    Stage([Reply(calls=(CALL, CALL), fault=Fault('break', tokens))], [Reply(calls=(CALL,))]).play(scene)


def test_one_that_cannot_continue_is_not_asked_to() -> None:
    async def scene(stage: Stage) -> None:
        with pytest.raises(ModelBroken):
            await stage.ask()
        assert stage.asked == [1, 0]
        assert said(await stage.ask()) == 'edge'

    Stage([Reply('The car', fault=Fault('break', 1))], always('edge'), continues=False).play(scene)


def test_the_error_is_that_of_the_last_try() -> None:
    async def scene(stage: Stage) -> None:
        with pytest.raises(ModelRefused, match='HTTP 401: no key'):
            await stage.ask()
        with pytest.raises(ModelUnreachable, match=r'no model can be asked \(car: status 500; edge: status 401\)'):
            await stage.ask()

    Stage([Reply('oh', status=500)], [Reply('no key', status=401)]).play(scene)


def test_nothing_that_a_server_says_of_a_fault_is_told() -> None:
    async def scene(stage: Stage) -> None:
        for _ in range(4):
            with pytest.raises(ModelError):
                await stage.ask(deadline=None)
            stage.now += 60.0
        assert 'secret' not in repr((stage.notes, stage.fleet.standings))

    secret = 'the prompt "my secret" is bad'
    Stage(
        [Reply(secret, status=400), Reply(secret, status=503), Reply(secret, status=429), Reply(secret, status=302)]
    ).play(scene)


def test_all_tries_together_keep_to_the_time_of_the_turn() -> None:
    async def scene(stage: Stage) -> None:
        with pytest.raises(ModelTimeout, match='the time for this turn is up'):
            await stage.ask(deadline=asyncio.get_running_loop().time() + 0.1)
        assert stage.asked == [1, 0]
        assert not stage.fleet.standings[0].is_usable

    Stage([Reply('slow', first_s=60.0)], always('edge')).play(scene)


def test_one_who_leaves_after_the_end_has_had_the_whole_answer() -> None:
    async def scene(stage: Stage) -> None:
        async with aclosing(stage.fleet.stream(question(), None, stage.note)) as stream:
            async for event in stream:
                if isinstance(event, Finish):
                    break
        assert stage.fleet.standings[0].counts.aborted == 0
        assert stage.noted('model', 'fault', 'finish') == [('', 'stop')]

    Stage(always('car')).play(scene)


def test_each_try_is_told_for_the_trace() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(request_id='turn-7')
        assert [stage for stage, _ in stage.notes] == ['first_token', 'model', 'failover', 'first_token', 'model']
        assert stage.noted('failover', 'from', 'to') == [('car', 'edge')]
        assert stage.notes[2][1]['reason'] == 'connection_broke'
        assert stage.noted('first_token', 'endpoint', 'request_id') == [('car', 'turn-7'), ('edge', 'turn-7-2')]
        assert [asked.headers['x-request-id'] for asked in stage.models['edge'].asked] == ['turn-7-2']
        broken, whole = stage.notes[1][1], stage.notes[4][1]
        assert (broken['endpoint'], broken['finish'], broken['calls']) == ('car', '', [])
        assert broken['fault'] == 'connection_broke'
        assert (whole['fault'], whole['finish'], whole['calls']) == ('', 'tool_calls', ['set_signals'])
        assert (whole['model'], whole['thinking']) == ('qwen', False)
        assert (whole['ms'], whole['ttft_ms']) == (0.0, 0.0)
        assert whole['tokens'] > 10

    Stage([Reply(calls=(CALL,), fault=Fault('break', 14))], [Reply(calls=(CALL,))]).play(scene)


def test_tokens_and_faults_are_counted_by_endpoint() -> None:
    async def scene(stage: Stage) -> None:
        for _ in range(2):
            await stage.ask('Please. ' * 100)
        car, edge = (standing.counts for standing in stage.fleet.standings)
        assert (car.requests, car.failures, car.prompt_tokens) == (1, 1, 0)
        assert (edge.requests, edge.failures, edge.completion_tokens) == (2, 0, 2)
        assert edge.prompt_tokens / 2 - 32 < edge.cached_tokens < edge.prompt_tokens / 2

    Stage([Reply('oh', status=500)], always('edge')).play(scene)
