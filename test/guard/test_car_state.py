"""The guard believes of the car only what its owner reports and the catalogue allows."""

import math

import pytest

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
