"""What is learned of what people choose: asked for before it is kept."""

from kept import Play, restaurant, values
from rehearsal import FakePlaces, Rehearsal

from ipa_agents.memory.store import Memory


def test_what_is_chosen_again_and_again_is_kept_only_after_a_yes(play: Play, memory: Memory) -> None:
    async def scene(stage: Rehearsal) -> None:
        for _ in range(2):
            assert 'Shall I' not in await stage.ask('set the temperature to 22 degrees')
            await stage.ask('set the temperature to 19 degrees')
        said = await stage.ask('set the temperature to 22 degrees')
        assert said.endswith('You often set 22 degrees. Shall I remember that as your temperature?')
        assert values(memory) == []
        await stage.ask('yes')
        assert [(kept.value, kept.source) for kept in memory.kept()] == [(22.0, 'learned')]
        said = await stage.ask('set the temperature to 19 degrees')
        assert said.endswith('You often set 19 degrees. Shall I remember that as your temperature?')
        await stage.ask('no')
        for degrees in (18, 18, 18, 18):
            assert 'Shall I' not in await stage.ask(f'set the temperature to {degrees} degrees')
        assert [kept.value for kept in memory.kept()] == [22.0]

    play(scene)


def test_a_cuisine_is_learned_from_where_people_go(play: Play, memory: Memory) -> None:
    async def scene(stage: Rehearsal) -> None:
        said = [await stage.ask('navigate to the nearest Sichuan restaurant') for _ in range(3)]
        assert said[2].endswith('You have picked Sichuan several times. Shall I remember that you like it?')
        await stage.ask('yes')
        assert values(memory) == [('row1_driver', 'cuisine', 'sichuan')]

    play(scene, places=FakePlaces([restaurant('Spicy', 'sichuan', 900.0)]))


def test_a_price_is_learned_from_where_people_eat(play: Play, memory: Memory) -> None:
    memory.keep('row1_driver', 'cuisine', 'sichuan', 'told', 1.0)

    async def scene(stage: Rehearsal) -> None:
        said = [await stage.ask('navigate to the nearest Sichuan restaurant') for _ in range(3)]
        assert said[2].endswith('You mostly pick cheap places. Shall I remember that?')
        await stage.ask('yes')
        assert values(memory)[-1] == ('row1_driver', 'price', 'cheap')
        assert 'you prefer cheap places' in await stage.ask('find a restaurant')

    play(scene, places=FakePlaces([restaurant('Spicy', 'sichuan', 900.0, price=1)]))


def test_who_wants_nothing_to_be_learned_is_not_asked_until_they_allow_it(play: Play) -> None:
    async def scene(stage: Rehearsal) -> None:
        assert 'learn nothing' in await stage.ask('stop learning')
        for _ in range(4):
            assert 'Shall I' not in await stage.ask('play jazz')
        assert 'ask before I keep' in await stage.ask('you may learn what I like')
        said = [await stage.ask('play jazz') for _ in range(3)]
        assert [text.endswith('Shall I remember that you like it?') for text in said] == [False, False, True]

    play(scene)
