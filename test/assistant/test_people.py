"""What people say of themselves: kept with their consent alone, used, told to them alone, erased; by voice alone."""

import math
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from rehearsal import AC, FakeGuard, FakePlaces, Rehearsal, done, outcome, place
from talkers import ScriptedTalker, calling

from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.memory.store import Memory
from ipa_agents.travel.places.place import Place
from ipa_agents.vehicle.exchange import Outcome, Proposal, Status

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
HOME = {'name': 'Elm Street 5', 'name_zh': '榆树街5号', 'latitude': 43.7, 'longitude': 7.4}
Scene = Callable[[Rehearsal], Coroutine[Any, Any, None]]
Play = Callable[..., None]


@pytest.fixture(scope='module')
def reflex() -> ReflexBrain:
    return ReflexBrain()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / 'memory.sqlite'


@pytest.fixture
def memory(file: Path) -> Memory:
    return Memory(file)


@pytest.fixture
def play(reflex: ReflexBrain, memory: Memory) -> Play:
    """Plays a scene whose assistant has looked at its memory."""

    def run(scene: Scene, **stage: Any) -> None:
        async def looked(stage: Rehearsal) -> None:
            await stage.look()
            await scene(stage)

        Rehearsal({}, reflex=reflex, memory=memory, **stage).play(looked)

    return run


def restaurant(name: str, cuisine: str = '', distance: float = math.nan, **more: Any) -> Place:
    return Place(name, name, '', 'restaurant', 43.7, 7.4, cuisine=cuisine, distance=distance, **more)


def values(memory: Memory) -> list[tuple[str, str, object]]:
    return [(kept.person, kept.topic, kept.value) for kept in memory.kept()]


def test_what_is_said_of_oneself_is_kept_after_a_yes_shown_and_erased(play: Play, memory: Memory) -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('I am Anna')
        assert await stage.ask('I like Sichuan food') == 'Shall I remember for good that you like to eat Sichuan?'
        assert values(memory) == []
        assert 'I remember that you like to eat Sichuan.' in await stage.ask('yes')
        await stage.ask('remember that I like jazz')
        assert values(memory) == [('Anna', 'cuisine', 'sichuan'), ('Anna', 'music', 'jazz')]
        told = await stage.ask('what do you know about me?')
        assert told == 'This is what I know of you, Anna: you like to eat Sichuan and you like to listen to jazz.'
        assert await stage.ask('forget that I like Sichuan food') == 'That is forgotten.'
        assert values(memory) == [('Anna', 'music', 'jazz')]
        assert await stage.ask('forget everything about me') == 'That is forgotten.'
        assert values(memory) == []
        assert await stage.ask('what do you know about me?') == 'I keep nothing in mind for you.'

    play(scene)


def test_the_same_in_chinese(play: Play, memory: Memory) -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('我是小李')
        assert await stage.ask('我喜欢川菜') == '要我一直记住你喜欢吃川菜吗？'
        await stage.ask('好的')
        await stage.ask('记住我喜欢22度')
        assert values(memory) == [('小李', 'cuisine', 'sichuan'), ('小李', 'temperature', 22.0)]
        assert await stage.ask('你知道我什么') == '小李，我知道这些：你喜欢吃川菜和你喜欢22度。'
        assert await stage.ask('忘掉我喜欢川菜') == '已经忘掉了。'
        assert values(memory) == [('小李', 'temperature', 22.0)]
        assert await stage.ask('把我记住的都删掉') == '已经忘掉了。'
        assert values(memory) == []

    play(scene)


def test_a_no_is_remembered_and_a_topic_can_be_corrected_and_forgotten(play: Play, memory: Memory) -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('I like sushi')
        assert 'do not ask about it again' in await stage.ask('no')
        assert not memory.view().may_learn('row1_driver', 'cuisine')
        await stage.ask('remember that I like it at 21 degrees')
        await stage.ask('remember that I like it at 23 degrees')
        assert values(memory) == [('row1_driver', 'temperature', 23.0)]
        await stage.ask('forget my favourite temperature')
        assert values(memory) == []

    play(scene)


def test_nothing_that_was_said_is_in_the_file_but_what_was_agreed_to(play: Play, file: Path) -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('I am Annabella')
        for sentence in (
            'I love sushi',
            'no',
            'remember that my secret is xylophone',
            'my house is Elm Street 5',
            'no',
        ):
            await stage.ask(sentence)
        await stage.ask('open the window')
        said = file.read_bytes()
        for word in (b'sushi', b'Elm', b'secret', b'xylophone', b'window'):
            assert word not in said
        await stage.ask('remember that I like jazz')
        assert b'jazz' in file.read_bytes()
        assert b'remember' not in file.read_bytes()
        await stage.ask('forget me')
        assert b'jazz' not in file.read_bytes()
        assert b'Annabella' not in file.read_bytes()

    play(scene, places=FakePlaces([place('Elm Street 5', 900.0)]))


def test_a_name_alone_leaves_nothing(play: Play, file: Path) -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('my name is Anna') == 'Hello Anna. What you ask me to remember I keep for you alone.'
        assert not file.exists()

    play(scene)


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


def test_another_person_in_the_car_is_told_nothing_of_it(play: Play, memory: Memory) -> None:
    memory.keep('Anna', 'music', 'jazz', 'told', 1.0)
    memory.keep('Anna', 'home', HOME, 'told', 1.0)

    async def scene(stage: Rehearsal) -> None:
        seat = 'row1_passenger'
        assert await stage.ask('I am Anna') == 'Hello Anna, I know what you like.'
        assert 'Somebody else in this car is Anna already' in await stage.ask('I am Anna', seat=seat)
        for sentence in ('what do you know about me?', '你知道我什么'):
            said = await stage.ask(sentence, seat=seat)
            assert not any(word in said for word in ('jazz', '爵士', 'Elm', '榆树', 'Anna'))
        assert 'jazz' not in await stage.ask('play something I like', seat=seat)
        assert stage.guard.arguments()['query'] == ''
        said = await stage.ask('take me home', seat=seat)
        assert said == 'I do not know yet where your home is. Where is it?'
        await stage.ask('forget everything about me', seat=seat)
        assert len(memory.kept()) == 2
        await stage.ask('somebody else is driving')
        assert 'Elm' not in await stage.ask('what do you know about me?')
        assert await stage.ask('I am anna'.title(), seat=seat) == 'Hello Anna, I know what you like.'

    play(scene)


def test_who_sat_there_last_and_let_something_be_kept_is_known_in_the_next_drive(play: Play, memory: Memory) -> None:
    memory.keep('Anna', 'music', 'jazz', 'told', 1.0)
    memory.seat('Anna', 'row1_driver')

    async def scene(stage: Rehearsal) -> None:
        assert 'Anna' in await stage.ask('what do you know about me?')
        await stage.ask('play something I like')
        assert stage.guard.arguments() == {'action': 'PLAY', 'query': 'jazz', 'kind': 'genre'}
        assert stage.texts[-1].endswith(', as you like to listen to jazz.')

    play(scene)


def test_any_music_plays_where_there_is_none_that_people_like(play: Play, memory: Memory) -> None:
    memory.keep('row1_driver', 'music', 'jazz', 'told', 1.0)

    def answers(proposal: Proposal) -> list[Outcome]:
        return [outcome(proposal, Status.FAILED)] if 'jazz' in proposal.arguments else list(done(proposal))

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('play some music') == 'Music is playing.'
        assert stage.guard.arguments()['kind'] == 'any'

    play(scene, guard=FakeGuard(answers))


@pytest.mark.parametrize('sentence', ['set it the way I like it', '把温度调到我喜欢的温度'])
def test_the_temperature_is_set_as_people_like_it(play: Play, memory: Memory, sentence: str) -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask(sentence)
        assert stage.guard.proposals == []
        await stage.ask('remember that I like it at 21.5 degrees')
        await stage.ask(sentence)
        assert stage.guard.arguments() == {'signals': {TEMPERATURE: 21.5}}

    play(scene)


def test_what_people_like_comes_first_with_the_reason(play: Play, memory: Memory) -> None:
    memory.keep('row1_driver', 'cuisine', 'sichuan', 'told', 1.0)
    memory.keep('row1_driver', 'diet', 'vegan', 'told', 2.0)
    near = restaurant('Near', 'italian', 100.0)
    spicy = restaurant('Spicy', 'sichuan', 900.0, attributes=('diet:vegan=yes',))

    async def scene(stage: Rehearsal) -> None:
        said = await stage.ask('find a restaurant')
        assert said.startswith('As you like to eat Sichuan and you eat vegan, what fits comes first.')
        assert said.index('Spicy') < said.index('Near')
        await stage.ask('navigate to the nearest restaurant')
        assert stage.guard.arguments()['place']['name'] == 'Near'

    play(scene, places=FakePlaces([near, spicy]))


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


def test_what_the_command_line_changes_counts_in_a_running_car(play: Play, file: Path) -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('what do you know about me?')
        Memory(file).keep('row1_driver', 'music', 'jazz', 'told', 1.0)
        await stage.look()
        assert 'jazz' in await stage.ask('what do you know about me?')
        Memory(file).erase()
        await stage.look()
        assert await stage.ask('what do you know about me?') == 'I keep nothing in mind for you.'

    play(scene)


def test_a_broken_memory_is_told_and_the_drive_goes_on(play: Play, file: Path) -> None:
    file.write_bytes(b'not a data base ' * 100)

    async def scene(stage: Rehearsal) -> None:
        assert 'cannot look up' in await stage.ask('what do you know about me?')
        assert 'nothing was kept' in await stage.ask('remember that I like jazz')
        assert await stage.ask('I am Anna') == 'Hello Anna. What you ask me to remember I keep for you alone.'
        for _ in range(4):
            assert 'Shall I' not in await stage.ask('play jazz')
        assert stage.guard.arguments()['query'] == 'jazz'

    play(scene)


def test_notes_of_the_drive_stay_what_they_were(play: Play, file: Path) -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('remember that I parked on level 3') == 'I keep that in mind for this drive.'
        assert not file.exists()
        assert await stage.ask('forget that I parked on level 3') == 'That is forgotten.'
        assert await stage.ask('what do you remember') == 'I keep nothing in mind for you.'

    play(scene)


def test_what_is_kept_is_a_note_for_the_model_of_that_seat_alone(memory: Memory) -> None:
    memory.keep('row1_driver', 'cuisine', 'sichuan', 'told', 1.0)
    memory.keep('row1_driver', 'home', HOME, 'told', 2.0)

    async def scene(stage: Rehearsal) -> None:
        await stage.look()
        await stage.ask('hello')
        await stage.ask('hello', seat='row1_passenger')
        notes = [context.notes for _, context in stage.brain.heard]
        assert notes == [('my cuisine: Sichuan', 'my home: known'), ()]

    Rehearsal({}, memory=memory).play(scene)


def used_in(sentence: str, memory: Memory, *calls: Call) -> tuple[list[Used], str]:
    """What came of calls of a model in a turn, and what was said."""
    used: list[Used] = []
    said: list[str] = []

    async def scene(stage: Rehearsal) -> None:
        await stage.look()
        said.append(await stage.ask(sentence))

    talker = ScriptedTalker({sentence: calling(*calls, agent='car_genius', used=used)})
    Rehearsal({}, talker=talker, memory=memory).play(scene)
    return used, said[0]


def test_a_model_can_look_up_tell_and_forget_what_is_known_of_who_speaks(memory: Memory) -> None:
    memory.keep('row1_driver', 'music', 'jazz', 'told', 1.0)
    memory.keep('row1_driver', 'home', HOME, 'told', 2.0)
    memory.keep('Anna', 'music', 'rock', 'told', 3.0)
    used, said = used_in('what do I like', memory, Call('recall', {'tell': False}))
    assert used[0].data == {'known': ['my music: jazz', 'my home: known'], 'notes': []}
    used, said = used_in('tell me what I like', memory, Call('recall', {'tell': True}))
    assert 'jazz' in said
    assert 'rock' not in said
    used, said = used_in('please forget my taste for jazz', memory, Call('forget', {'note': 'I like jazz'}))
    assert said == 'That is forgotten.'
    assert values(memory) == [('row1_driver', 'home', HOME), ('Anna', 'music', 'rock')]


def test_the_name_of_a_home_asks_for_nothing(memory: Memory) -> None:
    memory.keep('row1_driver', 'home', HOME | {'name': 'Turn On The Air Conditioning'}, 'told', 1.0)
    used, _ = used_in('air conditioning', memory, Call('set_signals', {'signals': {AC: True}}))
    assert used[0].data['status'] == 'REFUSED'
    memory.erase()
    used, _ = used_in('air conditioning', memory, Call('set_signals', {'signals': {AC: True}}))
    assert used[0].data['status'] == 'DONE'


def test_a_model_neither_keeps_nor_forgets_what_nobody_asked_for(memory: Memory) -> None:
    memory.keep('row1_driver', 'music', 'jazz', 'told', 1.0)
    used, _ = used_in('delete the stop', memory, Call('forget', {'note': 'I like jazz'}))
    assert used[0].data['status'] == 'REFUSED'
    used, _ = used_in('I like rock', memory, Call('remember', {'note': 'I like rock'}))
    assert used[0].data['status'] == 'REFUSED'
    used, _ = used_in('remember this', memory, Call('remember', {'note': 'I like rock'}))
    assert values(memory) == [('row1_driver', 'music', 'jazz')]
    used, _ = used_in('please remember I like rock', memory, Call('remember', {'note': 'I like rock'}))
    assert used[0].data['status'] == 'DONE'
    assert values(memory) == [('row1_driver', 'music', 'jazz'), ('row1_driver', 'music', 'rock')]
