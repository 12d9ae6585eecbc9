import asyncio

import pytest
from rehearsal import meaning, move

from ipa_agents.assistant.understanding import understand
from ipa_agents.brains.interface import Context, Interpretation, Sentence
from ipa_agents.brains.scripted import ScriptedBrain

SENTENCE = Sentence('hello', 'en')
UNSURE = meaning(confidence=0.3)
SURE = move('thanks')


def ask(*brains: ScriptedBrain, patience: float = 5.0) -> Interpretation:
    return asyncio.run(understand(brains, SENTENCE, Context(), patience))


def test_a_sure_reflex_wins_and_cancels_the_other() -> None:
    slow = ScriptedBrain({'hello': UNSURE}, delay=60.0)
    assert ask(ScriptedBrain({'hello': SURE}), slow) is SURE
    assert (len(slow.heard), slow.cancelled) == (1, 1)


def test_an_unsure_reflex_waits_for_the_other() -> None:
    assert ask(ScriptedBrain({'hello': UNSURE}), ScriptedBrain({'hello': SURE}, delay=0.02)) is SURE


def test_when_none_is_sure_the_surest_is_taken() -> None:
    assert ask(ScriptedBrain({}), ScriptedBrain({'hello': UNSURE}, delay=0.02)) is UNSURE


def test_a_brain_that_fails_leaves_it_to_the_other() -> None:
    assert ask(ScriptedBrain({'hello': SURE}, delay=0.02), ScriptedBrain({'hello': ValueError('broken')})) is SURE
    assert ask(ScriptedBrain({'hello': ValueError('broken')}), ScriptedBrain({'hello': UNSURE}, delay=0.02)) is UNSURE


def test_a_brain_that_hangs_is_not_waited_for() -> None:
    hanging = ScriptedBrain({'hello': SURE}, delay=60.0)
    assert ask(ScriptedBrain({'hello': UNSURE}), hanging, patience=0.05) is UNSURE
    assert hanging.cancelled == 1


def test_when_all_fail_that_is_said() -> None:
    with pytest.raises(ValueError, match='broken'):
        ask(ScriptedBrain({'hello': ValueError('broken')}))
    with pytest.raises(TimeoutError):
        ask(ScriptedBrain({'hello': SURE}, delay=60.0), patience=0.02)
