"""Several endpoints: how each is taken to be, by what came of the tries."""

import asyncio
from contextlib import aclosing
from typing import Any

import pytest
from fleets import Stage, always
from models import question, said, until

from ipa_agents.brains.qwen.scripted import Fault, Reply
from ipa_agents.errors import ModelBroken, ModelRefused, ModelTimeout, ModelUnreachable


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
