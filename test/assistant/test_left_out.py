"""A model that does half of a sentence does not pass for one that did it all."""

import asyncio
import re
from typing import Any

import pytest
from rehearsal import AC, CATALOGUE, WINDOW, FakeGuard, Rehearsal, outcome
from talks import brain_of

from ipa_agents.assistant.left_out import left_out
from ipa_agents.brains.interface import Act, Call, Domain, Interpretation, Step
from ipa_agents.brains.qwen.scripted import Reply, ScriptedModel
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.brains.reflex.leftovers import leftover
from ipa_agents.vehicle.exchange import Status

COOL, OPEN = (Call('set_signals', {'signals': signals}) for signals in ({AC: True}, {WINDOW: 100}))
PLAY, LOUD = (Call('control_media', {'action': action}) for action in ('PLAY', 'SET_VOLUME'))


def reading(*parts: Call | str, confidence: float = 0.95) -> Interpretation:
    steps = [
        leftover(part) if isinstance(part, str) else Step(Domain.VEHICLE, Act.ACT, part, text=part.tool)
        for part in parts
    ]
    return Interpretation(tuple(steps), confidence, 'reflex')


@pytest.mark.parametrize(
    ('wanted', 'done', 'has_words', 'missing'),
    [
        (reading(COOL, OPEN), [COOL], False, ['set_signals']),
        (reading(COOL, OPEN), [COOL], True, ['set_signals']),
        (reading(COOL, OPEN), [COOL, OPEN], False, []),
        (reading(COOL, OPEN), [Call('set_signals', {'signals': {AC: True, WINDOW: 20}})], False, []),
        (reading(PLAY, LOUD), [LOUD], False, ['control_media']),
        (reading(COOL, 'whistle a tune'), [COOL], False, ['whistle a tune']),
        (reading(COOL, 'whistle a tune'), [COOL], True, []),
        (reading(COOL, 'let some air in'), [COOL, OPEN], False, []),
        (reading(COOL, OPEN), [], False, []),
        (reading(COOL, OPEN, confidence=0.6), [COOL], False, []),
    ],
)
def test_what_was_surely_wanted_and_not_done_is_left_out(
    wanted: Interpretation, done: list[Call], has_words: bool, missing: list[str]
) -> None:
    assert [step.text for step in left_out(wanted, done, has_words, CATALOGUE)] == missing


def answer(sentence: str, *replies: Reply, guard: FakeGuard | None = None) -> str:
    """What is said to `sentence` where a model, which is asked first, answers with `replies`."""

    async def run() -> str:
        async with brain_of(ScriptedModel(replies)) as brain:
            settings: dict[str, Any] = {'talker': brain, 'is_talker_first': True, 'reflex': ReflexBrain()}
            return await Rehearsal({}, guard=guard, signals={AC: False, WINDOW: 0}, **settings).ask(sentence)

    return asyncio.run(run())


@pytest.mark.parametrize(
    ('sentence', 'said'),
    [
        (
            'turn on the air conditioning and open the window',
            'The air conditioning is on. Not done: "open the window".',
        ),
        ('打开空调然后打开车窗', '空调已打开。“打开车窗”这部分还没有做。'),
        ('turn on the air conditioning and water the plants', 'I did not catch "water the plants"'),
        ('打开空调然后吹一段口哨曲子', '这部分我没听懂'),
    ],
)
def test_half_of_a_sentence_does_not_pass_for_all_of_it(sentence: str, said: str) -> None:
    assert said in answer(sentence, Reply(calls=(COOL,)))


@pytest.mark.parametrize('sentence', ['turn on the air conditioning and open the window', '打开空调然后打开车窗'])
def test_what_was_done_or_refused_is_told_once(sentence: str) -> None:
    both = Reply(calls=(COOL, OPEN))
    assert not re.search('Not done|还没有做', answer(sentence, both))
    refusing = FakeGuard(
        lambda proposal: (outcome(proposal, Status.DENIED, reason='Not now.', reason_zh='现在不行。'),)
    )
    refused = answer(sentence, both, guard=refusing)
    assert not re.search('Not done|还没有做', refused)
    assert re.search('Not now|现在不行', refused)


def test_a_part_that_the_model_may_not_do_is_named() -> None:
    """The words of the sentence say to open the window wide, and the model would close it."""
    close = Call('set_signals', {'signals': {WINDOW: 0}})
    said = answer('turn on the air conditioning and open the window', Reply(calls=(COOL, close)), Reply('Fine.'))
    assert 'Not done: "open the window".' in said
