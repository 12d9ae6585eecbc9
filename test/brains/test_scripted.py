import asyncio

import pytest

from ipa_agents.brains.interface import Context, Interpretation, Sentence
from ipa_agents.brains.scripted import ScriptedBrain

ANSWER = Interpretation((), 1.0, 'scripted')


def ask(brain: ScriptedBrain, text: str) -> Interpretation:
    return asyncio.run(brain.interpret(Sentence(text, 'en'), Context()))


def test_it_follows_its_script_and_knows_nothing_else() -> None:
    brain = ScriptedBrain({'hello': ANSWER})
    assert ask(brain, 'hello') is ANSWER
    assert ask(brain, 'something else').confidence == 0.0
    assert [sentence.text for sentence, _ in brain.heard] == ['hello', 'something else']


def test_it_raises_what_its_script_says() -> None:
    with pytest.raises(ValueError, match='broken'):
        ask(ScriptedBrain({'hello': ValueError('broken')}), 'hello')


def test_it_counts_the_answers_that_nobody_waited_for() -> None:
    async def scene() -> ScriptedBrain:
        brain = ScriptedBrain({'hello': ANSWER}, delay=60.0)
        task = asyncio.create_task(brain.interpret(Sentence('hello', 'en'), Context()))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return brain

    assert asyncio.run(scene()).cancelled == 1
