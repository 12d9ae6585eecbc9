"""The real server is killed in the middle of an answer, as the kernel does it that has no memory left."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass

import pytest
from answers import VERY_LONG, answers, asking
from real_model import RealModel
from talks import FakeHands, say_to

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Talk
from ipa_agents.brains.qwen.brain import QwenBrain
from ipa_agents.brains.qwen.scripted import Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.chat import Words
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.errors import ModelBroken, ModelError, ModelUnreachable
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue

pytestmark = pytest.mark.timeout(900)


@dataclass(frozen=True)
class Aftermath:
    """What two who listened had when the server was killed: one alone, one with a second endpoint."""

    alone: ModelError | None
    said: str
    second: ScriptedModel
    fleet: Fleet


@pytest.fixture(scope='module')
def killed(any_server: RealModel) -> Aftermath:
    """The server is killed while it answers.

    On a busy machine the first words may come so late that the answer has ended before the kill.
    """
    for _ in range(3):
        any_server.start()
        aftermath = asyncio.run(kill(any_server))
        if aftermath.alone is not None and aftermath.second.asked:
            break
    return aftermath


async def kill(server: RealModel) -> Aftermath:
    second = ScriptedModel([Reply(words='and the rest of it')])
    request = asking(grammar=VERY_LONG, max_tokens=6000)
    async with second.serving() as url:
        client, fleet = ModelClient(server.endpoint()), Fleet([server.endpoint(), Endpoint('second', url, 'qwen')])
        async with aclosing(client.stream(request)) as alone, aclosing(fleet.stream(request)) as both:
            begun = await asyncio.gather(anext(alone), anext(both))
            await asyncio.to_thread(server.kill)
            fault = None
            try:
                async for _ in alone:
                    pass
            except ModelError as error:
                fault = error
            events = [begun[1], *[event async for event in both]]
        await asyncio.gather(client.aclose(), fleet.aclose())
    return Aftermath(fault, ''.join(event.text for event in events if isinstance(event, Words)), second, fleet)


def test_a_server_killed_in_the_middle_of_an_answer_is_an_error_of_its_client(killed: Aftermath) -> None:
    assert isinstance(killed.alone, ModelBroken)


def test_another_endpoint_goes_on_where_the_killed_one_ended(killed: Aftermath) -> None:
    (asked,) = killed.second.asked
    begun = asked.body['messages'][-1]['content']
    assert begun
    assert asked.body['continue_final_message'] is True
    assert killed.said.startswith(begun)
    assert killed.said.endswith('and the rest of it')
    assert killed.fleet.fail_overs == 1
    assert not killed.fleet.standings[0].is_usable


def test_a_killed_server_is_unreachable(killed: Aftermath, any_server: RealModel) -> None:
    with pytest.raises(ModelUnreachable, match='no connection'):
        answers(any_server.endpoint(), [asking()])


def test_a_turn_without_a_server_says_why_and_does_nothing(killed: Aftermath, any_server: RealModel) -> None:
    async def talked() -> Talk:
        fleet = Fleet([any_server.endpoint()])
        brain = QwenBrain(load_catalogue(), load_persona('juno'), load_agents(), fleet)
        try:
            return await say_to(brain, 'turn on the air conditioning', hands)
        finally:
            await fleet.aclose()

    hands = FakeHands()
    assert asyncio.run(talked()).fault == 'unreachable'
    assert hands.calls == []
