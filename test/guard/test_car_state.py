"""The guard believes of the car only what its owner reports and the catalogue allows."""

import math

import pytest

from ipa_agents.guard.car_state import CarState
from ipa_agents.vehicle.signals import Signal

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'


def test_signals_that_their_owner_did_not_send_are_not_believed(car):
    car.wish({TEMPERATURE: 24})
    car.now += 0.1
    car.take(car.guard.see('body', [Signal(TEMPERATURE, 24.0)], car.now, car.now))
    car.take(car.guard.see('stranger', [Signal(TEMPERATURE, 24.0)], car.now, car.now))
    assert car.outcomes == []


@pytest.mark.parametrize('value', [math.nan, math.inf, 'fast', True, ('a',), 1e9])
def test_signals_with_impossible_values_are_not_believed(car, value):
    before = car.guard.counts()['signals refused']
    car.take(car.guard.see('simulator', [Signal('Vehicle.Speed', value)], car.now, car.now))
    assert car.guard.counts()['signals refused'] == before + 1


def test_a_report_from_the_future_is_no_younger_than_one_of_now(catalogue):
    state = CarState(catalogue, age=3.0)
    state.see('hvac', [Signal(TEMPERATURE, 24.0)], stamp=2000.0, now=1000.0)
    assert state.fresh(1003.0) == {TEMPERATURE: 24.0}
    assert state.fresh(1003.1) == {}
    assert state.silence('hvac', 1004.0) == 4.0


@pytest.mark.parametrize('stamp', [math.nan, math.inf, -math.inf])
def test_a_report_from_no_time_says_nothing(catalogue, stamp):
    state = CarState(catalogue, age=3.0)
    assert state.see('hvac', [Signal(TEMPERATURE, 24.0)], stamp, now=1000.0) == ()
    assert (state.fresh(1000.0), state.silence('hvac', 1000.0)) == ({}, math.inf)
