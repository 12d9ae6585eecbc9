"""The guard's own question before a risky act: who may answer it, when, with what, and how often."""

import pytest

from ipa_agents.guard.confirmation import new_id
from ipa_agents.vehicle.exchange import Status

TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'
HIGH_BEAM = 'Vehicle.Body.Lights.Beam.High.IsOn'


def ask(car, values=None, seat='row1_driver', name='wish'):
    (outcome,) = car.wish(values or {TRUNK: True}, seat, proposal_id=name)
    assert outcome.status is Status.NEEDS_CONFIRMATION
    car.outcomes.clear()
    return outcome


def test_the_question_is_asked_in_both_languages_and_nothing_is_sent(car):
    question = ask(car)
    assert (question.rule, question.reason) == ('cb-004-trunk', 'Open the trunk? Please say yes or no.')
    assert question.reason_zh == '要打开后备箱吗？请回答是或否。'
    assert question.challenge_id
    assert car.commands == []


@pytest.mark.parametrize(
    'yes', ['Yes.', 'yes please', 'OK', '好的', '是的。', '可以', '嗯，好的', 'Juno, yes', '朱诺，好的']
)
def test_a_yes_does_it_and_ends_both_proposals(car, yes):
    question = ask(car)
    assert car.answer(yes, question.challenge_id) == []
    assert car.sent == {TRUNK: True}
    car.obey()
    assert [outcome.status for outcome in car.outcomes] == [Status.DONE, Status.DONE]
    assert car.outcomes[0].proposal_id == 'wish'
    assert car.outcomes[1].proposal_id != 'wish'


@pytest.mark.parametrize('other', ['yes but only a bit', 'maybe', 'what?', '好像不太好', 'open the trunk', ''])
def test_what_is_not_a_plain_yes_leaves_the_question_open(car, other):
    question = ask(car)
    (outcome,) = car.answer(other, question.challenge_id)
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'confirmation')
    assert car.commands == []
    car.answer('yes', question.challenge_id)
    assert car.sent == {TRUNK: True}


@pytest.mark.parametrize('no', ['No.', 'no thanks', '不要', '算了', 'stop'])
def test_a_no_ends_the_question_at_once(car, no):
    question = ask(car)
    car.now += 1.0
    answer = car.say(no)
    (outcome,) = car.outcomes
    assert (outcome.proposal_id, outcome.status) == ('wish', Status.DENIED)
    assert car.confirm(question.challenge_id, answer)[0].status is Status.DENIED
    assert car.answer('yes', question.challenge_id)[0].reason == 'There is no open question to confirm.'
    assert car.commands == []


def test_a_proposal_never_confirms_itself(car):
    utterance = car.say('yes')
    (question,) = car.wish({TRUNK: True}, utterance_id=utterance)
    (outcome,) = car.confirm(question.challenge_id, utterance)
    assert outcome.reason == 'That was said before the question.'
    (outcome,) = car.wish({TRUNK: True}, challenge_id=question.challenge_id, answer_utterance_id=car.say('yes'))
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'malformed')
    assert car.commands == []


def test_a_yes_from_before_the_question_is_refused(car):
    early = car.say('yes')
    car.now += 0.5
    question = ask(car)
    (outcome,) = car.confirm(question.challenge_id, early)
    assert outcome.reason == 'That was said before the question.'
    assert car.commands == []


def test_a_yes_that_was_spoken_before_the_question_but_heard_after_it_is_refused(car):
    spoken = car.now
    car.now += 0.2
    question = ask(car)
    car.now += 0.2
    (outcome,) = car.confirm(question.challenge_id, car.say('yes', stamp=spoken))
    assert outcome.reason == 'That was said before the question.'


def test_a_replayed_yes_confirms_nothing_else(car):
    question = ask(car)
    car.now += 1.0
    yes = car.say('yes')
    car.confirm(question.challenge_id, yes)
    car.obey()
    car.commands.clear()
    car.outcomes.clear()
    (second,) = car.wish({HIGH_BEAM: True})
    (outcome,) = car.confirm(second.challenge_id, yes)
    assert (outcome.status, outcome.reason) == (Status.DENIED, 'That was said before the question.')
    assert car.commands == []


def test_one_yes_answers_one_question_even_where_two_are_open(car):
    ask(car, {'Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen': True}, 'row2_passenger')
    (drivers,) = car.wish({TRUNK: True})
    car.now += 1.0
    yes = car.say('yes')
    passengers_challenge = next(c for c in car.guard._challenges if c.seat == 'row2_passenger')
    assert car.confirm(passengers_challenge.challenge_id, yes) == []
    car.commands.clear()
    assert car.confirm(drivers.challenge_id, yes)[0].reason == 'That yes was already used.'
    assert car.commands == []


def test_a_second_confirmation_is_refused(car):
    question = ask(car)
    car.answer('yes', question.challenge_id)
    assert car.answer('yes', question.challenge_id)[0].reason == 'There is no open question to confirm.'
    assert len(car.commands) == 1


def test_a_yes_from_another_seat_is_refused_and_the_drivers_is_not(car):
    door = 'Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen'
    question = ask(car, {door: True}, 'row2_passenger')
    (outcome,) = car.answer('yes', question.challenge_id, 'row1_passenger')
    assert outcome.reason == 'Only who asked, or the driver, can confirm it.'
    car.answer('yes', question.challenge_id, 'row1_driver')
    assert car.sent == {door: True}


def test_a_yes_from_the_loudspeaker_is_refused(car):
    question = ask(car)
    car.now += 1.0
    (outcome,) = car.confirm(question.challenge_id, car.say('yes', source='media'))
    assert outcome.rule == 'provenance'
    person = car.say('hm')
    played = car.say('yes', source='media')
    (outcome,) = car.confirm(question.challenge_id, played, utterance_id=person)
    assert outcome.rule == 'confirmation'
    assert car.commands == []


def test_a_yes_that_nobody_said_is_refused(car):
    question = ask(car)
    car.now += 1.0
    car.confirm(question.challenge_id, 'invented', utterance_id=car.say('yes'))
    car.wait(0.4)
    (outcome,) = car.outcomes
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'confirmation')


@pytest.mark.parametrize('confidence', [0.49, 0.0, float('nan')])
def test_a_yes_that_was_hardly_understood_is_refused(car, confidence):
    question = ask(car)
    car.now += 1.0
    (outcome,) = car.confirm(question.challenge_id, car.say('yes', confidence=confidence))
    assert outcome.reason == 'I did not hear a clear yes.'
    assert car.commands == []


def test_a_partial_yes_is_refused(car):
    question = ask(car)
    car.now += 1.0
    car.confirm(question.challenge_id, car.say('yes', is_final=False), utterance_id=car.say('hm'))
    car.wait(0.4)
    assert [outcome.rule for outcome in car.outcomes] == ['confirmation']


def test_an_unknown_challenge_is_refused(car):
    ask(car)
    assert car.answer('yes', 'guessed')[0].reason == 'There is no open question to confirm.'


def test_a_question_that_nobody_answers_expires(car):
    question = ask(car)
    car.wait(31.0)
    (outcome,) = car.outcomes
    assert (outcome.proposal_id, outcome.status, outcome.rule) == ('wish', Status.DENIED, 'confirmation')
    assert car.answer('yes', question.challenge_id)[0].status is Status.DENIED


def test_the_car_is_looked_at_again_when_the_yes_comes(car):
    question = ask(car)
    car.drive('moving')
    outcomes = car.answer('yes', question.challenge_id)
    assert [(outcome.status, outcome.rule) for outcome in outcomes] == [(Status.DENIED, 'driving-state')] * 2
    assert car.commands == []


def test_a_device_that_is_missing_is_said_before_anybody_is_asked(car):
    car.now += 2.0
    car.report(('simulator',))
    car.now += 2.0
    (outcome,) = car.wish({TRUNK: True})
    assert (outcome.status, outcome.rule) == (Status.FAILED, 'device-missing')


def test_a_device_that_goes_missing_after_the_question_ends_both_proposals(car):
    question = ask(car)
    car.now += 4.0
    car.report(('simulator',))
    outcomes = car.confirm(question.challenge_id, car.say('yes'))
    assert [outcome.rule for outcome in outcomes] == ['device-missing', 'device-missing']
    assert car.commands == []


def test_nobody_is_asked_about_what_is_so_already(car):
    car.show({TRUNK: True})
    assert car.wish({TRUNK: True})[0].status is Status.DONE
    assert car.commands == []


def test_a_new_ground_to_ask_is_not_covered_by_the_old_yes(car):
    car.show({'Vehicle.Cabin.HVAC.IsAirConditioningActive': True})
    window = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
    question = ask(car, {window: 60, TRUNK: True})
    car.show({'Vehicle.Cabin.HVAC.IsAirConditioningActive': False})
    car.answer('yes', question.challenge_id)
    assert car.sent == {window: 60, TRUNK: True}
    car.obey()
    car.outcomes.clear()
    question = ask(car, {HIGH_BEAM: True, window: 30}, name='another wish')
    car.show({'Vehicle.Cabin.HVAC.IsAirConditioningActive': True})
    outcomes = car.answer('yes', question.challenge_id)
    assert [outcome.rule for outcome in outcomes] == ['confirmation', 'confirmation']
    assert car.commands == []


def test_a_second_question_to_the_same_seat_closes_the_first(car):
    first = ask(car)
    car.wish({HIGH_BEAM: True})
    assert [(o.proposal_id, o.status) for o in car.outcomes[:1]] == [('wish', Status.SUPERSEDED)]
    assert car.answer('yes', first.challenge_id)[0].status is Status.DENIED
    assert car.commands == []


def test_the_assistant_restarted_in_the_middle_of_a_question_can_ask_anew(car):
    ask(car)
    (question,) = car.wish({TRUNK: True}, turn_id='after the restart')[1:]
    assert question.status is Status.NEEDS_CONFIRMATION
    car.answer('yes', question.challenge_id)
    assert car.sent == {TRUNK: True}


def test_a_guard_that_restarted_knows_no_question(car, make_car):
    question = ask(car)
    restarted = make_car()
    assert restarted.answer('yes', question.challenge_id)[0].reason == 'There is no open question to confirm.'
    assert restarted.commands == []


def test_challenge_ids_cannot_be_guessed():
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(challenge_id) == 24 for challenge_id in ids)
