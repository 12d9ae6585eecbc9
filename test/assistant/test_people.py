"""What people say of themselves: kept with their consent alone, told to them alone, erased; by voice alone."""

from pathlib import Path

from kept import HOME, Play, values
from rehearsal import FakePlaces, Rehearsal, place

from ipa_agents.memory.store import Memory


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


def test_a_taste_that_has_changed_is_forgotten_and_one_topic_is_told_alone(play: Play, memory: Memory) -> None:
    async def scene(stage: Rehearsal) -> None:
        for text in ('remember that I like Sichuan food', 'remember that I like jazz'):
            await stage.ask(text)
        for question in ('what do you know about my taste in food?', 'what is my favourite food?'):
            said = await stage.ask(question)
            assert 'Sichuan' in said
            assert 'jazz' not in said
        assert await stage.ask("I don't like Sichuan food any more") == 'That is forgotten.'
        assert values(memory) == [('row1_driver', 'music', 'jazz')]
        assert await stage.ask('我不太喜欢听爵士了') == '已经忘掉了。'
        assert values(memory) == []
        await stage.ask('remember that I like Sichuan food')
        assert await stage.ask('I no longer enjoy eating Sichuan food') == 'That is forgotten.'
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
