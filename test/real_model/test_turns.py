"""Turns of the Qwen brain with the tiny model that is shipped, through the real server."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from real_model import TINY, RealModel
from talks import FakeHands, say_to, setting

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Context, Talk
from ipa_agents.brains.qwen.brain import QwenBrain
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue

pytestmark = pytest.mark.timeout(900)

CATALOGUE = load_catalogue()
AC = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'


@pytest.fixture(scope='module')
def tiny(any_folder: Path) -> Iterator[RealModel]:
    model = RealModel(TINY, any_folder / 'tiny.log')
    model.start()
    yield model
    model.stop()


def turn(tiny: RealModel, text: str) -> tuple[FakeHands, Talk]:
    async def talked() -> Talk:
        fleet = Fleet([tiny.endpoint()])
        brain = QwenBrain(CATALOGUE, load_persona('juno'), load_agents(), fleet)
        try:
            return await say_to(brain, text, hands, Context(CATALOGUE.defaults()))
        finally:
            await fleet.aclose()

    hands = FakeHands()
    return hands, asyncio.run(talked())


@pytest.mark.parametrize(
    ('text', 'is_on'),
    [
        ('turn on the air conditioning', True),
        ('turn off the air conditioning', False),
        ('打开空调', True),
        ('关闭空调', False),
    ],
)
def test_a_command_becomes_the_right_call(tiny: RealModel, text: str, is_on: bool) -> None:
    hands, talk = turn(tiny, text)
    assert [call for _, call in hands.calls] == [setting(AC, is_on)]
    assert talk.fault == ''


@pytest.mark.parametrize(('text', 'word'), [('thank you', 'welcome'), ('谢谢', '不客气')])
def test_talk_is_answered_in_words_of_its_language(tiny: RealModel, text: str, word: str) -> None:
    hands, talk = turn(tiny, text)
    assert word in hands.said.lower()
    assert (hands.calls, talk.fault) == ([], '')
