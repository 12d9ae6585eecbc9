"""Ids, seats, age and rate: what every proposal must pass before anybody asks what it wants."""

import itertools
import math
from dataclasses import replace

import pytest

from ipa_agents.vehicle.exchange import Status

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'


@pytest.mark.parametrize(
    'fields', [{'proposal_id': ''}, {'proposal_id': 'x' * 129}, {'turn_id': 'x' * 129}, {'seat': 'roof'}, {'seat': ''}]
)
def test_ids_and_seats_must_be_proper(car, fields):
    (outcome,) = car.wish({TEMPERATURE: 24}, utterance_id=car.say(), **fields)
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'malformed')
    assert car.commands == []


def test_a_known_proposal_id_is_refused(car):
    car.wish({TEMPERATURE: 24}, proposal_id='same')
    car.obey()
    (outcome,) = car.wish({TEMPERATURE: 26}, proposal_id='same')
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'duplicate')
    assert car.commands == []


@pytest.mark.parametrize('age', [5.1, 3600.0, -1.1, math.nan, math.inf, -math.inf])
def test_a_stale_proposal_or_one_from_the_future_is_refused(car, age):
    (outcome,) = car.wish({TEMPERATURE: 24}, stamp=car.now - age)
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'stale')


def test_a_flood_of_proposals_is_answered_bounded_and_does_not_stop_the_driver(car):
    seats = itertools.cycle(['row1_passenger', 'row2_driver', 'row2_passenger'])
    for seat in itertools.islice(seats, 3000):
        car.wish({car.path('seat.heating', seat): 33}, seat)
    limits = car.policy.limits
    assert len(car.outcomes) >= 3000 - limits.rate_passengers
    assert sum(outcome.rule == 'rate-limit' for outcome in car.outcomes) >= 3000 - limits.rate_passengers
    assert len(car.commands) <= limits.rate_passengers
    counts = car.guard.counts()
    assert counts['proposals known'] <= limits.proposals_kept
    assert counts['acts in flight'] <= limits.in_flight
    assert car.wish({TEMPERATURE: 24}) == []
    assert car.sent[TEMPERATURE] == 24.0


def test_a_seat_that_proposed_too_much_is_heard_again_later(car):
    for _ in range(40):
        car.wish({TEMPERATURE: 22})
    assert car.outcomes[-1].rule == 'rate-limit'
    car.now += 11.0
    car.report()
    assert car.wish({TEMPERATURE: 22})[0].status is Status.DONE


def test_the_ids_that_are_known_are_bounded(make_car, policy):
    car = make_car(limits=replace(policy.limits, proposals_kept=2))
    for name in ('first', 'second', 'third'):
        car.wish({TEMPERATURE: 22}, proposal_id=name)
    assert car.guard.counts()['proposals known'] == 2
    assert car.wish({TEMPERATURE: 22}, proposal_id='third')[0].rule == 'duplicate'
    assert car.wish({TEMPERATURE: 22}, proposal_id='first')[0].status is Status.DONE
