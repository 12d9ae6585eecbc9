"""Coefficients are found again in drives that follow them exactly."""

from dataclasses import asdict

import pytest
from exact_drives import TRUE, drive

from ipa_agents.errors import TravelError
from ipa_agents.travel.charging.drive_log import Moment
from ipa_agents.travel.charging.fit import fit_consumption

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
