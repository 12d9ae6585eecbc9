"""What is found is told with the reasons, what was given up is said, and one of several is chosen by what is known."""

from dataclasses import replace
from typing import Any

import pytest
from rehearsal import FakePlaces, Rehearsal, meaning, move, place

from ipa_agents.assistant.ports import Travelling, Trip
from ipa_agents.brains.interface import Act, Call, Domain, Interpretation, Step
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.errors import RejectedCommand
from ipa_agents.travel.places.found import Found, Reason


def searching(**arguments: object) -> Interpretation:
    return meaning(Step(Domain.NAVIGATION, Act.INFORM, Call('search_places', arguments)))


QUIET = {'kind': 'cafe', 'attributes': ['free_wifi'], 'along_route': True}
SCRIPT: dict[str, Any] = {
    'quiet cafe': searching(**QUIET),
    '安静的咖啡馆': searching(**QUIET),
    'cafes': searching(kind='cafe'),
    'cafes on the map': searching(kind='cafe', in_view=True),
    '地图上的咖啡馆': searching(kind='cafe', in_view=True),
    'what is on the map': searching(in_view=True),
    'near Luna': searching(kind='cafe', near='Luna'),
    'somewhere open': searching(open_at='21:00'),
    'parking': searching(kind='parking', at_destination=True, sort='price'),
    'nearest Lona': meaning(
        Step(
            Domain.NAVIGATION,
            Act.ACT,
            Call('navigate', {'action': 'START', 'place': {'query': 'Lona', 'nearest': True}}),
        )
    ),
    'where to park': searching(kind='parking', at_destination=True),
    'rated': searching(kind='cafe', min_rating=4.0),
    'chargers': searching(kind='charging_station'),
    'closer': move('choose', by='distance'),
    'cheaper': move('choose', by='price'),
    'with parking': move('choose', by='parking'),
    'second, closer': move('choose', index=1, by='distance'),
    'the first one': move('choose', index=0),
}
LUNA = Found(
    place('Luna', 400, attributes=('parking=no',)),
    1.0,
    (Reason('ahead', 900), Reason('detour', 120), Reason('rating', 4.6), Reason('has', attribute='free_wifi')),
)
SOL = Found(
    place('Sol', 300, attributes=('parking=yes',)),
    2.0,
    (Reason('ahead', 500), Reason('detour', 300), Reason('open_until', 1320), Reason('unknown', attribute='free_wifi')),
)


DRIVING = Travelling('GUIDING', Trip(SOL.place, 9000, 900))


def rehearsal(*found: Found, **fields: Any) -> Rehearsal:
    return Rehearsal(SCRIPT, places=FakePlaces(found, **fields))


def test_the_reasons_are_said_and_what_is_not_known() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.car.travelling = DRIVING
        text = await stage.ask('quiet cafe')
        assert text == (
            'I found first, Luna, 2 min detour, has free Wi-Fi, rated 4.6; '
            'second, Sol, 5 min detour, open until 22:00, does not say whether it has free Wi-Fi. Which one?'
        )
        search = stage.places.searches[0]
        assert (search.where, search.attributes, search.relax) == ('along', ('free_wifi',), True)

    rehearsal(LUNA, SOL).play(scene)


def test_the_reasons_are_said_in_chinese() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('安静的咖啡馆')
        assert '绕路2分钟' in text
        assert '没有说明是否有免费无线网络' in text
        assert text.isascii() is False

    rehearsal(LUNA, SOL).play(scene)


def test_what_lies_on_the_way_becomes_a_stop() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.car.travelling = DRIVING
        assert (await stage.ask('quiet cafe')).endswith('Shall I add it as a stop?')
        await stage.ask('the first one')
        assert stage.guard.arguments()['action'] == 'ADD_STOP'
        await stage.ask('cafes')
        await stage.ask('the first one')
        assert stage.guard.arguments()['action'] == 'START'

    rehearsal(LUNA).play(scene)


def test_the_order_of_who_knows_is_kept_where_more_is_wanted() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert (await stage.ask('quiet cafe')).index('Luna') < (await stage.ask('quiet cafe')).index('Sol')
        plain = await stage.ask('cafes')
        assert plain.index('Sol') < plain.index('Luna')

    rehearsal(LUNA, SOL).play(scene)


def test_what_was_given_up_is_said_first() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.car.travelling = DRIVING
        text = await stage.ask('quiet cafe')
        assert text.startswith('None that may have free Wi-Fi. There is Luna')

    rehearsal(LUNA, relaxed=(Reason('without_attribute', attribute='free_wifi'),)).play(scene)


def test_nothing_is_made_up_where_nothing_is_found() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.car.travelling = DRIVING
        assert await stage.ask('quiet cafe') == 'I found no cafe along the route.'
        assert await stage.ask('chargers') == 'I found no charging station here.'
        assert stage.guard.proposals == []
        assert (await stage.ask('the first one')).startswith('There is no open question')

    rehearsal().play(scene)


def test_without_a_route_what_is_to_lie_on_it_is_looked_for_nearby_and_that_is_said() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('quiet cafe')
        assert text.startswith('There is no route now, so I looked around here. I found first, Luna')
        assert stage.places.searches[0].where == 'near'
        await stage.ask('the first one')
        assert stage.guard.arguments()['action'] == 'START'

    rehearsal(LUNA, SOL).play(scene)


def test_a_search_without_a_kind_asks_for_it() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('somewhere open') == 'What kind of place shall it be?'
        assert stage.places.searches == []

    rehearsal(LUNA).play(scene)


@pytest.mark.parametrize(('said', 'kind'), [('what is on the map', 'cafes'), ('地图上有什么', '咖啡馆')])
def test_the_kind_that_was_asked_for_is_looked_for_where_people_said(said: str, kind: str) -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask(said)
        await stage.ask(kind)
        (search,) = stage.places.searches
        assert (search.kind, search.where) == ('cafe', 'view')
        assert stage.guard.proposals == []

    Rehearsal({}, reflex=ReflexBrain(), places=FakePlaces((LUNA, SOL))).play(scene)


def test_what_is_on_the_map_is_looked_for_there() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert (await stage.ask('cafes on the map')).startswith('I found first, Sol')
        assert stage.places.searches[-1].where == 'view'
        assert [detail['where'] for _, name, detail in stage.events if name == 'search'] == ['view']
        assert await stage.ask('what is on the map') == 'What kind of place shall it be?'

    rehearsal(LUNA, SOL).play(scene)


@pytest.mark.parametrize(
    ('said', 'nothing', 'closed'),
    [
        ('cafes on the map', 'I found no cafe on the map.', 'I do not see a map that is open.'),
        ('地图上的咖啡馆', '地图上没有找到咖啡。', '我没有看到打开的地图。'),
    ],
)
def test_a_map_without_such_places_or_that_is_not_open_is_said(said: str, nothing: str, closed: str) -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask(said) == nothing
        stage.places.found = RejectedCommand('I do not see a map that is open.', '我没有看到打开的地图。')
        assert closed in await stage.ask(said)

    rehearsal().play(scene)


def test_a_search_may_be_around_another_place() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('near Luna')
        around, search = stage.places.searches
        assert around.text == 'Luna'
        assert search.centre == (LUNA.place.latitude, LUNA.place.longitude)

    rehearsal(LUNA, SOL).play(scene)


@pytest.mark.parametrize(
    ('said', 'chosen'),
    [('closer', 'Sol'), ('with parking', 'Sol'), ('second, closer', 'Sol'), ('the first one', 'Luna')],
)
def test_one_is_chosen_by_what_is_known_of_it(said: str, chosen: str) -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('quiet cafe')
        await stage.ask(said)
        assert stage.guard.arguments()['place']['name'] == chosen

    rehearsal(LUNA, SOL).play(scene)


def test_what_is_not_known_of_them_does_not_settle_it() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('quiet cafe')
        text = await stage.ask('cheaper')
        assert text.startswith('I cannot tell which of them that is: first, Luna')
        assert stage.guard.proposals == []
        await stage.ask('the first one')
        assert stage.guard.arguments()['place']['name'] == 'Luna'

    rehearsal(LUNA, SOL).play(scene)


def test_a_number_that_is_not_the_one_described_is_asked_about() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('quiet cafe')
        assert await stage.ask('second, closer') == 'That is Luna, but what you describe is Sol. Which one?'
        assert stage.guard.proposals == []

    rehearsal(SOL, LUNA).play(scene)


def test_car_parks_are_told_with_their_walk_and_price() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('parking')
        assert '3 min walk, 4 an hour, 12 spaces are free' in text
        assert '5 min walk, its price is not known' in text
        await stage.ask('closer')
        assert stage.guard.arguments()['place']['name'] == 'Dock'

    dock = Found(place('Dock', 900), 0.0, (Reason('walk', 180), Reason('fee', 4.0), Reason('free_spaces', 12)))
    mall = Found(place('Mall', 300), 0.0, (Reason('walk', 300), Reason('fee_unknown')))
    rehearsal(mall, dock).play(scene)


def test_how_full_chargers_are_is_told() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('chargers')
        assert '2 of its outlets free' in text
        assert 'full just now, 10 min wait' in text

    dock = Found(place('Dock', 900), 0.0, (Reason('free_outlets', 2), Reason('distance', 900)))
    mall = Found(place('Mall', 300), 0.0, (Reason('full'), Reason('wait', 600), Reason('distance', 300)))
    rehearsal(dock, mall).play(scene)


def test_only_what_is_in_that_order_is_called_the_nearest_and_what_is_full_comes_last() -> None:
    near, middle, far, full = (
        Found(place(name, metres), 0.0, (*more, Reason('distance', metres)))
        for name, metres, more in (
            ('Near', 100, ()),
            ('Mid', 200, ()),
            ('Far', 300, ()),
            ('Full', 50, (Reason('full'),)),
        )
    )

    async def chargers(stage: Rehearsal) -> None:
        text = await stage.ask('chargers')
        assert text.startswith('I found 4; the nearest: first, Near, 100 metres away; second, Mid')

    rehearsal(far, full, middle, near).play(chargers)

    async def rated(stage: Rehearsal) -> None:
        assert (await stage.ask('rated')).startswith('I found 4; the best: first, Far')

    rehearsal(far, full, middle, near).play(rated)


def test_a_name_that_only_sounds_like_it_is_asked_about_also_where_any_would_do() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert (await stage.ask('nearest Lona')).endswith('Which one?')
        assert stage.guard.proposals == []

    first, second = (replace(item, reasons=(*item.reasons, Reason('name_misspelt'))) for item in (LUNA, SOL))
    rehearsal(first, second).play(scene)


def test_car_parks_without_a_wish_come_by_the_walk() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('where to park')
        assert text.index('Dock') < text.index('Mall')

    dock = Found(place('Dock', 900), 0.0, (Reason('walk', 120),))
    mall = Found(place('Mall', 300), 0.0, (Reason('walk', 300),))
    rehearsal(mall, dock).play(scene)


def test_why_nothing_can_be_looked_for_is_said() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('quiet cafe') == 'I cannot look for that now. There is no route to search along.'

    failing = FakePlaces(RejectedCommand('There is no route to search along.', '当前没有正在行驶的路线。'))
    Rehearsal(SCRIPT, places=failing).play(scene)


def test_the_page_is_told_the_reasons_in_both_languages() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('quiet cafe')
        (detail,) = [detail for _, name, detail in stage.events if name == 'search']
        assert detail['places'][0]['reasons'] == ['2 min detour', 'has free Wi-Fi', 'rated 4.6']
        assert detail['places'][0]['reasons_zh'][0] == '绕路2分钟'

    rehearsal(LUNA, SOL).play(scene)
