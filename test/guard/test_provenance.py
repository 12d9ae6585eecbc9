"""Nothing is done on the strength of a sentence that the guard did not hear itself, whole, lately, from that seat."""

import math
from dataclasses import replace

import pytest

from ipa_agents.guard.provenance import Provenance
from ipa_agents.vehicle.exchange import Status

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'


def test_a_proposal_without_an_utterance_is_refused(car):
    (outcome,) = car.wish({TEMPERATURE: 24}, utterance_id='')
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'provenance')


def test_a_proposal_with_an_utterance_that_nobody_said_is_refused_after_a_short_wait(car):
    assert car.wish({TEMPERATURE: 24}, utterance_id='invented') == []
    car.wait(0.1)
    assert car.outcomes == []
    car.wait(0.3)
    assert [(o.status, o.rule) for o in car.outcomes] == [(Status.DENIED, 'provenance')]


def test_a_proposal_that_overtook_its_utterance_is_done(car):
    car.wish({TEMPERATURE: 24}, utterance_id='late')
    car.now += 0.1
    car.say('warmer', utterance_id='late')
    assert car.sent == {TEMPERATURE: 24.0}


def test_proposals_that_wait_for_an_utterance_are_bounded(car):
    limits = car.policy.limits
    for seat in ('row1_driver', 'row1_passenger'):
        for _ in range(limits.rate_per_seat):
            car.wish({TEMPERATURE: 24}, seat, utterance_id='invented')
    assert car.guard.counts()['proposals waiting'] <= limits.waiting
    car.wait(0.4)
    assert len(car.outcomes) == 2 * limits.rate_per_seat


@pytest.mark.parametrize(
    ('fields', 'words'),
    [
        ({'source': 'media'}, 'loudspeakers'),
        ({'source': ''}, 'who said that'),
        ({'source': 'television'}, 'who said that'),
        ({'seat': 'row2_driver'}, 'another seat'),
        ({'text': 'x' * 100_000}, 'too long'),
        ({'stamp': 900.0}, 'too long ago'),
        ({'stamp': 1002.0}, 'too long ago'),
        ({'stamp': math.nan}, 'too long ago'),
    ],
)
def test_an_utterance_that_nothing_may_rest_on(car, fields, words):
    utterance = car.say(**{'text': 'warmer', **fields})
    (outcome,) = car.wish({TEMPERATURE: 24}, utterance_id=utterance)
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'provenance')
    assert words in outcome.reason


def test_an_utterance_grows_old(car):
    utterance = car.say('warmer')
    car.now += 61.0
    car.report()
    assert car.wish({TEMPERATURE: 24}, utterance_id=utterance)[0].rule == 'provenance'


def test_a_partial_utterance_carries_nothing(car):
    car.wish({TEMPERATURE: 24}, utterance_id=car.say('warm', is_final=False))
    car.wait(0.4)
    assert [o.rule for o in car.outcomes] == ['provenance']


def test_an_utterance_is_not_replaced_by_one_of_the_same_id(car):
    car.say('warmer', seat='row2_driver', utterance_id='u')
    car.say('warmer', seat='row1_driver', utterance_id='u')
    assert car.wish({TEMPERATURE: 24}, utterance_id='u')[0].rule == 'provenance'


@pytest.mark.parametrize('text', ['把空调 set to 二十三度 please 🙂🚗', '\x00\u202e\ufeff', 'x' * 2000, '好' * 2000])
def test_mixed_scripts_emoji_and_long_texts_are_heard(car, text):
    car.wish({TEMPERATURE: 24}, utterance_id=car.say(text))
    assert car.sent == {TEMPERATURE: 24.0}


def test_a_thousand_utterances_in_a_second_leave_the_newest(car):
    first = car.say('first')
    for index in range(1000):
        car.now += 0.001
        newest = car.say(f'number {index}')
    assert car.guard.counts()['utterances kept'] <= car.policy.limits.utterances_kept
    car.wish({TEMPERATURE: 24}, utterance_id=newest)
    assert car.sent == {TEMPERATURE: 24.0}
    car.wish({TEMPERATURE: 26}, utterance_id=first)
    car.wait(0.4)
    assert car.outcomes[-1].rule == 'provenance'


def test_the_loudspeaker_pushes_nobody_out(car):
    utterance = car.say('warmer')
    for _ in range(1000):
        car.say('hey', source='media')
    car.wish({TEMPERATURE: 24}, utterance_id=utterance)
    assert car.sent == {TEMPERATURE: 24.0}


def test_the_answers_that_are_known_as_used_are_bounded(policy):
    provenance = Provenance(replace(policy.limits, proposals_kept=2))
    assert all(provenance.use(name) for name in ('first', 'second', 'third'))
    assert [provenance.use(name) for name in ('second', 'third', 'first')] == [False, False, True]
