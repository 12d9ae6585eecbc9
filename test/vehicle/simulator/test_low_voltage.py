import pytest

from ipa_agents.vehicle.simulator.low_voltage import LowVoltage, charge_at, step_low_voltage, voltage
from ipa_agents.vehicle.simulator.parameters import load_car

MODEL = load_car().low_voltage


def after(state: LowVoltage, seconds: int, drain: float = 0, charging: bool = False) -> LowVoltage:
    for _ in range(seconds):
        state = step_low_voltage(MODEL, state, drain, charging, 1.0)
    return state


@pytest.mark.parametrize(('volts', 'charge'), [(12.7, 1.0), (12.5, 0.8), (12.2, 0.6), (12.0, 0.4), (11.6, 0.0), (9, 0)])
def test_resting_voltage_shows_the_charge(volts: float, charge: float) -> None:
    assert charge_at(volts) == pytest.approx(charge)
    if volts >= 11.7:
        assert voltage(MODEL, LowVoltage(charge)) == pytest.approx(volts)


def test_a_drain_empties_the_battery_within_its_capacity() -> None:
    hours = MODEL.capacity / (MODEL.load + 54)
    assert after(LowVoltage(1.0), round(hours * 1800), drain=54).charge == pytest.approx(0.5, abs=0.01)
    empty = after(LowVoltage(1.0), round(hours * 3700), drain=54)
    assert empty.charge == 0
    assert voltage(MODEL, empty) < 10


def test_driving_charges_it_and_never_beyond_full() -> None:
    driven = after(LowVoltage(0.5), 3600, charging=True)
    assert 0.9 < driven.charge <= 1
    assert voltage(MODEL, driven) == MODEL.charging_voltage


def test_a_load_above_what_the_car_delivers_still_drains() -> None:
    state = after(LowVoltage(1.0), 600, drain=100, charging=True)
    assert state.charge < 1
    assert voltage(MODEL, state) < 12.7
