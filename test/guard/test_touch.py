"""A touch on the page means one act or one answer: nobody can make anything else of it."""

import json

import pytest

from ipa_agents.vehicle.exchange import Status
from ipa_agents.vehicle.touch import TOUCH, act_text, answer_text

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
REAR = 'Vehicle.Cabin.HVAC.Station.Row2.Driver.Temperature'
TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'
WARMER = {'signals': {TEMPERATURE: 24}}


def touch(car, text=None, seat='row1_driver', **fields):
    return car.say(text or act_text('set_signals', WARMER), seat, source=TOUCH, **fields)


def refused(outcomes, rule='provenance'):
    return [(outcome.status, outcome.rule) for outcome in outcomes] == [(Status.DENIED, rule)]


def test_what_is_touched_is_done(car):
    assert car.propose('set_signals', WARMER, utterance_id=touch(car)) == []
    assert car.sent == {TEMPERATURE: 24.0}


def test_arguments_may_be_written_another_way(car):
    spaced = f'{{ "signals" : {{"{TEMPERATURE}":\n24}} }}'
    assert car.propose('set_signals', spaced, utterance_id=touch(car)) == []
    assert car.sent == {TEMPERATURE: 24.0}


@pytest.mark.parametrize(
    ('tool', 'arguments'),
    [
        ('set_signals', {'signals': {TEMPERATURE: 25}}),
        ('set_signals', {'signals': {TEMPERATURE: 24.0}}),
        ('set_signals', {'signals': {TEMPERATURE: 24, REAR: 24}}),
        ('set_signals', {'signals': {REAR: 24}}),
        ('set_signals', {'signals': {TRUNK: True}}),
        ('control_media', {'action': 'STOP'}),
    ],
)
def test_nothing_else_is_done_on_the_strength_of_a_touch(car, tool, arguments):
    assert refused(car.propose(tool, arguments, utterance_id=touch(car)))
    assert car.commands == []


def test_a_touch_counts_once(car):
    touched = touch(car)
    assert car.propose('set_signals', WARMER, utterance_id=touched) == []
    assert refused(car.propose('set_signals', WARMER, utterance_id=touched))


def test_a_touch_from_another_seat_gives_no_right(car):
    assert refused(car.propose('set_signals', WARMER, utterance_id=touch(car, seat='row2_driver')))
    assert car.commands == []


def test_a_touch_has_the_rights_of_its_seat_and_no_more(car):
    rights = car.propose('set_signals', WARMER, 'row2_driver', utterance_id=touch(car, seat='row2_driver'))
    assert refused(rights, 'seat-rights')


@pytest.mark.parametrize(
    'text',
    [
        'yes',
        'set the temperature to 24',
        '[]',
        '{}',
        json.dumps({'tool': 'set_signals'}),
        json.dumps({'tool': 'set_signals', 'arguments': WARMER, 'more': 1}),
        json.dumps({'tool': ['set_signals'], 'arguments': WARMER}),
        json.dumps({'tool': 'set_signals', 'arguments': json.dumps(WARMER)}),
        f'{{"tool":"set_signals","tool":"set_signals","arguments":{json.dumps(WARMER)}}}',
        '{"tool":"set_signals","arguments":{"signals":{"' + TEMPERATURE + '":NaN}}}',
        '{"tool":"set_signals","arguments":' + '{"a":' * 300 + '1' + '}' * 300 + '}',
        act_text('confirm', {}),
        json.dumps({'challenge': '', 'answer': 'yes'}),
        json.dumps({'challenge': 'c', 'answer': 'YES'}),
        json.dumps({'challenge': 'c', 'answer': True}),
        act_text('set_signals', {'signals': {TEMPERATURE: 'x' * 3000}}),
    ],
)
def test_an_odd_touch_is_worth_nothing(car, text):
    touched = touch(car, text)
    assert refused(car.propose('set_signals', WARMER, utterance_id=touched))
    assert refused(car.propose('confirm', {}, utterance_id=touched, challenge_id='c', answer_utterance_id=touched))
    assert car.commands == []


def test_a_proposal_on_a_touch_with_odd_arguments_is_malformed(car):
    assert refused(car.propose('set_signals', '{"signals": NaN}', utterance_id=touch(car)), 'malformed')


def ask(car, seat='row1_driver'):
    wish = {'signals': {TRUNK: True}}
    touched = touch(car, act_text('set_signals', wish), seat)
    (question,) = car.propose('set_signals', wish, seat, utterance_id=touched)
    assert question.status is Status.NEEDS_CONFIRMATION
    car.outcomes.clear()
    car.now += 1.0
    car.report()
    return question


def test_a_touched_yes_answers_its_question(car):
    question = ask(car)
    assert car.confirm(question.challenge_id, touch(car, answer_text(question.challenge_id, True))) == []
    assert car.sent == {TRUNK: True}


def test_a_touched_yes_to_another_question_is_none(car):
    question = ask(car)
    yes = touch(car, answer_text('another', True))
    assert refused(car.confirm(question.challenge_id, yes))
    assert refused(car.confirm(question.challenge_id, yes, utterance_id=car.say('yes')), 'confirmation')
    assert car.commands == []


def test_a_touched_yes_is_no_leave_for_an_act(car):
    question = ask(car)
    yes = touch(car, answer_text(question.challenge_id, True))
    assert refused(car.wish({TRUNK: True}, utterance_id=yes))
    assert car.commands == []


def test_a_touched_act_is_no_yes(car):
    question = ask(car)
    assert refused(car.confirm(question.challenge_id, touch(car)))
    assert refused(car.confirm(question.challenge_id, touch(car), utterance_id=car.say('yes')), 'confirmation')
    assert car.commands == []


def test_a_touched_yes_from_a_seat_without_a_say_is_none(car):
    question = ask(car)
    yes = touch(car, answer_text(question.challenge_id, True), 'row2_driver')
    assert refused(car.confirm(question.challenge_id, yes, 'row2_driver'), 'confirmation')


def test_a_touched_no_ends_its_question_at_once_and_no_other(car):
    question = ask(car)
    touch(car, answer_text('another', False))
    assert car.outcomes == []
    touch(car, answer_text(question.challenge_id, False), 'row2_driver')
    assert car.outcomes == []
    touch(car, answer_text(question.challenge_id, False))
    assert [(outcome.status, outcome.reason) for outcome in car.outcomes] == [
        (Status.DENIED, 'All right, nothing was done.')
    ]


def test_a_spoken_no_ends_the_question_about_a_touch(car):
    ask(car)
    car.say('no')
    assert [outcome.status for outcome in car.outcomes] == [Status.DENIED]
