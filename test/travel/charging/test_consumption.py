"""The road load, and what it foretells of drives of the simulated car."""

import math

import numpy as np
import pytest
from maps import find, town

from ipa_agents.travel.charging.consumption import (
    Conditions,
    Consumption,
    Stretch,
    climate_power,
    leg_energies,
    load_consumption,
    route_energy,
    soak_energy,
)
from ipa_agents.travel.charging.trial import Trial, drive_trial, stretches_of
from ipa_agents.travel.routing.position import Position
from ipa_agents.vehicle.simulator import load_car

CAR = load_consumption()
PLAIN = Consumption(2000, 20_000, 200, 0.4, 0.6, 0, 300, 0, 50, 150, 30_000, 6000)
MILD = Conditions(20.0, 20.0)


def test_each_force_takes_its_share() -> None:
    flat = route_energy(PLAIN, [Stretch(10_000, 1000)], MILD)
    assert flat == pytest.approx(200 * 10_000 + 0.4 * 100 * 10_000 + 0.4 * 1000 * 100 + 300 * 1000)
    fast = route_energy(PLAIN, [Stretch(10_000, 500)], MILD)
    assert fast - flat == pytest.approx(0.4 * 300 * 10_000 + 0.4 * 1000 * 300 - 300 * 500)
    up = route_energy(PLAIN, [Stretch(10_000, 1000, 100)], MILD)
    assert up - flat == pytest.approx(20_000 * 100)


def test_a_steep_way_down_fills_the_battery_by_what_braking_gives_back() -> None:
    down = route_energy(PLAIN, [Stretch(1000, 100, -100)], MILD)
    assert down == pytest.approx(0.6 * (240_000 - 2_000_000) + 0.4 * 1000 * 100 + 300 * 100)
    assert down < 0


def test_slowing_from_part_to_part_costs_and_speeding_up_is_paid_once() -> None:
    slow, fast = Stretch(5000, 500), Stretch(5000, 250)
    assert route_energy(PLAIN, [fast, slow], MILD) == pytest.approx(
        route_energy(PLAIN, [slow, fast], MILD)
    )  # either way one loss of 20 m/s in all
    assert route_energy(PLAIN, [fast, slow, fast], MILD) > route_energy(PLAIN, [fast, fast, slow], MILD)


def test_the_climate_costs_by_how_far_the_weather_is_from_the_wish() -> None:
    powers = [climate_power(CAR, Conditions(outside, 22, 22)) for outside in (-20, -5, 10, 22)]
    assert powers == sorted(powers, reverse=True)
    assert climate_power(CAR, Conditions(35, 22, 22)) > powers[-1]
    assert climate_power(CAR, Conditions(-20, -20)) == CAR.always
    cold = Conditions(-10, -10, 20)
    assert soak_energy(CAR, cold, 1e9) == pytest.approx(30 * CAR.warming)
    assert soak_energy(CAR, cold, 600) < soak_energy(CAR, cold, 1200)
    assert soak_energy(CAR, MILD, 600) == 0


def test_many_legs_are_as_one_stretch_each_and_no_way_takes_no_end_of_energy() -> None:
    metres = np.array([[0.0, 10_000.0], [math.inf, math.nan]])
    seconds = np.array([[0.0, 1000.0], [math.inf, 100.0]])
    legs = leg_energies(PLAIN, metres, seconds, MILD)
    assert legs[0].tolist() == [0.0, pytest.approx(route_energy(PLAIN, [Stretch(10_000, 1000)], MILD))]
    assert np.isinf(legs[1]).all()


def test_parts_without_length_or_time_are_left_out() -> None:
    assert route_energy(PLAIN, [Stretch(0, 10), Stretch(10, 0)], MILD) == 0


@pytest.mark.parametrize(
    ('start', 'goal', 'trial'),
    [
        ('Harbour Square Mall', 'Ocean Aquarium', Trial(-10, 22, 21)),
        ('Opera House', 'Merrow Stadium', Trial(24, None, 22)),
        ('Westgate Department Store', 'Northgate Mall', Trial(33, 22, 23)),
    ],
)
def test_a_route_takes_the_simulated_car_what_was_foretold_to_a_tenth(start: str, goal: str, trial: Trial) -> None:
    origin = find(start)
    route = town().router.plan(Position(origin.latitude, origin.longitude), find(goal))[0]
    moments = drive_trial(load_car(), route, trial)
    stretches = [*stretches_of(route), Stretch(1e-3, 1e-3, moments[-1].height - moments[0].height)]
    waited = next(moment.seconds for moment in moments if moment.speed > 0) - moments[0].seconds
    conditions = Conditions(trial.outside, trial.outside, trial.wish)
    foretold = route_energy(CAR, stretches, conditions) + climate_power(CAR, conditions) * waited
    assert foretold == pytest.approx(moments[0].energy - moments[-1].energy, rel=0.1)
