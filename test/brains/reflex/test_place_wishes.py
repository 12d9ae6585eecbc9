"""Places with many wishes, wishes that go on with the last search, and choices by what is known of places."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from ipa_agents.brains.interface import Act, Call, Context, Dialogue, Domain, Option, Sentence, Step
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.language import language_of

NOW = datetime(2026, 11, 22, 17, 0).timestamp()
OPTIONS = (Option('Peach Cafe', '桃子咖啡', {}), Option('Mint Bar', '薄荷酒吧', {}))
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / 'place_wishes.yaml').read_text(encoding='utf-8'))


def understood(brain: ReflexBrain, text: str, dialogue: Dialogue = Dialogue(), route: str = '') -> Step:  # noqa: B008
    context = Context(dialogue=dialogue, now=NOW, route=route)
    (step,) = brain.understand(Sentence(text, language_of(text)), context).steps
    return step


@pytest.mark.parametrize('case', CASES, ids=lambda case: case['say'])
def test_all_wishes_of_a_sentence_are_heard(brain: ReflexBrain, case: dict[str, Any]) -> None:
    step = understood(brain, case['say'])
    assert step.call == Call('search_places', case['means'])
    is_charging = case['means'].get('kind') == 'charging_station'
    assert (step.act, step.domain) == (Act.INFORM, Domain.CHARGING if is_charging else Domain.NAVIGATION)


@pytest.mark.parametrize(
    'text',
    [
        'find a cafe with a dragon',
        'find a quiet dragon',
        'play quiet music',
        'is it quiet',
        '找一家有龙的咖啡馆',
        '安静',
    ],
)
def test_what_a_wish_does_not_explain_is_no_wish(brain: ReflexBrain, text: str) -> None:
    step = understood(brain, text)
    assert 'attributes' not in (step.call.arguments if step.call else {})


@pytest.mark.parametrize(
    ('text', 'more'),
    [
        ('with free wifi', {'attributes': ['parking', 'free_wifi']}),
        ('within ten minutes', {'max_drive': 10.0}),
        ('the cheapest', {'sort': 'price'}),
        ('open at nine', {'open_at': '21:00'}),
        ('有免费wifi的', {'attributes': ['parking', 'free_wifi']}),
        ('十分钟以内', {'max_drive': 10.0}),
        ('便宜一点的', {'sort': 'price'}),
    ],
)
def test_wishes_alone_go_on_with_the_last_search(brain: ReflexBrain, text: str, more: dict[str, Any]) -> None:
    before = {'kind': 'cafe', 'attributes': ['parking']}
    last = Step(Domain.NAVIGATION, Act.INFORM, Call('search_places', before))
    assert understood(brain, text, Dialogue(last=last)).call == Call('search_places', {**before, **more})
    alone = understood(brain, text)
    assert alone.call is None or alone.call.tool != 'search_places'


@pytest.mark.parametrize('text', ['only on the map', '屏幕上的'])
def test_another_place_to_look_takes_the_place_of_the_one_before(brain: ReflexBrain, text: str) -> None:
    last = Step(Domain.NAVIGATION, Act.INFORM, Call('search_places', {'kind': 'cafe', 'along_route': True}))
    assert understood(brain, text, Dialogue(last=last)).call == Call('search_places', {'kind': 'cafe', 'in_view': True})


@pytest.mark.parametrize(
    ('text', 'slots'),
    [
        ('the closer one', {'by': 'distance'}),
        ('the nearest one', {'by': 'distance'}),
        ('take the cheaper one', {'by': 'price'}),
        ('the better rated one', {'by': 'rating'}),
        ('the one that is open longer', {'by': 'open'}),
        ('the second one, because it is closer', {'index': 1, 'by': 'distance'}),
        ('第二家吧，近的那家', {'index': 1, 'by': 'distance'}),
        ("the one that's closest", {'by': 'distance'}),
        ('I will take the closer one, the second', {'index': 1, 'by': 'distance'}),
        ('第二个，离我们近', {'index': 1, 'by': 'distance'}),
        ('第二个比较近，就它吧', {'index': 1, 'by': 'distance'}),
        ('更近的第二个', {'index': 1, 'by': 'distance'}),
        ('the one with parking', {'by': 'parking'}),
        ('the one with free wifi', {'by': 'free_wifi'}),
        ('the second one, the closer one', {'index': 1, 'by': 'distance'}),
        ('更近的那个', {'by': 'distance'}),
        ('换一个近一点的', {'by': 'distance'}),
        ('便宜的那家', {'by': 'price'}),
        ('评分更高的那家', {'by': 'rating'}),
        ('有停车位的那个', {'by': 'parking'}),
        ('第二个，更近的那个', {'index': 1, 'by': 'distance'}),
        ('the second one', {'index': 1}),
        ('第二个', {'index': 1}),
    ],
)
def test_one_of_several_is_chosen_by_what_is_known_of_it(brain: ReflexBrain, text: str, slots: dict[str, Any]) -> None:
    step = understood(brain, text, Dialogue(options=OPTIONS))
    assert (step.move, dict(step.slots)) == ('choose', slots)


@pytest.mark.parametrize(
    ('text', 'at'),
    [
        ('推荐一家能停车的川菜馆，七点前到', '19:00'),
        ('a Sichuan restaurant with parking, before seven', '19:00'),
        ('a quiet restaurant open at seven in the morning', '07:00'),
        ('a quiet cafe open at seven', '07:00'),
        ('a quiet restaurant open at noon', '12:00'),
        ('I am looking for a quiet restaurant open at seven', '19:00'),
        ('a quiet bar open until midnight', '00:00'),
        ('a quiet bar open until one', '01:00'),
    ],
)
def test_dinner_is_not_in_the_morning_however_late_it_is(brain: ReflexBrain, text: str, at: str) -> None:
    late = Context(now=datetime(2026, 11, 22, 23, 20).timestamp())
    (step,) = brain.understand(Sentence(text, language_of(text)), late).steps
    assert step.call
    assert step.call.arguments['open_at'] == at


def test_nothing_is_compared_where_nothing_was_offered(brain: ReflexBrain) -> None:
    assert understood(brain, 'the cheaper one').move is None


@pytest.mark.parametrize(
    'text', ['where can I park?', 'is there anywhere to park?', 'how much does parking cost?', '车停哪儿', '停车贵吗']
)
def test_who_asks_where_to_park_means_here_without_a_route(brain: ReflexBrain, text: str) -> None:
    assert understood(brain, text).call == Call('search_places', {'kind': 'parking'})
    there = understood(brain, text, route='to Luna').call
    assert there == Call('search_places', {'kind': 'parking', 'at_destination': True})


def test_who_asks_where_to_put_something_does_not_ask_for_a_car_park(brain: ReflexBrain) -> None:
    call = understood(brain, 'where can I put it?').call
    assert call is None or call.arguments.get('kind') != 'parking'


@pytest.mark.parametrize('text', ['can we park near the destination?', '目的地附近有停车场吗', '到那儿停车要钱吗'])
def test_parking_at_the_destination_starts_no_route(brain: ReflexBrain, text: str) -> None:
    assert understood(brain, text).call == Call('search_places', {'kind': 'parking', 'at_destination': True})


@pytest.mark.parametrize('unheard', ['a sauna', 'an elevator'])
def test_a_wish_that_nobody_knows_is_said_beside_the_others(brain: ReflexBrain, unheard: str) -> None:
    text = f'find a hotel with a swimming pool and {unheard} near the destination'
    known, unknown = brain.understand(Sentence(text, 'en'), Context(now=NOW)).steps
    wanted = {'kind': 'hotel', 'at_destination': True, 'attributes': ['swimming_pool']}
    assert known.call == Call('search_places', wanted)
    assert (unknown.topic, unknown.slots['text']) == ('not_understood', f'with {unheard}')


@pytest.mark.parametrize('text', ['is there parking?', '有停车场吗', 'find parking'])
def test_parking_is_wanted_where_the_route_ends(brain: ReflexBrain, text: str) -> None:
    call = understood(brain, text, route='to Luna').call
    assert call == Call('search_places', {'kind': 'parking', 'at_destination': True})
    alone = understood(brain, text).call
    assert alone is None or 'at_destination' not in alone.arguments
