from typing import Any

import pytest

from ipa_agents.brains.interface import Call, Context, Sentence
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.brains.reflex.places import place_argument, search_arguments
from ipa_agents.language import Language, language_of


@pytest.mark.parametrize(
    ('text', 'language', 'place'),
    [
        ('home', 'en', {'query': 'home'}),
        ('my office', 'en', {'query': 'work'}),
        ('the nearest gas station', 'en', {'kind': 'fuel', 'nearest': True}),
        ('a Chinese restaurant', 'en', {'kind': 'restaurant', 'cuisine': 'chinese', 'nearest': True}),
        ('Albert Street', 'en', {'query': 'Albert Street'}),
        ('家', 'zh', {'query': 'home'}),
        ('附近的停车场', 'zh', {'kind': 'parking', 'nearest': True}),
        ('川菜馆', 'zh', {'kind': 'restaurant', 'cuisine': 'sichuan', 'nearest': True}),
        ('人民广场', 'zh', {'query': '人民广场'}),
    ],
)
def test_places(text: str, language: Language, place: dict[str, object]) -> None:
    assert place_argument(text, language) == place


def test_a_search_takes_names_as_text() -> None:
    assert search_arguments('Blue Moon', 'en') == {'text': 'Blue Moon'}
    assert search_arguments('pharmacies', 'en') == {'kind': 'pharmacy'}


@pytest.mark.parametrize(
    ('text', 'arguments'),
    [
        ('can I make it to the airport and back?', {'and_back': True, 'place': {'kind': 'airport', 'nearest': True}}),
        ('现在的电能开到机场再开回来吗', {'and_back': True, 'place': {'kind': 'airport', 'nearest': True}}),
        ('can I make it there and back?', {'and_back': True}),
        ('电够来回吗', {'and_back': True}),
    ],
)
def test_the_battery_for_the_way_there_and_back_is_asked(
    brain: ReflexBrain, text: str, arguments: dict[str, Any]
) -> None:
    (step,) = brain.understand(Sentence(text, language_of(text)), Context()).steps
    assert step.call == Call('read_route', {'about': 'battery', **arguments})


@pytest.mark.parametrize('text', ['我们过隧道', '我走隧道'])
def test_who_says_that_the_way_leads_through_a_tunnel_does_not_want_to_avoid_it(brain: ReflexBrain, text: str) -> None:
    steps = brain.understand(Sentence(text, 'zh'), Context()).steps
    assert not any(step.call and step.call.arguments.get('action') == 'AVOID' for step in steps)
