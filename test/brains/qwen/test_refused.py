"""Calls that nobody asked for: the model hears so once, then the reflex stands in."""

from talks import HEATING, WINDOW, FakeHands, data, setting, talk

from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.scripted import Reply, ScriptedModel

OPEN, WARM = setting(WINDOW, 100), setting(HEATING, 67)
REFUSED = data(status='REFUSED', error='not asked for by the user')


def test_a_model_that_wants_what_nobody_asked_for_is_told_so_once() -> None:
    model, hands = ScriptedModel([Reply(calls=(OPEN,)), Reply(calls=(WARM,)), Reply(calls=(OPEN,))]), _refusing()
    assert talk(model, hands).fault == 'nonsense'
    assert [call for _, call in hands.calls] == [OPEN, WARM]


def test_one_that_thinks_better_of_it_goes_on() -> None:
    def answer(call: Call) -> Used:
        return REFUSED if call == WARM else Used({'status': 'DONE'}, is_settled=True)

    model = ScriptedModel([Reply(calls=(WARM,)), Reply(calls=(OPEN,))])
    assert talk(model, FakeHands({'set_signals': answer})).fault == ''


def _refusing() -> FakeHands:
    return FakeHands({'set_signals': REFUSED})
