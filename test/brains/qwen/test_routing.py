"""Which agents a sentence needs."""

import pytest

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Call, Dialogue, Domain, Pending, Sentence
from ipa_agents.brains.qwen.routing import Router, load_router
from ipa_agents.language import language_of
from ipa_agents.vehicle.catalogue import load_catalogue

CAR, TRAVEL = 'car_genius', 'travel_companion'
OPEN = Pending('open')


@pytest.fixture(scope='module')
def router() -> Router:
    return load_router(load_catalogue(), load_agents())


def _agents(router: Router, text: str, dialogue: Dialogue | None = None) -> list[str]:
    route = router.route(Sentence(text, language_of(text)), dialogue or Dialogue())
    return [agent.id for agent in route.agents]


@pytest.mark.parametrize(
    ('text', 'agents'),
    [
        ('turn on the seat heating', [CAR]),
        ('打开座椅加热', [CAR]),
        ('play some jazz', [CAR]),
        ('play the song City of Stars', [CAR]),
        ('来点爵士乐', [CAR]),
        ('find an Italian restaurant', [TRAVEL]),
        ('附近有什么好吃的餐厅', [TRAVEL]),
        ('an Italian restaurant', [TRAVEL]),
        ('take me to the airport', [TRAVEL]),
        ('导航到机场', [TRAVEL]),
        ('set the charging limit to 80 percent', [CAR]),
        ("I'm tired, find somewhere to stop and cool the car down", [TRAVEL, CAR]),
        ('我累了，找个地方停一下，再把空调打开', [TRAVEL, CAR]),
        ('打开天窗然后导航回家', [CAR, TRAVEL]),
        ('tell me a joke', [CAR]),
        ('how does a heat pump work?', [CAR]),
        ('', [CAR]),
    ],
)
def test_names_tell_the_agents_in_the_order_of_the_sentence(router: Router, text: str, agents: list[str]) -> None:
    assert _agents(router, text) == agents


@pytest.mark.parametrize(
    ('text', 'dialogue', 'agents'),
    [
        ('the second one', Dialogue(focus_domain=Domain.NAVIGATION), [TRAVEL]),
        ('第二个', Dialogue(focus_domain=Domain.NAVIGATION), [TRAVEL]),
        ('make it twenty four', Dialogue(focus_domain=Domain.VEHICLE), [CAR]),
        ('why is the sky blue and the sea green at noon', Dialogue(focus_domain=Domain.NAVIGATION), [CAR]),
        ('rather the one you told me about before', Dialogue(pending=OPEN, focus_domain=Domain.NAVIGATION), [TRAVEL]),
        ('the cheap one', Dialogue(pending=Pending('clarify', Call('navigate', {}), 'place')), [TRAVEL]),
    ],
)  # fmt: skip
def test_a_sentence_that_names_nothing_goes_on_with_the_last(
    router: Router, text: str, dialogue: Dialogue, agents: list[str]
) -> None:
    assert _agents(router, text, dialogue) == agents


def test_what_another_brain_caught_counts(router: Router) -> None:
    route = router.route(Sentence('do the usual', 'en'), Dialogue(), [Domain.NAVIGATION, Domain.NONE])
    assert [agent.id for agent in route.agents] == [TRAVEL]


@pytest.mark.parametrize(
    ('text', 'is_sure'),
    [
        ('turn on the seat heating', True),
        ('打开天窗然后导航回家', True),
        ('打开天窗，再看看有没有餐厅', False),
        ('an Italian restaurant', False),
        ('the second one', False),
    ],
)
def test_who_may_need_the_other_agent_is_not_sure(router: Router, text: str, is_sure: bool) -> None:
    assert router.route(Sentence(text, language_of(text)), Dialogue()).is_sure is is_sure
