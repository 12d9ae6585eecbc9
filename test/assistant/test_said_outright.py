"""What people have surely said is neither asked about nor answered by something else; the reflex stands in."""

from rehearsal import AC, CATALOGUE, WINDOW, Rehearsal
from talkers import ScriptedTalker, calling

from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.reflex import ReflexBrain


def asked(sentence: str, call: Call) -> tuple[Used, str]:
    """What came of a model's `call` for `sentence`, and what people heard."""
    used: list[Used] = []
    talker = ScriptedTalker({sentence: calling(call, used=used)})
    stage = Rehearsal({}, reflex=ReflexBrain(CATALOGUE), talker=talker, is_talker_first=True)
    said: list[str] = []

    async def scene(stage: Rehearsal) -> None:
        stage.car.signals.update({AC: True, WINDOW: 0})
        said.append(await stage.ask(sentence))

    stage.play(scene)
    return used[0], said[0]


def test_nobody_is_asked_for_what_was_said() -> None:
    used, said = asked('turn on the air conditioning', Call('ask_user', {'question': 'Shall I make it cooler?'}))
    assert used.data['status'] == 'REFUSED'
    assert 'Shall I' not in said


def test_another_question_than_the_one_that_was_asked_is_not_answered() -> None:
    used, said = asked('is the air conditioning on?', Call('read_signals', {'paths': [WINDOW], 'tell': True}))
    assert used.data['status'] == 'REFUSED'
    assert 'window' not in said.lower()
    assert 'air conditioning' in said.lower()
