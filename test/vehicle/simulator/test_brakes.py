import pytest

from ipa_agents.vehicle.simulator.brakes import step_pads
from ipa_agents.vehicle.simulator.parameters import load_car

MODEL = load_car().brakes
NEW = (0.0,) * 4


def test_wear_is_the_work_done() -> None:
    once = step_pads(MODEL, NEW, 8_000, 50)
    twice = step_pads(MODEL, once, 8_000, 50)
    assert sum(twice) == pytest.approx(100 * 2 * 8_000 * 50 / MODEL.life)
    assert twice == pytest.approx(step_pads(MODEL, NEW, 8_000, 100))


def test_the_front_wears_more_and_a_worn_pad_stays_worn() -> None:
    pads = step_pads(MODEL, NEW, 8_000, 50)
    assert pads[0] == pads[1] > pads[2] == pads[3] > 0
    assert step_pads(MODEL, (99.999,) * 4, 1e6, 1e6) == (100.0,) * 4
    assert step_pads(MODEL, NEW, 0, 50) == NEW
