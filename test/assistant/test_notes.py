"""What people want kept in mind: by voice alone, without a model."""

from rehearsal import Rehearsal

from ipa_agents.assistant.notebook import Notebook
from ipa_agents.brains.reflex import ReflexBrain


def test_a_note_is_kept_shown_and_erased_in_both_languages() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('what did I ask you to remember?') == 'I keep nothing in mind for you.'
        assert await stage.ask('Remember that I parked on level 3.') == 'I keep that in mind for this drive.'
        assert await stage.ask('请记住我女儿对坚果过敏') == '好的，这次行程我会记住。'
        told = await stage.ask('what did I ask you to remember?')
        assert 'I parked on level 3' in told
        assert '我女儿对坚果过敏' in told
        assert await stage.ask('forget the last note') == 'That is forgotten.'
        assert await stage.ask('你都记了什么') == '我记着：I parked on level 3。'
        assert await stage.ask('清空我的备忘录') == '已经忘掉了。'
        assert await stage.ask('forget my notes') == 'I keep nothing in mind for you.'
        assert stage.guard.proposals == []

    Rehearsal({}, reflex=ReflexBrain()).play(scene)


def test_forget_that_after_a_note_means_the_note() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('remember that the tolls are paid')
        assert await stage.ask('forget that') == 'That is forgotten.'
        assert await stage.ask('forget that') == 'Okay, I leave it.'

    Rehearsal({}, reflex=ReflexBrain()).play(scene)


def test_a_seat_sees_its_own_notes_alone() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('remember that I like jazz', seat='row2_driver')
        assert await stage.ask('what do you remember') == 'I keep nothing in mind for you.'

    Rehearsal({}, reflex=ReflexBrain()).play(scene)


def test_the_oldest_note_makes_room() -> None:
    notebook = Notebook(size=2)
    for note in ('one', 'two', 'one', 'three'):
        notebook.add('row1_driver', note, is_own=True)
    assert notebook.of('row1_driver') == ('one', 'three')
    assert notebook.forget_all('row1_driver')
    assert not notebook.forget_last('row1_driver')
