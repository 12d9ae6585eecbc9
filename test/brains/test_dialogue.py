from typing import Any

from ipa_agents.brains.dialogue import after_turn
from ipa_agents.brains.interface import Act, Call, Dialogue, Domain, Interpretation, Step

CALL = Call('set_signals', {'signals': {'Vehicle.A': 2, 'Vehicle.B': 3}})


def meaning(act: Act, call: Call | None = None, **slots: Any) -> Interpretation:
    return Interpretation((Step(Domain.VEHICLE, act, call, slots=slots),), 1.0, 'test')


def test_what_was_done_is_the_focus_with_the_values_before_it() -> None:
    dialogue = after_turn(Dialogue(), meaning(Act.ACT, CALL), {'Vehicle.A': 1, 'Vehicle.C': 9})
    assert dialogue.focus == (CALL,)
    assert dialogue.before == {'Vehicle.A': 1}
    assert dialogue.focus_domain is Domain.VEHICLE


def test_a_question_does_not_move_the_focus() -> None:
    before = Dialogue(focus=(CALL,), before={'Vehicle.A': 1})
    after = after_turn(before, meaning(Act.INFORM, Call('read_signals', {'paths': ['Vehicle.C']})), {})
    assert (after.focus, after.before) == (before.focus, before.before)


def test_what_is_asked_back_is_pending_for_its_seat() -> None:
    offer = after_turn(Dialogue(), meaning(Act.ASK, CALL), {}, 'row1_passenger').pending
    assert offer is not None
    assert (offer.kind, offer.call, offer.seat) == ('offer', CALL, 'row1_passenger')
    missing = after_turn(Dialogue(), meaning(Act.ASK, CALL, slot='value'), {}).pending
    assert missing is not None
    assert (missing.kind, missing.slot) == ('clarify', 'value')
    assert after_turn(Dialogue(pending=offer), meaning(Act.ACT, CALL), {}).pending is None


def test_a_question_is_remembered_by_its_paths() -> None:
    asked = Call('read_signals', {'paths': ['Vehicle.C']})
    after = after_turn(Dialogue(), meaning(Act.INFORM, asked), {})
    assert after.asked == ('Vehicle.C',)
    assert after_turn(after, meaning(Act.ACT, CALL), {}).asked == ()


def test_what_was_declined_is_what_the_talk_is_about() -> None:
    declined = Interpretation((Step(Domain.PHONE, Act.REFUSE), Step(Domain.SMALLTALK, Act.INFORM)), 1.0, 'test')
    assert after_turn(Dialogue(focus_domain=Domain.VEHICLE), declined, {}).focus_domain is Domain.PHONE
