"""What a model is told of people, and what it can look up, keep and forget for them."""

from kept import HOME, values
from rehearsal import AC, Rehearsal
from talkers import ScriptedTalker, calling

from ipa_agents.brains.interface import Call, Used
from ipa_agents.memory.store import Memory


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
