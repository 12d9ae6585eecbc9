"""Several endpoints: which is asked, what happens when one fails, and what is told of it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any

import pytest
from models import endpoint, events, question, said, until

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.scripted import Asked, Fault, Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Finish, Message, ToolCall, Usage
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.errors import ModelBroken, ModelError, ModelRefused, ModelTimeout, ModelUnreachable

CALL = Call('set_signals', {'signals': {'Vehicle.A': True}})


class Stage:
    """A fleet of scripted models, car before edge before cloud, with a clock of its own."""

    def __init__(self, *scripts: Callable[[Asked], Reply] | list[Reply], **settings: Any) -> None:
        names = ('car', 'edge', 'cloud')[: len(scripts)]
        self.models = {name: ScriptedModel(script) for name, script in zip(names, scripts, strict=True)}
        self.now = 0.0
        self.notes: list[tuple[str, dict[str, Any]]] = []
        self.fleet = Fleet(
            [endpoint(name, **settings) for name in names],
            lambda endpoint: ModelClient(endpoint, self.models[endpoint.name].transport()),
            lambda: self.now,
            lambda: 0.999,
        )

    async def ask(self, text: str = 'Warmer.', deadline: float | None = None, **request: Any) -> list[Any]:
        return await events(self.fleet.stream(question(text, **request), deadline, self.note))

    def note(self, stage: str, /, **detail: Any) -> None:
        self.notes.append((stage, detail))

    def noted(self, stage: str, *keys: str) -> list[tuple[Any, ...]]:
        return [tuple(detail[key] for key in keys) for name, detail in self.notes if name == stage]

    @property
    def asked(self) -> list[int]:
        return [len(model.asked) for model in self.models.values()]

    @property
    def states(self) -> list[tuple[str, str]]:
        return [(standing.state, standing.reason) for standing in self.fleet.standings]

    def play(self, scene: Callable[['Stage'], Awaitable[None]]) -> None:
        async def played() -> None:
            await scene(self)
            await self.fleet.aclose()

        asyncio.run(played())


def always(words: str) -> Callable[[Asked], Reply]:
    return lambda _: Reply(words)


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
        assert stage.models['edge'].asked[0].body['chat_template_kwargs'] == {'enable_thinking': True}
        assert stage.models['edge'].asked[0].messages[-1]['role'] == 'user'
        assert stage.models['cloud'].asked[0].body['chat_template_kwargs'] == {'enable_thinking': False}

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


def test_one_that_failed_is_left_alone_then_tried_by_one_request() -> None:
    async def scene(stage: Stage) -> None:
        with pytest.raises(ModelUnreachable):
            await stage.ask()
        assert (stage.fleet.is_ready, stage.states) == (False, [('doubtful', 'status 500')])
        stage.now = 1.0
        assert (stage.fleet.is_ready, stage.states) == (True, [('doubtful', 'status 500')])
        async with aclosing(stage.fleet.stream(question())) as trial:
            await anext(trial)
            assert not stage.fleet.is_ready
        assert stage.fleet.is_ready
        assert said(await stage.ask()) == 'well'
        assert (stage.fleet.is_ready, stage.states) == (True, [('ready', '')])

    Stage([Reply('oh', status=500), Reply('a' * 100), Reply('well')]).play(scene)


def test_both_agents_of_a_turn_are_one_try() -> None:
    async def scene(stage: Stage) -> None:
        with pytest.raises(ModelUnreachable):
            await stage.ask()
        stage.now = 1.0
        async with aclosing(stage.fleet.stream(question(turn='ours'))) as first:
            await anext(first)
            assert said(await stage.ask(turn='ours')) == 'b' * 9
            assert stage.asked == [3]

    Stage([Reply('oh', status=500), Reply('a' * 100), Reply('b' * 9)]).play(scene)


def test_while_one_turn_tries_no_other_does() -> None:
    async def scene(stage: Stage) -> None:
        with pytest.raises(ModelUnreachable):
            await stage.ask()
        stage.now = 1.0
        async with aclosing(stage.fleet.stream(question(turn='ours'))) as first:
            await anext(first)
            with pytest.raises(ModelUnreachable, match='no model can be asked'):
                await stage.ask(turn='theirs')

    Stage([Reply('oh', status=500), Reply('a' * 100), Reply('b')]).play(scene)


def test_one_that_refuses_a_request_is_asked_again_but_not_called_ready() -> None:
    async def scene(stage: Stage) -> None:
        for _ in range(3):
            await stage.fleet.check()
            with pytest.raises(ModelRefused):
                await stage.ask()
            assert (stage.fleet.is_ready, stage.states) == (True, [('doubtful', 'status 400')])
        assert said(await stage.ask()) == 'well'
        assert stage.states == [('ready', '')]

    Stage([*[Reply('the prompt is too long', status=400)] * 3, Reply('well')]).play(scene)


def test_one_that_was_slow_is_not_called_ready_until_it_has_answered() -> None:
    async def scene(stage: Stage) -> None:
        with pytest.raises(ModelTimeout):
            await stage.ask()
        stage.now = 60.0
        await stage.fleet.check()
        assert (stage.fleet.is_ready, stage.states) == (True, [('doubtful', 'first_token')])
        await stage.ask()
        assert stage.states == [('ready', '')]

    Stage([Reply('slow', first_s=60.0), Reply('well')], first_token_s=0.05).play(scene)


def test_one_whose_answer_was_of_no_use_is_not_called_ready_until_one_is() -> None:
    async def scene(stage: Stage) -> None:
        stage.fleet.judge('nonsense')
        assert stage.states == [('unchecked', '')]
        await stage.ask()
        stage.fleet.judge('nonsense')
        await stage.fleet.check()
        await stage.ask()
        assert (stage.fleet.is_ready, stage.states) == (True, [('doubtful', 'nonsense')])
        stage.fleet.judge('unreachable')
        assert stage.states == [('doubtful', 'nonsense')]
        stage.fleet.judge('')
        assert stage.states == [('ready', '')]
        stage.fleet.judge('refused')
        assert stage.states == [('ready', '')]

    Stage(always('lies')).play(scene)


def test_the_one_that_was_asked_last_is_judged() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask()
        stage.fleet.judge('slow')
        assert stage.states == [('doubtful', 'status 500'), ('doubtful', 'slow')]

    Stage([Reply('oh', status=500)], always('edge')).play(scene)


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


def test_one_that_was_still_speaking_when_the_turn_s_time_was_up_is_not_to_blame() -> None:
    async def scene(stage: Stage) -> None:
        with pytest.raises(ModelTimeout):
            await stage.ask(deadline=asyncio.get_running_loop().time() + 1.0)
        assert stage.fleet.is_ready

    Stage([Reply('Well, well', fault=Fault('hang', 1))]).play(scene)


def test_a_turn_that_is_cancelled_is_counted_and_blames_nobody() -> None:
    async def scene(stage: Stage) -> None:
        turn = asyncio.create_task(stage.ask())
        await until(lambda: stage.models['car'].running)
        turn.cancel()
        await until(lambda: stage.models['car'].aborted)
        (standing,) = stage.fleet.standings
        assert (standing.is_usable, standing.counts.aborted, standing.counts.failures) == (True, 1, 0)
        assert stage.noted('model', 'fault', 'ttft_ms') == [('aborted', None)]

    Stage([Reply('slow', first_s=60.0)]).play(scene)


def test_a_fault_of_our_own_leaves_nothing_half_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(stage: Stage) -> None:
        client = stage.fleet._members[0]._client
        whole = client.stream

        async def odd(*_: Any) -> Any:
            raise RuntimeError('odd')
            yield

        monkeypatch.setattr(client, 'stream', odd)
        for _ in range(5):
            with pytest.raises(RuntimeError):
                await stage.ask()
        monkeypatch.setattr(client, 'stream', whole)
        assert stage.fleet.is_ready
        assert said(await stage.ask()) == 'Fine.'

    Stage(always('Fine.')).play(scene)


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


class TestHealth:
    def test_one_that_is_found_ill_is_passed_over_until_it_is_well(self) -> None:
        async def scene(stage: Stage) -> None:
            stage.models['car'].health = 503
            await stage.fleet.check()
            assert stage.states == [('away', 'status 503'), ('ready', '')]
            assert said(await stage.ask()) == 'edge'
            stage.models['car'].health = 200
            await stage.fleet.check()
            assert said(await stage.ask()) == 'car'

        Stage(always('car'), always('edge')).play(scene)

    def test_one_that_answers_beyond_understanding_is_ill_and_does_not_end_the_watch(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def scene(stage: Stage) -> None:
            async def odd() -> None:
                raise RecursionError

            monkeypatch.setattr(stage.fleet._members[0]._client, 'check', odd)
            await stage.fleet.check()
            assert not stage.fleet.is_ready
            assert stage.states == [('away', 'odd RecursionError')]

        Stage(always('Fine.')).play(scene)

    def test_a_server_without_the_model_is_told_plainly(self) -> None:
        async def scene(stage: Stage) -> None:
            stage.models['car'].model = 'tiny'
            await stage.fleet.check()
            assert (stage.fleet.is_ready, stage.states) == (False, [('away', 'no_model qwen')])

        Stage(always('car')).play(scene)

    def test_one_that_came_back_is_tried_at_once(self) -> None:
        async def scene(stage: Stage) -> None:
            stage.models['car'].is_up = False
            for _ in range(6):
                with pytest.raises(ModelUnreachable):
                    await stage.ask()
                stage.now += 60.0
            stage.now -= 60.0
            await stage.fleet.check()
            stage.models['car'].is_up = True
            assert not stage.fleet.is_ready
            await stage.fleet.check()
            assert said(await stage.ask()) == 'car'

        Stage(always('car')).play(scene)

    def test_nobody_is_called_ready_before_it_was_looked_at(self) -> None:
        async def scene(stage: Stage) -> None:
            assert (stage.fleet.is_ready, stage.states) == (True, [('unchecked', '')])
            await stage.fleet.check()
            assert stage.states == [('ready', '')]

        Stage(always('car')).play(scene)

    def test_one_that_could_not_be_reached_is_away_until_it_is_found(self) -> None:
        async def scene(stage: Stage) -> None:
            stage.models['car'].is_up = False
            with pytest.raises(ModelUnreachable):
                await stage.ask()
            assert stage.states == [('away', 'no_connection')]
            stage.models['car'].is_up = True
            await stage.fleet.check()
            assert (stage.fleet.is_ready, stage.states) == (True, [('ready', '')])

        Stage(always('car')).play(scene)

    def test_one_that_is_well_but_answers_nonsense_is_still_left_alone(self) -> None:
        async def scene(stage: Stage) -> None:
            with pytest.raises(ModelBroken):
                await stage.ask()
            await stage.fleet.check()
            assert not stage.fleet.is_ready

        Stage([Reply('a', fault=Fault('garbage'))]).play(scene)

    def test_they_are_watched_until_nobody_cares(self) -> None:
        async def scene(stage: Stage) -> None:
            stage.models['car'].is_up = False
            watching = asyncio.create_task(stage.fleet.watch(0.001))
            await until(lambda: not stage.fleet.is_ready)
            stage.models['car'].is_up = True
            await until(lambda: stage.fleet.is_ready)
            watching.cancel()
            with pytest.raises(asyncio.CancelledError):
                await watching

        Stage(always('car')).play(scene)

    def test_one_that_has_just_answered_is_not_asked_how_it_is(self) -> None:
        async def scene(stage: Stage) -> None:
            await stage.fleet.check(3.0)
            assert stage.fleet.standings[0].was_there
            await stage.ask()
            stage.models['car'].health = 503
            stage.now = 2.9
            await stage.fleet.check(3.0)
            assert stage.fleet.is_ready
            stage.now = 3.0
            await stage.fleet.check(3.0)
            assert not stage.fleet.is_ready

        Stage(always('car')).play(scene)
