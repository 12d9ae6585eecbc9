import pytest

from ipa_agents.vehicle.simulator.parameters import load_car
from ipa_agents.vehicle.simulator.tyres import Tyre, filled, is_low, pressure, step_tyre

MODEL = load_car().tyres


def after(tyre: Tyre, seconds: int, heat: float = 0, speed: float = 0, outside: float = 20) -> Tyre:
    for _ in range(seconds):
        tyre = step_tyre(MODEL, tyre, heat, speed, outside, 1.0)
    return tyre


@pytest.mark.parametrize('celsius', [-10, 20, 45])
def test_filling_and_reading_agree(celsius: float) -> None:
    assert pressure(filled(250, celsius)) == pytest.approx(250)


def test_pressure_follows_temperature_by_the_gas_law() -> None:
    cold = after(filled(250, 20), 7200, outside=0)
    assert cold.temperature == pytest.approx(0, abs=0.5)
    assert pressure(cold) == pytest.approx((250 + 101.3) * 273.15 / 293.15 - 101.3, abs=1)


def test_driving_warms_a_tyre() -> None:
    warm = after(filled(250, 20), 3600, heat=900, speed=28)
    assert 10 < warm.temperature - 20 < 30
    assert pressure(warm) > 260


def test_a_leak_ends_in_a_warning_and_never_below_empty() -> None:
    leaking = Tyre(filled(250, 20).amount, 20, leak=20)
    assert pressure(after(leaking, 60)) == pytest.approx(230, abs=0.5)
    assert not is_low(MODEL, after(leaking, 120))
    assert is_low(MODEL, after(leaking, 180))
    assert pressure(after(leaking, 3600)) == 0


def test_a_sound_tyre_loses_fifty_kilopascal_in_a_year() -> None:
    week = step_tyre(MODEL, filled(250, 20), 0, 0, 20, 7 * 86400)
    assert pressure(week) == pytest.approx(250 - 50 / 52, abs=0.05)
