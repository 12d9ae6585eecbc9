"""Whether a model needs what was spoken of before."""

import asyncio

import pytest
from talks import FakeHands, brain_of, say_to, talk

from ipa_agents.brains.interface import Context
from ipa_agents.brains.qwen.scripted import Reply, ScriptedModel


@pytest.mark.parametrize(
    ('text', 'leans'),
    [
        ('a bit more', True),
        ('the second one', True),
        ('还是百分之二十吧', True),
        ('open the window', False),
        ('what is playing?', False),
        ('I am freezing', False),
        ('这里太闷了', False),
    ],
)
def test_a_template_is_told_whether_a_sentence_leans_on_what_was_said_before(text: str, leans: bool) -> None:
    model = ScriptedModel([Reply(words='All right.'), Reply(words='好的。'), Reply(words='好的。')])
    talk(model, FakeHands(), text)
    assert {asked.body['chat_template_kwargs']['leans'] for asked in model.asked} == {leans}


def test_the_answer_to_a_question_leans_on_it() -> None:
    model = ScriptedModel([Reply(words='All right.')])

    async def answered() -> None:
        async with brain_of(model) as brain:
            await say_to(brain, 'open the window', FakeHands(), Context(question='Which one?'))

    asyncio.run(answered())
    assert model.asked[0].body['chat_template_kwargs']['leans'] is True
