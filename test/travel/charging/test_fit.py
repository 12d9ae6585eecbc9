"""Coefficients are found again in drives that follow them exactly."""

import math
from dataclasses import asdict

import pytest

from ipa_agents.errors import TravelError
from ipa_agents.travel.charging.consumption import SOAKING, Conditions, Consumption, climate_power
from ipa_agents.travel.charging.drive_log import Moment
from ipa_agents.travel.charging.fit import fit_consumption

TRUE = Consumption(2300, 21_000, 190, 0.39, 0.65, 0, 300, 40, 55, 160, 28_000, 9000)


def drive(outside: float, wish: float | None, seconds: int = 1200) -> list[Moment]:
    """Standing first, then ever faster and slower over hills, by the coefficients of TRUE."""
    moments, way, energy = [], 0.0, 2e8
    conditions = Conditions(outside, outside, wish)
    gap = 0.0 if wish is None else wish - outside
    soak = TRUE.warming * max(0.0, gap) + TRUE.chilling * max(0.0, -gap)
    before = 0.0
    for second in range(seconds):
        speed = 0.0 if second < 60 else 15 + 10 * math.sin(second / 9) - 5 * math.cos(second / 31)
        way += (before + speed) / 2
        moments.append(Moment(second, speed, way, 20 * math.sin(way / 400), energy, outside, outside, wish))
        if len(moments) > 1:
            last = moments[-2]
            cubed = (before**3 + 4 * ((before + speed) / 2) ** 3 + speed**3) / 6
            wheels = (
                TRUE.inertia * (speed**2 - before**2) / 2
                + TRUE.weight * (moments[-1].height - last.height)
                + TRUE.rolling * (way - last.way)
                + TRUE.air * cubed
            )
            settled = math.exp(-last.seconds / SOAKING) - math.exp(-second / SOAKING)
            energy -= (wheels if wheels > 0 else TRUE.recuperation * wheels) + climate_power(TRUE, conditions)
            energy -= soak * settled
            moments[-1] = Moment(second, speed, way, moments[-1].height, energy, outside, outside, wish)
        before = speed
    return moments


DRIVES = [drive(20, None), drive(-8, 22), drive(6, 21), drive(33, 22), drive(26, 22)]


def test_the_coefficients_are_found_again() -> None:
    found = asdict(fit_consumption(DRIVES).car)
    for name, value in asdict(TRUE).items():
        if name != 'unsteady':
            assert found[name] == pytest.approx(value, rel=0.03), name
    assert found['unsteady'] > 0


def test_each_drive_is_told_as_it_was() -> None:
    assert max(map(abs, fit_consumption(DRIVES).errors)) < 0.02


def test_what_the_drives_do_not_show_stays_as_it_was_known() -> None:
    found = fit_consumption([drive(20, None)], TRUE).car
    assert (found.heating, found.cooling, found.warming) == (TRUE.heating, TRUE.cooling, TRUE.warming)
    assert fit_consumption([drive(20, None)]).car.heating == 0
    assert found.rolling == pytest.approx(TRUE.rolling, rel=0.03)


def test_too_short_a_drive_tells_nothing() -> None:
    with pytest.raises(TravelError, match='too short'):
        fit_consumption([drive(20, None, 100)])
    with pytest.raises(TravelError, match='too short'):
        fit_consumption([[]])


def test_a_car_that_never_brakes_does_not_tell_what_braking_gives_back() -> None:
    steady = [Moment(second, 20.0, 20.0 * second, 0, 1e8 - 4000 * second, 20, 20, None) for second in range(400)]
    with pytest.raises(TravelError, match='never braked'):
        fit_consumption([steady])
