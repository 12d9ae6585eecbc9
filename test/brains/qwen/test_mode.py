"""How a model is asked follows from the sentence."""

import pytest

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Dialogue, Sentence
from ipa_agents.brains.qwen.mode import load_modes
from ipa_agents.brains.qwen.routing import Router, load_router
from ipa_agents.language import language_of
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.seats import Seat

MODES = load_modes()


@pytest.fixture(scope='module')
def router() -> Router:
    return load_router(load_catalogue(), load_agents())


@pytest.mark.parametrize(
    ('text', 'seat', 'thinks', 'priority'),
    [
        ('open the window', 'row1_driver', False, 0),
        ('打开车窗', 'row2_driver', False, 10),
        ('tell me a joke', 'row1_driver', False, 20),
        ('讲个笑话', 'row1_passenger', False, 20),
        ('plan a day out with a museum and a lunch', 'row1_driver', True, 0),
        ('帮我规划一下周末的行程', 'row1_passenger', True, 10),
        ('open the plant app', 'row1_driver', False, 20),
    ],
)
def test_thinking_and_priority_follow_from_the_sentence(
    router: Router, text: str, seat: Seat, thinks: bool, priority: int
) -> None:
    sentence = Sentence(text, language_of(text), seat)
    mode = MODES.choose(sentence, router.route(sentence, Dialogue()))
    assert (mode.is_thinking, mode.priority) == (thinks, priority)
