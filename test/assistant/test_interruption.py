"""People speak while a model does: over the real brain and a scripted server, which counts who went away."""

import asyncio
import json
from collections.abc import Callable, Iterable

import pytest
from rehearsal import AC, FakeGuard, Rehearsal, done, meaning, setting
from talks import brain_of

from ipa_agents.brains.interface import Call, Interpretation
from ipa_agents.brains.qwen.scripted import Asked, Fault, Reply, ScriptedModel
from ipa_agents.brains.scripted import ScriptedBrain

STORY = Reply(words='Once upon a time there was a car. It drove and drove. It never came back.', token_s=0.05)
COOL = Call('set_signals', {'signals': {AC: True}})
FINE = Reply(words='Fine, thank you.')


def play(
    script: Callable[[Asked], Reply] | Iterable[Reply],
    scene: Callable[[Rehearsal, ScriptedModel], object],
    reflex: ScriptedBrain | None = None,
    guard: FakeGuard | None = None,
) -> None:
    model = ScriptedModel(script)

    async def run() -> None:
        async with brain_of(model) as brain:
            stage = Rehearsal({}, reflex=reflex or ScriptedBrain({}), talker=brain, guard=guard)
            await scene(stage, model)  # type: ignore[misc]

    asyncio.run(run())


async def settled(stage: Rehearsal, model: ScriptedModel) -> None:
    await stage.until(lambda: model.running == 0 and stage.assistant.queues['turns_running'] == 0)


@pytest.mark.parametrize('word', ['stop', 'and how are you?', 'hey juno', 'word ' * 200])
def test_the_server_sees_that_nobody_listens_any_more(word: str) -> None:
    async def scene(stage: Rehearsal, model: ScriptedModel) -> None:
        stage.hear('tell me a story')
        await stage.until(lambda: bool(stage.texts))
        assert (model.running, model.aborted) == (1, 0)
        said = len(stage.texts)
        stage.hear(word)
        for _ in range(10):
            await asyncio.sleep(0)
        assert model.aborted == 1
        await settled(stage, model)
        story = [speech for speech in stage.speeches if speech.turn_id == stage.speeches[0].turn_id]
        assert len([speech for speech in story if speech.text]) == said
        assert [speech.is_last for speech in story][-1]

    play([STORY, FINE], scene)


def test_a_sure_reflex_aborts_the_request() -> None:
    reflex = ScriptedBrain({'air conditioning on': setting(AC, True)}, delay=0.2)

    async def scene(stage: Rehearsal, model: ScriptedModel) -> None:
        stage.hear('air conditioning on')
        await stage.until(lambda: model.running == 1)
        await stage.until(lambda: bool(stage.texts))
        await settled(stage, model)
        assert (model.aborted, model.finished) == (1, 0)
        assert stage.texts == ['The air conditioning is on.']
        assert len(stage.guard.proposals) == 1

    play([Reply(calls=(COOL,), first_s=30.0)], scene, reflex)


def test_an_act_under_way_is_neither_lost_nor_done_again() -> None:
    async def scene(stage: Rehearsal, model: ScriptedModel) -> None:
        stage.hear('turn on the air conditioning, and something else')
        await stage.until(lambda: len(stage.guard.proposals) == 1)
        assert 'Fine' in await stage.ask('and how are you?')
        stage.assistant.outcome(next(iter(done(stage.guard.proposals[0]))))
        await settled(stage, model)
        await stage.ask('and how are you?')
        shown = json.dumps(model.asked[-1].body['messages'])
        assert 'DONE' in shown
        assert shown.count('tool_calls') == 1
        assert len(stage.guard.proposals) == 1

    play([Reply(calls=(COOL,)), FINE, FINE], scene, guard=FakeGuard(lambda _: ()))


def test_a_server_that_dies_in_the_middle_of_a_turn() -> None:
    guess: Interpretation = meaning(*setting(AC, True).steps, confidence=0.6)

    async def scene(stage: Rehearsal, model: ScriptedModel) -> None:
        assert await stage.ask('how are you?') == 'Fine, thank you.'
        assert 'as far as I get' in await stage.ask('tell me a story')
        assert await stage.ask('some cool air conditioning') == 'The air conditioning is on.'
        assert 'cannot be reached' in await stage.ask('and now?')

    dying = Reply(words=STORY.words, fault=Fault('break', after=12))
    reflex = ScriptedBrain({'some cool air conditioning': guess})
    play([FINE, dying], scene, reflex)


def test_the_first_sentence_is_spoken_while_the_rest_is_still_made() -> None:
    async def scene(stage: Rehearsal, model: ScriptedModel) -> None:
        stage.hear('tell me a story')
        await stage.until(lambda: any('car' in text for text in stage.texts))
        assert model.running == 1
        await settled(stage, model)
        assert ''.join(stage.texts).replace(' ', '').startswith('Onceuponatime')
        assert [speech.is_last for speech in stage.speeches].count(True) == 1

    play([STORY], scene)
