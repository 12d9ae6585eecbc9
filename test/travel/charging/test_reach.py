import math

import pytest

from ipa_agents.travel.charging.electric_car import Battery
from ipa_agents.travel.charging.reach import reach

BATTERY = Battery(100.0, 200.0, 20.0)


def test_the_margin_is_what_could_be_driven_besides() -> None:
    found = reach(BATTERY, 40.0, 80_000, 0.1)
    assert found is not None
    assert (found.arriving, found.margin) == (0.3, 80_000)
    assert found.is_enough


def test_there_and_back_takes_both_ways() -> None:
    found = reach(BATTERY, 40.0 + 45.0, 160_000, 0.1)
    assert found is not None
    assert found.is_enough
    assert found.arriving < found.reserve
    assert found.margin == pytest.approx(-5 / 85 * 160_000)


def test_what_is_not_enough_is_told_by_what_is_lacking() -> None:
    found = reach(BATTERY, 120.0, 120_000, 0.1)
    assert found is not None
    assert (found.is_enough, found.arriving, found.margin) == (False, -0.1, -40_000)


@pytest.mark.parametrize(
    ('battery', 'energy', 'metres'),
    [
        (Battery(math.nan, 200.0, 20.0), 40.0, 1000.0),
        (Battery(100.0, 0.0, 20.0), 40.0, 1000.0),
        (BATTERY, math.inf, 1000.0),
        (BATTERY, 40.0, math.inf),
        (BATTERY, 40.0, 0.0),
    ],
)
def test_nothing_is_told_of_what_is_not_known(battery: Battery, energy: float, metres: float) -> None:
    assert reach(battery, energy, metres, 0.1) is None
