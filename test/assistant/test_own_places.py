"""Home and work: the way there, and how they become known."""

import pytest
from kept import HOME, Play, values
from rehearsal import FakePlaces, Rehearsal, place

from ipa_agents.memory.store import Memory


@pytest.mark.parametrize(
    ('sentence', 'topic'), [('take me home', 'home'), ('回家', 'home'), ('navigate to work', 'work')]
)
def test_the_way_leads_home_and_to_work(play: Play, memory: Memory, sentence: str, topic: str) -> None:
    memory.keep('row1_driver', topic, HOME, 'told', 1.0)

    async def scene(stage: Rehearsal) -> None:
        await stage.ask(sentence)
        assert stage.guard.arguments()['place'] == HOME
        assert stage.places.searches == []

    play(scene)


def test_a_home_that_is_not_known_is_asked_for_and_kept_after_a_yes(play: Play, memory: Memory) -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('take me home') == 'I do not know yet where your home is. Where is it?'
        said = await stage.ask('Elm Street 5')
        assert stage.guard.arguments()['place']['name'] == 'Elm Street 5'
        assert 'own' not in stage.guard.arguments()
        assert said.endswith('Shall I remember for good that your home is Elm Street 5?')
        assert values(memory) == []
        await stage.ask('yes')
        assert [(kept.topic, kept.value['name']) for kept in memory.kept()] == [('home', 'Elm Street 5')]  # type: ignore[index]

    play(scene, places=FakePlaces([place('Elm Street 5', 900.0)]))


@pytest.mark.parametrize('sentence', ['this is my home', '我家就在这里'])
def test_home_may_be_where_the_car_is(play: Play, memory: Memory, sentence: str) -> None:
    async def scene(stage: Rehearsal) -> None:
        assert values(memory) == []
        await stage.ask(sentence)
        await stage.ask('yes')
        kept = memory.kept()[0]
        assert (kept.topic, kept.value) == ('home', HOME | {'name': 'Elm Street', 'name_zh': ''})

    here = {'Vehicle.CurrentLocation.Latitude': 43.7, 'Vehicle.CurrentLocation.Longitude': 7.4}
    play(scene, signals=here | {'Vehicle.Cabin.Infotainment.Navigation.RoadName': 'Elm Street'})


def test_where_the_car_is_may_not_be_known(play: Play, memory: Memory) -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('this is my home') == 'I do not know where we are at the moment.'

    play(scene)


def test_which_of_several_places_is_home_is_asked(play: Play, memory: Memory) -> None:
    async def scene(stage: Rehearsal) -> None:
        assert 'Which one?' in await stage.ask('my home is Elm Street')
        said = await stage.ask('the second one')
        assert said == 'Shall I remember for good that your home is Elm Street 7?'
        await stage.ask('yes')
        assert [kept.value['name'] for kept in memory.kept()] == ['Elm Street 7']  # type: ignore[index]
        assert stage.guard.proposals == []

    play(scene, places=FakePlaces([place('Elm Street 5', 900.0), place('Elm Street 7', 990.0)]))


@pytest.mark.parametrize('sentence', ['a cafe near my home', '我家附近的咖啡馆'])
def test_places_are_looked_for_near_home(play: Play, memory: Memory, sentence: str) -> None:
    memory.keep('row1_driver', 'home', HOME, 'told', 1.0)

    async def scene(stage: Rehearsal) -> None:
        await stage.ask(sentence)
        (search,) = stage.places.searches
        assert (search.kind, search.centre) == ('cafe', (HOME['latitude'], HOME['longitude']))

    play(scene, places=FakePlaces([place('Luna', 900.0)]))


def test_nothing_is_looked_for_near_a_home_that_is_not_known(play: Play) -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('a cafe near my home') == 'I do not know yet where your home is.'
        assert stage.places.searches == []

    play(scene, places=FakePlaces([place('Luna', 900.0)]))
